import type { VNode } from 'preact';
import type { ActivationSummary } from '../activations/index.js';
import type { Instant, Language } from '../kernel/index.js';
import type { FrameProps } from '../organisations/index.js';
import type { CoverageNow, ReserveRequestView } from '../reserve/index.js';
import {
  CardGrid, Countdown, DayText, durationText, EmptyState, FigureCard, Figures, formatPeriod, InstantText, Layout, LinkButton, LiveBoard, LiveRegion, PageHeading, Panel, PATHS, ProgressMeter,
  renderFragment, StatusBadge, translator, useLanguage, useTranslator,
} from '../web/index.js';

export type RequestCard = { readonly request: ReserveRequestView; readonly coverage: CoverageNow | null };
export type OverviewView = { readonly serverNow: Instant; readonly requests: readonly RequestCard[]; readonly running: readonly ActivationSummary[] };

type Props = { readonly view: OverviewView };

function RunningRegion({ view }: Props): VNode {
  const t = useTranslator();
  return (
    <>
      <h2 class="utrecht-heading-2">{t('overview.running')}</h2>
      {view.running.length === 0 ? <EmptyState text={t('overview.running.none')} /> : (
        <CardGrid>{view.running.map((activation) => <RunningCard key={activation.id} activation={activation} serverNow={view.serverNow} />)}</CardGrid>
      )}
    </>
  );
}

function RunningCard({ activation, serverNow }: { activation: ActivationSummary; serverNow: Instant }): VNode {
  const t = useTranslator();
  const { id, exercise, places, openPlaces, deadlineAt, triggeredAt, outcome } = activation;
  const [before, after] = t('overview.running.since', { at: '\u0000' }).split('\u0000');
  return (
    <Panel id={`running-${id}`} level={3} title={t(exercise ? 'overview.running.kind.exercise' : 'overview.running.kind.real', { places })}
      aside={<StatusBadge of="outcome" state={outcome ?? 'undecided'} />}>
      {outcome ? <OutcomeText activation={activation} /> : <Countdown deadlineAt={deadlineAt} serverNow={serverNow} />}
      <ProgressMeter value={openPlaces} total={places} />
      <p>{before}<InstantText at={triggeredAt} />{after}</p>
      <LinkButton href={`${PATHS.activations}/${id}`} kind="secondary">{t('overview.running.open')}</LinkButton>
    </Panel>
  );
}

// Once it is decided there is nothing left to count to; how late a late one is, its own page says.
function OutcomeText({ activation }: { activation: ActivationSummary }): VNode {
  const t = useTranslator();
  const language = useLanguage();
  const { outcome, outcomeAt, triggeredAt } = activation;
  const took = outcome === 'met' && outcomeAt ? durationText((outcomeAt.getTime() - triggeredAt.getTime()) / 1000, language) : undefined;
  return (
    <div>
      <p class={`outcome-text outcome-text--${outcome}`}>{took ? t('activation.result.met', { duration: took }) : t(`state.outcome.${outcome ?? 'undecided'}`)}</p>
      {outcomeAt && <p><InstantText at={outcomeAt} /></p>}
    </div>
  );
}

function ReserveRegion({ view }: Props): VNode {
  const t = useTranslator();
  return (
    <>
      <h2 class="utrecht-heading-2">{t('overview.reserve')}</h2>
      {view.requests.length === 0 ? <EmptyState text={t('overview.reserve.none')} /> : (
        <>
          <ReserveCards cards={view.requests.filter(({ coverage }) => coverage)} />
          <ReserveCards cards={view.requests.filter(({ coverage }) => !coverage)} />
        </>
      )}
    </>
  );
}

// What counts comes first, by itself; what a province declined or still explores recedes behind it.
const ReserveCards = ({ cards }: { cards: readonly RequestCard[] }): VNode | null =>
  cards.length === 0 ? null : <CardGrid>{cards.map((card) => <ReserveCard key={card.request.id} {...card} />)}</CardGrid>;

function ReserveCard({ request, coverage }: RequestCard): VNode {
  const t = useTranslator();
  const language = useLanguage();
  const { id, provinceName, periodFrom, periodTo, answer } = request;
  return (
    <Panel id={`request-${id}`} level={3} title={provinceName} quiet={!coverage} aside={<StatusBadge of="answer" state={answer} />}>
      <p>{formatPeriod(periodFrom, periodTo, language)}</p>
      {coverage ? <CoverageFigures coverage={coverage} /> : <NotCounted request={request} />}
      <LinkButton href={`${PATHS.reserveRequests}/${id}`} kind="secondary" about={provinceName}>{t('overview.request')}</LinkButton>
    </Panel>
  );
}

function CoverageFigures({ coverage }: { coverage: CoverageNow }): VNode {
  const t = useTranslator();
  const { requested, usable, short, expiring } = coverage;
  return (
    <Figures>
      <FigureCard label={t('overview.requested')} value={requested} />
      <FigureCard label={t('overview.usable')} value={usable} tone={short === 0 ? 'positive' : 'warning'} {...(expiring > 0 && { note: t('overview.expiring', { n: expiring }) })} />
      <FigureCard label={t('overview.short')} value={short} tone={short === 0 ? 'neutral' : 'critical'} />
    </Figures>
  );
}

function NotCounted({ request }: { request: ReserveRequestView }): VNode {
  const t = useTranslator();
  const [before, after] = t('overview.ask-again', { day: '\u0000' }).split('\u0000');
  return (
    <>
      {request.answer === 'declined' && <p>{t('overview.declined', { reason: request.answerReason ?? '' })}</p>}
      {request.askAgainOn && <p>{before}<DayText day={request.askAgainOn} />{after}</p>}
      <p>{t('overview.not-counted')}</p>
    </>
  );
}

const REGIONS: Readonly<Record<string, (props: Props) => VNode>> = { running: RunningRegion, reserve: ReserveRegion };

export const renderOverviewRegions = (view: OverviewView, language: Language): Record<string, string> =>
  Object.fromEntries(Object.entries(REGIONS).map(([id, Region]) => [id, renderFragment(language, <Region view={view} />)]));

/** Available and short per request, and what is running with its clock. */
export function OverviewPage({ frame, view, mayTrigger }: { readonly frame: FrameProps; readonly view: OverviewView; readonly mayTrigger: boolean }): VNode {
  const t = translator(frame.language);

  const trigger = mayTrigger ? <LinkButton href={`${PATHS.activations}/nieuw`}>{t('activations.trigger')}</LinkButton> : undefined;
  return (
    <Layout {...frame} title={t('overview.title')}>
      <PageHeading title={t('overview.title')} lead={t('overview.lead')} actions={trigger} />
      <LiveBoard src="/stream" serverNow={view.serverNow} currentPath={PATHS.overview}>
        <LiveRegion id="running"><RunningRegion view={view} /></LiveRegion>
        <LiveRegion id="reserve"><ReserveRegion view={view} /></LiveRegion>
      </LiveBoard>
    </Layout>
  );
}
