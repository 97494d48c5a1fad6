import type { VNode } from 'preact';
import type { LocalDay } from '../../kernel/index.js';
import type { FrameProps } from '../../organisations/index.js';
import {
  Breadcrumbs, DataTable, DayText, EmptyState, FigureCard, Figures, formatDayShort, formatNumber, formatPeriod, Layout, PageHeading, Panel, PATHS, StatusBadge, translator, useTranslator, type Column, type Translator,
} from '../../web/index.js';
import { ChartLegend, CoverageChart, highestOf } from '../coverage-chart.js';
import type { CoverageNow } from '../ready-places.js';
import { requestPath } from '../reserve-paths.pages.js';
import type { ProvinceLine, Provinces } from './provinces-reader.js';

type PageProps = { readonly frame: FrameProps; readonly provinces: Provinces };
/** A line that is counted. */
type CountedLine = ProvinceLine & { readonly counted: NonNullable<ProvinceLine['counted']> };
const isCounted = (line: ProvinceLine): line is CountedLine => line.counted !== null;

function Totals({ totals, provinces }: { readonly totals: CoverageNow; readonly provinces: number }): VNode {
  const t = useTranslator();
  return (
    <Figures>
      <FigureCard label={t('provinces.asked')} value={totals.requested} note={t.count('provinces.counted', provinces)} />
      <FigureCard label={t('reserve.usable')} value={totals.usable} tone={totals.short > 0 ? 'warning' : 'positive'}
        note={totals.expiring > 0 && t('overview.expiring', { n: formatNumber(totals.expiring, t.language) })} />
      <FigureCard label={t('reserve.short')} value={totals.short} tone={totals.short > 0 ? 'warning' : 'neutral'} note={t('provinces.short.note')} />
    </Figures>
  );
}

/** When a province next has too little: the day and by how many places. */
function nextBreak({ counted: { coverage: { breaksNext } } }: CountedLine, today: LocalDay, t: Translator): string {
  if (breaksNext === null) return t('provinces.next.none');
  const places = t.count('word.places', breaksNext.gap);
  return breaksNext.day <= today ? t('provinces.next.now', { places }) : t('provinces.next.from', { day: formatDayShort(breaksNext.day, t.language), places });
}

const columns = (today: LocalDay, t: Translator): Column<ProvinceLine>[] => {
  const number = (key: keyof CoverageNow, header: string): Column<ProvinceLine> => ({ key, header, numeric: true, cell: ({ counted }) => (counted ? formatNumber(counted.now[key], t.language) : '–') });
  return [
    { key: 'province', header: t('word.province'), rowHeader: true, cell: ({ request }) => <a href={requestPath(request.id)}>{request.provinceName}</a> },
    { key: 'answer', header: t('reserve.answer'), cell: ({ request }) => <StatusBadge of="answer" state={request.answer} /> },
    { key: 'period', header: t('word.period'), cell: ({ request }) => formatPeriod(request.periodFrom, request.periodTo, t.language) },
    { key: 'places', header: t('reserve.asked'), numeric: true, cell: ({ request }) => formatNumber(request.places, t.language) },
    { key: 'usable', header: t('reserve.usable'), numeric: true, cell: ({ counted }) => (counted ? formatNumber(counted.now.usable, t.language) : t('reserve.not-counted')) },
    number('expiring', t('reserve.coverage.expiring')),
    number('short', t('reserve.short')),
    { key: 'next', header: t('reserve.next'), cell: (line) => (isCounted(line) ? nextBreak(line, today, t) : <NotCounted line={line} />) },
    { key: 'loss', header: t('provinces.loss'), cell: ({ counted }) => (counted ? lossText(counted, t) : '–') },
  ];
};

const lossText = ({ fragileDays, coveredDays }: NonNullable<ProvinceLine['counted']>, t: Translator): string =>
  coveredDays === 0 ? t('provinces.loss.nothing') : t('provinces.loss.days', { fragile: formatNumber(fragileDays, t.language), covered: t.count('reserve.days', coveredDays) });

/** Why it is not counted, and when it may be asked again. */
function NotCounted({ line: { request } }: { readonly line: ProvinceLine }): VNode {
  const t = useTranslator();
  return (
    <>
      {request.answerReason ?? t('provinces.no-answer')}
      {request.askAgainOn !== null && <p>{t('reserve.answer.ask-again-on')} <DayText day={request.askAgainOn} format="short" /></p>}
    </>
  );
}

/** One chart per counted province, on one scale and over the same days. */
function Charts({ lines, period }: { readonly lines: readonly CountedLine[]; readonly period: string }): VNode {
  const t = useTranslator();
  const highest = Math.max(...lines.map(({ counted }) => highestOf(counted.coverage.days)));
  const id = (line: CountedLine): string => `province-${line.request.id}`;
  return (
    <Panel id="charts" title={t('provinces.charts')} aside={period}>
      <p>{t('provinces.charts.lead')}</p>
      <ChartLegend id={id(lines[0]!)} />
      <div class="chart-pair">
        {lines.map((line) => (
          <section key={line.request.id} aria-labelledby={`${id(line)}-heading`}>
            <h3 class="utrecht-heading-3" id={`${id(line)}-heading`}><a href={requestPath(line.request.id)}>{line.request.provinceName}</a></h3>
            <CoverageChart id={id(line)} title={`${line.request.provinceName}: ${t('reserve.chart.title', { period })}`} days={line.counted.coverage.days} highest={highest} bare />
          </section>
        ))}
      </div>
    </Panel>
  );
}

/** What each province was asked, answered and has. What is not accepted is shown as it is, and counts for nothing. */
export function ProvincesPage({ frame, provinces: { lines, totals, today, days } }: PageProps): VNode {
  const t = translator(frame.language);
  const counted = lines.filter(isCounted);
  const charted = counted.filter(({ counted: { coverage } }) => coverage.days.length > 0);
  return (
    <Layout {...frame} title={t('provinces.title')}>
      <Breadcrumbs items={[{ href: PATHS.overview, label: t('navigation.overview') }, { href: PATHS.reserveRequests, label: t('reserve.title') }]} current={t('provinces.title')} />
      <PageHeading title={t('provinces.title')} lead={t('provinces.lead')} />
      {totals && <Totals totals={totals} provinces={counted.length} />}
      {lines.length === 0 ? <EmptyState text={t('provinces.none')} /> : <DataTable caption={t('provinces.title')} captionHidden columns={columns(today, t)} rows={lines} rowKey={({ request }) => request.id} />}
      {charted.length > 0 && <Charts lines={charted} period={formatPeriod(days.from, days.to, t.language)} />}
    </Layout>
  );
}
