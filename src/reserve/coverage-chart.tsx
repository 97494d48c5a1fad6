import type { VNode } from 'preact';
import { formatDayBrief, formatNumber, useTranslator, type Translator } from '../web/index.js';
import { axisSteps, type CoverageDay, coverageStretches, type DayMark, dayMarks, labelEvery, type Stretch } from './domain/index.js';

/** In CSS pixels. Widths are shares of the room there is: letters keep their size on a narrow screen. */
const HEIGHT = 224;
const TOP = 12;
const AXIS_WIDTH = 44;
const LABELS_BELOW = 28;
/** How many labels there is room for, and up to where in percent one may begin without being cut off. */
const LABELS = { month: { wide: 12, narrow: 6, lastWide: 95, lastNarrow: 88 }, week: { wide: 12, narrow: 3, lastWide: 94, lastNarrow: 78 } };
/** So many stretches are told in words; the table under the chart has them all. */
const TOLD = 4;

type Scale = { readonly days: number; readonly top: number };
type ScaleProps = { readonly scale: Scale };

const y = (value: number, { top }: Scale): number => TOP + (HEIGHT - TOP) * (1 - value / top);
const percent = (days: number, scale: Scale): string => `${Math.round((days / scale.days) * 100_000) / 1000}%`;

type Area = { readonly from: number; readonly length: number; readonly low: number; readonly high: number };

const Block = ({ area: { from, length, low, high }, scale, css, fill }: ScaleProps & { readonly area: Area; readonly css: string; readonly fill?: string }): VNode | null =>
  high <= low ? null : <rect class={css} x={percent(from, scale)} width={percent(length, scale)} y={y(high, scale)} height={y(low, scale) - y(high, scale)} fill={fill} />;

/** What a stretch of alike days looks like: firm, about to expire, short. */
function StretchShape({ stretch: { days: length, first }, from, scale, id }: ScaleProps & { readonly stretch: Stretch<CoverageDay>; readonly from: number; readonly id: string }): VNode {
  const { requested, ready, expiring } = first;
  const area = (low: number, high: number): Area => ({ from, length, low, high });
  return (
    <>
      <Block css="chart__ready" area={area(0, ready - expiring)} scale={scale} />
      <Block css="chart__expiring" area={area(ready - expiring, ready)} scale={scale} />
      <Block css="chart__pattern" fill={`url(#${id}-dots)`} area={area(ready - expiring, ready)} scale={scale} />
      <Block css="chart__gap" area={area(ready, requested)} scale={scale} />
      <Block css="chart__pattern" fill={`url(#${id}-hatch)`} area={area(ready, requested)} scale={scale} />
    </>
  );
}

/** The line of what was asked, over the areas and in one piece for as long as it is the same: dashes would begin anew with each. */
function AskedLine({ days, scale }: ScaleProps & { readonly days: readonly CoverageDay[] }): VNode {
  const first = days.findIndex(({ requested }) => requested > 0);
  const asked = days.filter(({ requested }) => requested > 0);
  if (asked.length === 0) return <></>;
  const at = y(asked[0]!.requested, scale);
  return (
    <>
      {['chart__asked-ground', 'chart__asked'].map((css) => <line key={css} class={css} x1={percent(first, scale)} x2={percent(first + asked.length, scale)} y1={at} y2={at} />)}
    </>
  );
}

const Patterns = ({ id }: { readonly id: string }): VNode => (
  <defs>
    <pattern id={`${id}-hatch`} width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <line class="chart__hatch" x1="0" x2="0" y1="0" y2="8" />
    </pattern>
    <pattern id={`${id}-dots`} width="8" height="8" patternUnits="userSpaceOnUse">
      <circle class="chart__dot" cx="2" cy="2" r="1.25" />
      <circle class="chart__dot" cx="6" cy="6" r="1.25" />
    </pattern>
  </defs>
);

function markText({ day, unit }: DayMark, t: Translator): string {
  const [year, month, date] = day.split('-').map(Number);
  const name = t.text(`month.short.${month}`);
  if (unit === 'week') return `${date} ${name}`;
  return month === 1 ? `${name} ${year}` : name;
}

function DayAxis({ days, scale }: ScaleProps & { readonly days: readonly CoverageDay[] }): VNode {
  const t = useTranslator();
  const marks = dayMarks(days.map(({ day }) => day));
  const room = LABELS[marks[0]?.unit ?? 'week'];
  const every = { wide: labelEvery(marks.length, room.wide), narrow: labelEvery(marks.length, room.narrow) };
  return (
    <>
      {marks.map((mark, order) => {
        const x = percent(mark.index, scale);
        const share = (mark.index / scale.days) * 100;
        const css = order % every.narrow === 0 && share <= room.lastNarrow ? 'chart__label' : 'chart__label chart__label--roomy';
        return (
          <g key={mark.day}>
            <line class="chart__mark" x1={x} x2={x} y1={HEIGHT} y2={HEIGHT + 6} />
            {order % every.wide === 0 && share <= room.lastWide && <text class={css} x={x} y={HEIGHT + 22}>{markText(mark, t)}</text>}
          </g>
        );
      })}
    </>
  );
}

/** "wo 25 nov – do 31 dec: 104 van 100". */
export function stretchInWords({ from, to, first: { ready, requested } }: Stretch<CoverageDay>, t: Translator): string {
  const params = { ready: formatNumber(ready, t.language), asked: formatNumber(requested, t.language) };
  const days = from === to ? formatDayBrief(from, t.language) : `${formatDayBrief(from, t.language)} – ${formatDayBrief(to, t.language)}`;
  return t('reserve.chart.stretch', { days, ...params });
}

function description(stretches: readonly Stretch<CoverageDay>[], t: Translator): string {
  const told = stretches.slice(0, TOLD).map((stretch) => stretchInWords(stretch, t)).join('; ');
  return stretches.length > TOLD ? t('reserve.chart.told-partly', { told, more: stretches.length - TOLD }) : `${told}.`;
}

const LEGEND = [['ready', 'chart__ready', null], ['expiring', 'chart__expiring', 'dots'], ['gap', 'chart__gap', 'hatch']] as const;

export function ChartLegend({ id }: { readonly id: string }): VNode {
  const t = useTranslator();
  return (
    <ul class="chart-legend">
      {LEGEND.map(([key, css, pattern]) => (
        <li key={key} class="chart-legend__item">
          <svg class="chart-legend__sample" width="24" height="16" aria-hidden="true" focusable="false">
            <rect class={css} width="24" height="16" />
            {pattern && <rect class="chart__pattern" width="24" height="16" fill={`url(#${id}-${pattern})`} />}
          </svg>
          {t(`reserve.chart.${key}`)}
        </li>
      ))}
      <li class="chart-legend__item">
        <svg class="chart-legend__sample" width="24" height="16" aria-hidden="true" focusable="false"><line class="chart__asked" x1="0" x2="24" y1="8" y2="8" /></svg>
        {t('reserve.chart.asked')}
      </li>
    </ul>
  );
}

export type CoverageChartProps = {
  /** Unique in the page. */
  readonly id: string;
  /** What the chart shows; a screen reader hears it before the description. */
  readonly title: string;
  /** At least one day, each after the one before. */
  readonly days: readonly CoverageDay[];
  /** The highest value of the axis; charts beside each other share it. Default: what these days need. */
  readonly highest?: number;
  /** Without a legend, where several charts share one. */
  readonly bare?: boolean;
};

/** The most that these days ask for or have. */
export const highestOf = (days: readonly CoverageDay[]): number => days.reduce((most, { ready, requested }) => Math.max(most, ready, requested), 0);

/**
 * Usable places over the days as steps, with what is about to expire dotted, what is short hatched and what was asked as a
 * dashed line: no meaning stands on colour alone.
 */
export function CoverageChart({ id, title, days, highest = highestOf(days), bare }: CoverageChartProps): VNode {
  const t = useTranslator();
  const steps = axisSteps(highest);
  const scale = { days: days.length, top: steps.at(-1)! };
  const stretches = coverageStretches(days);
  const begins = stretches.map((_, index) => stretches.slice(0, index).reduce((sum, stretch) => sum + stretch.days, 0));
  return (
    <figure class="chart">
      <div class="chart__body">
        <svg class="chart__axis" width={AXIS_WIDTH} height={HEIGHT + LABELS_BELOW} aria-hidden="true" focusable="false">
          {steps.map((value) => <text key={value} class="chart__label chart__label--value" x={AXIS_WIDTH - 8} y={y(value, scale)} dy="0.32em">{formatNumber(value, t.language)}</text>)}
        </svg>
        <svg class="chart__plot" height={HEIGHT + LABELS_BELOW} role="img" aria-labelledby={`${id}-title ${id}-words`}>
          <title id={`${id}-title`}>{title}</title>
          <desc id={`${id}-words`}>{description(stretches, t)}</desc>
          <Patterns id={id} />
          {steps.map((value) => <line key={value} class="chart__grid" x1="0" x2="100%" y1={y(value, scale)} y2={y(value, scale)} />)}
          {stretches.map((stretch, index) => <StretchShape key={stretch.from} stretch={stretch} from={begins[index]!} scale={scale} id={id} />)}
          <AskedLine days={days} scale={scale} />
          <line class="chart__base" x1="0" x2="100%" y1={HEIGHT} y2={HEIGHT} />
          <DayAxis days={days} scale={scale} />
        </svg>
      </div>
      {!bare && <figcaption><ChartLegend id={id} /></figcaption>}
    </figure>
  );
}
