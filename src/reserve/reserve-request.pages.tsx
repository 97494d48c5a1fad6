import type { VNode } from 'preact';
import type { FrameProps } from '../organisations/index.js';
import {
  Alert, Breadcrumbs, DayText, DescriptionList, durationText, FigureCard, Figures, formatNumber, formatPeriod, GroupsText, InstantText, Layout, LinkButton, PageHeading, Panel, PATHS,
  StatusBadge, translator, type Description, type FormState, type Notice, type Translator,
} from '../web/index.js';
import type { AnswerStep, CoverageDay } from './domain/index.js';
import { normSetOf, type CoverageNow } from './ready-places.js';
import { AnswerForm, CoveragePanel, LocationsPanel, NormsPanel, type LocationsSeen } from './reserve-request.parts.js';
import type { ReserveRequestView } from './reserve-requests.js';

export type RequestPageProps = {
  readonly frame: FrameProps;
  readonly notices: readonly Notice[];
  readonly request: ReserveRequestView;
  readonly nameOf: (organisationId: string) => string;
  /** What the reader may decide now. */
  readonly steps: readonly AnswerStep[];
  readonly state: FormState | undefined;
  /** Null while the province has not accepted: such a request is never counted. */
  readonly now: CoverageNow | null;
  readonly days: readonly CoverageDay[];
  readonly locations: LocationsSeen;
  readonly mayTrigger: boolean;
};

function requestFacts(request: ReserveRequestView, nameOf: (id: string) => string, t: Translator): Description[] {
  return [
    { term: t('reserve.asked'), value: formatNumber(request.places, t.language) },
    { term: t('reserve.groups'), value: <GroupsText groups={request.groups} /> },
    { term: t('word.period'), value: formatPeriod(request.periodFrom, request.periodTo, t.language) },
    { term: t('reserve.window'), value: durationText(request.windowSeconds, t.language) },
    { term: t('reserve.serving.province'), value: nameOf(request.provinceId) },
    { term: t('reserve.serving.red-cross'), value: nameOf(request.redCrossId) },
    { term: t('reserve.serving.coa'), value: nameOf(request.coaId) },
    { term: t('reserve.serving.operations'), value: nameOf(request.operationsId) },
  ];
}

function answerFacts({ answer, answerReason, askAgainOn, answeredAt }: ReserveRequestView, t: Translator): Description[] {
  return [
    { term: t('reserve.answer'), value: <StatusBadge of="answer" state={answer} /> },
    ...(answerReason === null ? [] : [{ term: t('reserve.answer.reason'), value: answerReason }]),
    ...(askAgainOn === null ? [] : [{ term: t('reserve.answer.ask-again-on'), value: <DayText day={askAgainOn} /> }]),
    { term: t('reserve.answer.at'), value: answeredAt === null ? t('reserve.answer.never') : <InstantText at={answeredAt} /> },
  ];
}

const FiguresNow = ({ now, t }: { readonly now: CoverageNow; readonly t: Translator }): VNode => (
  <Figures>
    <FigureCard label={t('reserve.asked')} value={now.requested} />
    <FigureCard label={t('reserve.usable')} value={now.usable} tone={now.short > 0 ? 'warning' : 'positive'}
      note={now.expiring > 0 && t('overview.expiring', { n: formatNumber(now.expiring, t.language) })} />
    <FigureCard label={t('reserve.short')} value={now.short} tone={now.short > 0 ? 'warning' : 'neutral'} />
  </Figures>
);

/** One request: what was asked, what was answered, and what can really be used. */
export function ReserveRequestPage({ frame, notices, request, nameOf, steps, state, now, days, locations, mayTrigger }: RequestPageProps): VNode {
  const t = translator(frame.language);
  const title = t('reserve.heading', { province: request.provinceName });
  return (
    <Layout {...frame} title={title} notices={notices}>
      <Breadcrumbs items={[{ href: PATHS.overview, label: t('navigation.overview') }, { href: PATHS.reserveRequests, label: t('reserve.title') }]} current={title} />
      <PageHeading kicker={t('reserve.one')} title={title} status={<StatusBadge of="answer" state={request.answer} />}
        actions={mayTrigger && <LinkButton href={`${PATHS.activations}/nieuw?reserveverzoek=${request.id}`}>{t('reserve.trigger')}</LinkButton>} />
      {now ? <FiguresNow now={now} t={t} /> : <Alert kind="info" title={t('reserve.not-counted')}><p>{t('reserve.not-counted.why')}</p></Alert>}
      <Panel id="request" title={t('reserve.request')}>
        <DescriptionList items={requestFacts(request, nameOf, t)} />
      </Panel>
      <Panel id="answer" title={t('reserve.answer')}>
        <DescriptionList items={answerFacts(request, t)} />
        {steps.length > 0 && <AnswerForm id={request.id} version={request.version} steps={steps} state={state} />}
      </Panel>
      <LocationsPanel locations={locations} />
      {now && <CoveragePanel days={days} />}
      <NormsPanel norms={normSetOf(request)} />
    </Layout>
  );
}
