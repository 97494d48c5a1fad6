import type { VNode } from 'preact';
import type { FrameProps } from '../organisations/index.js';
import {
  Alert, Breadcrumbs, CardGrid, Columns, DayText, DescriptionList, durationText, FigureCard, Figures, formatNumber, formatPeriod, GroupsText, InstantText, Layout, LinkButton, PageHeading,
  Panel, PATHS, StatusBadge, translator, useTranslator, type Description, type FormState, type Notice, type Translator,
} from '../web/index.js';
import { BreaksNextPanel, LossPanel } from './breaks-next.parts.js';
import { CoveragePanel } from './coverage-panel.parts.js';
import type { AnswerStep } from './domain/index.js';
import { DecisionAlert, PeriodOver, PeriodPanel } from './period-panel.parts.js';
import { normSetOf, type CoverageNow } from './ready-places.js';
import type { RequestOnPage } from './request-page-reader.js';
import { spreadPath, statusReportPath } from './reserve-paths.pages.js';
import { AnswerForm, LocationsPanel, NormsPanel } from './reserve-request.parts.js';
import type { ReserveRequestView } from './reserve-requests.js';
import { ShareBadge } from './spread.pages.js';

export type RequestPageProps = {
  readonly frame: FrameProps;
  readonly notices: readonly Notice[];
  readonly view: RequestOnPage;
  /** What the reader may decide now. */
  readonly steps: readonly AnswerStep[];
  /** What was typed into the form of the answer, or of the extension, when it was not right. */
  readonly states: { readonly answer?: FormState; readonly extension?: FormState };
  readonly mayTrigger: boolean;
  readonly mayExtend: boolean;
  /** True for who may see the status report. */
  readonly mayReport: boolean;
  readonly idempotencyKey: string;
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

/** What is there over the period, what breaks it, and what it cannot lose; once the period is over there is nothing to say. */
function CoverageOverTime({ view }: { readonly view: RequestOnPage }): VNode | null {
  const { coverage, request, today } = view;
  if (coverage === null) return null;
  if (coverage.days.length === 0) return <PeriodOver view={view} />;
  return (
    <>
      <CoveragePanel requestId={request.id} days={coverage.days} />
      <Columns main={<BreaksNextPanel coverage={coverage} today={today} />} side={<LossPanel coverage={coverage} />} />
    </>
  );
}

/** What the spread comes to, with the way to it. */
function SpreadPanel({ view: { spread, request } }: { readonly view: RequestOnPage }): VNode | null {
  const t = useTranslator();
  if (spread === null) return null;
  const isOwn = 'own' in spread;
  const number = (value: number): string => formatNumber(value, t.language);
  const text = isOwn
    ? t('reserve.share.yours', { places: t.count('word.places', spread.own.placesAsked) })
    : spread.municipalities === 0
      ? t('reserve.spread.summary.nobody')
      : t('reserve.spread.summary', {
        municipalities: t.count('reserve.municipalities', spread.municipalities), asked: t.count('word.places', spread.totals.asked),
        promised: number(spread.totals.promised), refused: number(spread.totals.refused),
      });
  return (
    <Panel id="spread" title={t(isOwn ? 'reserve.share' : 'reserve.spread')} {...(isOwn && { aside: <ShareBadge share={spread.own} /> })}>
      <p>{text}</p>
      <LinkButton href={spreadPath(request.id)} kind="secondary">{t(isOwn ? 'reserve.share.open' : 'reserve.spread.open')}</LinkButton>
    </Panel>
  );
}

/** One request: what can really be used, now and over its period, what was asked, and what was answered. */
export function ReserveRequestPage({ frame, notices, view, steps, states, mayTrigger, mayExtend, mayReport, idempotencyKey }: RequestPageProps): VNode {
  const t = translator(frame.language);
  const { request, now, nameOf, locations } = view;
  const title = t('reserve.heading', { province: request.provinceName });
  return (
    <Layout {...frame} title={title} notices={notices}>
      <Breadcrumbs items={[{ href: PATHS.overview, label: t('navigation.overview') }, { href: PATHS.reserveRequests, label: t('reserve.title') }]} current={title} />
      <PageHeading kicker={t('reserve.one')} title={title} status={<StatusBadge of="answer" state={request.answer} />}
        actions={<>
          {mayTrigger && <LinkButton href={`${PATHS.activations}/nieuw?reserveverzoek=${request.id}`}>{t('reserve.trigger')}</LinkButton>}
          {mayReport && <LinkButton href={statusReportPath(request.id)} kind="secondary">{t('report.open')}</LinkButton>}
        </>} />
      <DecisionAlert view={view} />
      {now ? <FiguresNow now={now} t={t} /> : <Alert kind="info" title={t('reserve.not-counted')}><p>{t('reserve.not-counted.why')}</p></Alert>}
      <CoverageOverTime view={view} />
      <SpreadPanel view={view} />
      <LocationsPanel locations={locations} />
      <CardGrid>
        <Panel id="request" title={t('reserve.request')}>
          <DescriptionList items={requestFacts(request, nameOf, t)} />
        </Panel>
        <Panel id="answer" title={t('reserve.answer')}>
          <DescriptionList items={answerFacts(request, t)} />
          {steps.length > 0 && <AnswerForm id={request.id} version={request.version} steps={steps} state={states.answer} />}
        </Panel>
        <PeriodPanel view={view} mayExtend={mayExtend} idempotencyKey={idempotencyKey} state={states.extension} />
      </CardGrid>
      <NormsPanel norms={normSetOf(request)} />
    </Layout>
  );
}
