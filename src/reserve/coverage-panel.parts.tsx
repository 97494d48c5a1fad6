import type { VNode } from 'preact';
import { DataTable, DayText, Disclosure, formatDayBrief, formatNumber, formatPeriod, Panel, StatusBadge, useTranslator, type Column, type Translator } from '../web/index.js';
import { CoverageChart } from './coverage-chart.js';
import { type CoverageDay, type CoverageFigures, coverageStretches, type Stretch } from './domain/index.js';
import { dayPath, daysPath } from './reserve-paths.pages.js';

/** More rows than this are folded away: the chart above has shown them. */
const ROWS = 10;

const figureColumns = <Row,>(figuresOf: (row: Row) => CoverageFigures, t: Translator): Column<Row>[] => {
  const number = (key: keyof CoverageFigures, header: string): Column<Row> => ({ key, header, numeric: true, cell: (row) => formatNumber(figuresOf(row)[key], t.language) });
  return [
    { key: 'status', header: t('word.status'), cell: (row) => <CoverageBadge figures={figuresOf(row)} /> },
    number('requested', t('reserve.coverage.requested')), number('ready', t('reserve.coverage.ready')), number('expiring', t('reserve.coverage.expiring')),
    number('blocked', t('reserve.coverage.blocked')), number('gap', t('reserve.short')),
  ];
};

/** Covered or short; outside the period nothing is asked, and so nothing is said. */
export function CoverageBadge({ figures: { requested, gap } }: { readonly figures: CoverageFigures }): VNode {
  const t = useTranslator();
  return requested === 0 ? <span>{t('reserve.coverage.not-asked')}</span> : <StatusBadge of="coverage" state={gap > 0 ? 'short' : 'covered'} />;
}

export const dayColumns = (requestId: string, t: Translator): Column<CoverageDay>[] => [
  { key: 'day', header: t('reserve.coverage.day'), rowHeader: true, cell: ({ day }) => <a href={dayPath(requestId, day)}><DayText day={day} format="short" /></a> },
  ...figureColumns((day: CoverageDay) => day, t),
];

const stretchColumns = (requestId: string, t: Translator): Column<Stretch<CoverageDay>>[] => [
  {
    key: 'days', header: t('word.period'), rowHeader: true,
    cell: ({ from, to }) => <a href={dayPath(requestId, from)}>{from === to ? <DayText day={from} format="short" /> : formatPeriod(from, to, t.language)}</a>,
  },
  ...figureColumns(({ first }: Stretch<CoverageDay>) => first, t),
];

type CoveragePanelProps = { readonly requestId: string; readonly days: readonly CoverageDay[] };

/** The chart of the period, and under it the same in figures: days that are alike in one row. */
export function CoveragePanel({ requestId, days }: CoveragePanelProps): VNode {
  const t = useTranslator();
  const rows = coverageStretches(days);
  const table = (some: readonly Stretch<CoverageDay>[]): VNode =>
    <DataTable caption={t('reserve.coverage')} captionHidden columns={stretchColumns(requestId, t)} rows={some} rowKey={({ from }) => from} />;
  const period = formatPeriod(days[0]!.day, days.at(-1)!.day, t.language);
  return (
    <Panel id="coverage" title={t('reserve.coverage')} aside={period}>
      <p>{t('reserve.coverage.lead')}</p>
      <CoverageChart id="coverage-chart" title={t('reserve.chart.title', { period })} days={days} />
      {table(rows.slice(0, ROWS))}
      {rows.length > ROWS && (
        <Disclosure id="coverage-more" title={t('reserve.coverage.more', { n: formatNumber(rows.length - ROWS, t.language), from: formatDayBrief(rows[ROWS]!.from, t.language) })}>{table(rows.slice(ROWS))}</Disclosure>
      )}
      <p><a href={daysPath(requestId)}>{t('reserve.coverage.every-day')}</a></p>
    </Panel>
  );
}
