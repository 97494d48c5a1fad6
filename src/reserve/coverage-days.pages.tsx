import type { VNode } from 'preact';
import { addDays, type LocalDay } from '../kernel/index.js';
import type { FrameProps } from '../organisations/index.js';
import {
  Breadcrumbs, DataTable, FigureCard, Figures, formatDayShort, formatNumber, formatTime, Layout, PageHeading, Pagination, Panel, PATHS, translator, type Translator,
} from '../web/index.js';
import { CoverageBadge, dayColumns } from './coverage-panel.parts.js';
import type { CoverageDay } from './domain/index.js';
import type { LocationsSeen } from './request-page-reader.js';
import { dayPath, daysPath, requestPath } from './reserve-paths.pages.js';
import { LocationsPanel } from './reserve-request.parts.js';
import type { ReserveRequestView } from './reserve-requests.js';

/** About a month. */
export const DAYS_ON_A_PAGE = 31;

const wayTo = (request: ReserveRequestView, t: Translator, ...more: readonly { href: string; label: string }[]): { href: string; label: string }[] => [
  { href: PATHS.overview, label: t('navigation.overview') }, { href: PATHS.reserveRequests, label: t('reserve.title') },
  { href: requestPath(request.id), label: t('reserve.heading', { province: request.provinceName }) }, ...more,
];

type DaysProps = { readonly frame: FrameProps; readonly request: ReserveRequestView; readonly days: readonly CoverageDay[]; readonly page: number };

/** Every day of the rest of the period, a month at a time. */
export function CoverageDaysPage({ frame, request, days, page }: DaysProps): VNode {
  const t = translator(frame.language);
  const title = t('reserve.days.title');
  const shown = days.slice((page - 1) * DAYS_ON_A_PAGE, page * DAYS_ON_A_PAGE);
  return (
    <Layout {...frame} title={title}>
      <Breadcrumbs items={wayTo(request, t)} current={title} />
      <PageHeading kicker={t('reserve.heading', { province: request.provinceName })} title={title} lead={t('reserve.coverage.lead')} />
      <DataTable caption={title} captionHidden columns={dayColumns(request.id, t)} rows={shown} rowKey={({ day }) => day} empty={t('reserve.days.none')} />
      <Pagination page={page} pageSize={DAYS_ON_A_PAGE} total={days.length} hrefFor={(to) => `${daysPath(request.id)}?pagina=${to}`} />
    </Layout>
  );
}

type DayProps = {
  readonly frame: FrameProps;
  readonly request: ReserveRequestView;
  readonly figures: CoverageDay;
  readonly locations: LocationsSeen;
  /** The days beside this one that can be looked at. */
  readonly before: LocalDay | null;
};

/** One day: its figures, the moment they are of, and every location behind them with its reason. */
export function CoverageDayPage({ frame, request, figures, locations, before }: DayProps): VNode {
  const t = translator(frame.language);
  const { day, at, requested, ready, expiring, blocked, gap } = figures;
  const title = formatDayShort(day, t.language);
  const note = expiring > 0 && { note: t('overview.expiring', { n: formatNumber(expiring, t.language) }) };
  return (
    <Layout {...frame} title={`${t('reserve.heading', { province: request.provinceName })}, ${title}`}>
      <Breadcrumbs items={wayTo(request, t, { href: daysPath(request.id), label: t('reserve.days.title') })} current={title} />
      <PageHeading kicker={t('reserve.heading', { province: request.provinceName })} title={title} status={<CoverageBadge figures={figures} />} lead={t('reserve.day.lead', { time: formatTime(at, t.language) })} />
      <Figures>
        <FigureCard label={t('reserve.coverage.requested')} value={requested} />
        <FigureCard label={t('reserve.coverage.ready')} value={ready} tone={gap > 0 ? 'warning' : 'positive'} {...note} />
        <FigureCard label={t('reserve.coverage.blocked')} value={blocked} />
        <FigureCard label={t('reserve.short')} value={gap} tone={gap > 0 ? 'warning' : 'neutral'} />
      </Figures>
      <LocationsPanel locations={locations} />
      <Panel id="days" title={t('reserve.days-beside')} quiet>
        <p class="badge-row">
          {before && <a href={dayPath(request.id, before)}>{formatDayShort(before, t.language)}</a>}
          <a href={dayPath(request.id, addDays(day, 1))}>{formatDayShort(addDays(day, 1), t.language)}</a>
          <a href={daysPath(request.id)}>{t('reserve.coverage.every-day')}</a>
        </p>
      </Panel>
    </Layout>
  );
}
