import type { VNode } from 'preact';
import type { LocalDay } from '../kernel/index.js';
import { DataTable, DayText, Disclosure, formatDayBrief, formatDayShort, formatNumber, formatPeriod, Panel, useTranslator, type Column, type Translator } from '../web/index.js';
import type { Coverage } from './coverage-reader.js';
import { type Cause, type CureStep, type FailingLocation, fragileStretches, type Stretch } from './domain/index.js';
import { dayPath } from './reserve-paths.pages.js';
import type { BreakSeen, FragileDaySeen } from './seen-locations.js';

type CoverageProps = { readonly coverage: Coverage };
/** The name of a location by its id. */
export type NameOf = (locationId: string) => string;

export function nameOfIn({ locations }: Coverage): NameOf {
  const names = new Map(locations.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? '';
}

/** So many are named before the rest is a number. */
const NAMED = 4;
const ROWS = 6;

/** "De Gieterij, De Veenrand en 3 andere locaties", those that the reader does not see among the others. */
function namesText(ids: readonly string[], elsewhere: number, nameOf: NameOf, t: Translator): string {
  const named = ids.length > NAMED ? ids.slice(0, NAMED - 1) : ids;
  const others = ids.length - named.length + elsewhere;
  const names = named.map(nameOf).join(', ');
  if (others === 0) return names;
  return named.length === 0 ? t.count('reserve.locations-elsewhere', others) : t('reserve.and-others', { names, others: t.count('reserve.locations-other', others) });
}

/** Those for which the same words hold, in one entry. */
function alike<Item>(items: readonly Item[], wordsOf: (item: Item) => string): Item[][] {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(wordsOf(item), [...(groups.get(wordsOf(item)) ?? []), item]);
  return [...groups.values()];
}

const withPlaces = (items: readonly { readonly locationId: string; readonly places: number }[], nameOf: NameOf, t: Translator): string =>
  items.map(({ locationId, places }) => `${nameOf(locationId)} (${t.count('word.places', places)})`).join(', ');

const Causes = ({ causes, of }: { readonly causes: readonly Cause[]; readonly of: 'text' | 'cure' }): VNode | null => {
  const t = useTranslator();
  return causes.length === 0 ? null : <ul>{causes.map((cause) => <li key={`${cause.criterion} ${cause.code}`}>{t.of(cause.label)}: {t.of(cause[of])}</li>)}</ul>;
};

function FailingList({ failing, nameOf }: { readonly failing: readonly FailingLocation[]; readonly nameOf: NameOf }): VNode {
  const t = useTranslator();
  return (
    <ul class="plain-list">
      {alike(failing, ({ causes }) => causes.map(({ label, text }) => label.nl + text.nl).join()).map((group) => (
        <li key={group[0]!.locationId}><strong>{withPlaces(group, nameOf, t)}</strong><Causes causes={group[0]!.causes} of="text" /></li>
      ))}
    </ul>
  );
}

type StepsProps = { readonly steps: readonly CureStep[]; readonly today: LocalDay; readonly nameOf: NameOf };

function Steps({ steps, today, nameOf }: StepsProps): VNode {
  const t = useTranslator();
  const when = (before: LocalDay): string => (before <= today ? t('reserve.cure.at-once') : t('reserve.cure.before', { day: formatDayShort(before, t.language) }));
  return (
    <ul class="plain-list">
      {alike(steps, ({ before, causes }) => before + causes.map(({ label, cure }) => label.nl + cure.nl).join()).map((group) => (
        <li key={group[0]!.locationId}><strong>{when(group[0]!.before)}</strong>: {withPlaces(group, nameOf, t)}<Causes causes={group[0]!.causes} of="cure" /></li>
      ))}
    </ul>
  );
}

function CureText({ found: { cure }, today, nameOf }: { readonly found: BreakSeen; readonly today: LocalDay; readonly nameOf: NameOf }): VNode {
  const t = useTranslator();
  if (cure === null) return <p>{t('reserve.cure.none')}</p>;
  return (
    <>
      <h3 class="utrecht-heading-3">{t('reserve.cure')}</h3>
      {cure.steps.length > 0 && <Steps steps={cure.steps} today={today} nameOf={nameOf} />}
      {cure.elsewhere > 0 && <p>{t.count('reserve.cure.elsewhere', cure.elsewhere)}</p>}
      {cure.stillShort > 0 && <p>{t('reserve.cure.still-short', { places: t.count('word.places', cure.stillShort) })}</p>}
    </>
  );
}

function headline({ kind, day }: BreakSeen, today: LocalDay, t: Translator): string {
  if (kind === 'drops') return t('reserve.next.drops', { day: formatDayShort(day, t.language) });
  return day <= today ? t('reserve.next.now') : t('reserve.next.from-the-start', { day: formatDayShort(day, t.language) });
}

/** When it next is too little, by what, and the least that can be done about it. */
export function BreaksNextPanel({ coverage, today }: CoverageProps & { readonly today: LocalDay }): VNode {
  const t = useTranslator();
  const { breaksNext: found, request } = coverage;
  const nameOf = nameOfIn(coverage);
  if (found === null) {
    return <Panel id="breaks-next" title={t('reserve.next')}><p>{t('reserve.next.none', { to: formatDayShort(request.periodTo, t.language) })}</p></Panel>;
  }
  const shown = found.locations.slice(0, ROWS);
  const others = found.locations.length - shown.length + found.elsewhere;
  return (
    <Panel id="breaks-next" title={t('reserve.next')}>
      <p class="headline headline--warning">{headline(found, today, t)}</p>
      <p>{t('reserve.next.figures', { ready: formatNumber(found.ready, t.language), asked: formatNumber(found.requested, t.language), gap: formatNumber(found.gap, t.language) })}</p>
      {found.locations.length + found.elsewhere > 0 && <h3 class="utrecht-heading-3">{t(found.kind === 'drops' ? 'reserve.next.by' : 'reserve.next.not-counting')}</h3>}
      {shown.length > 0 && <FailingList failing={shown} nameOf={nameOf} />}
      {others > 0 && <p>{t.count(found.elsewhere > 0 && shown.length === 0 ? 'reserve.locations-elsewhere' : 'reserve.locations-more', others)}</p>}
      <CureText found={found} today={today} nameOf={nameOf} />
    </Panel>
  );
}

type LossRow = Stretch<FragileDaySeen>;

const lossColumns = (requestId: string, nameOf: NameOf, t: Translator): Column<LossRow>[] => [
  { key: 'days', header: t('word.period'), rowHeader: true, cell: ({ from, to }) => <a href={dayPath(requestId, from)}>{from === to ? <DayText day={from} format="short" /> : formatPeriod(from, to, t.language)}</a> },
  { key: 'spare', header: t('reserve.loss.spare'), numeric: true, cell: ({ first }) => formatNumber(first.spare, t.language) },
  { key: 'which', header: t('reserve.loss.which'), cell: ({ first }) => namesText(first.locationIds, first.elsewhere, nameOf, t) },
];

/** The days on which no single location can be missed, and which. */
export function LossPanel({ coverage }: CoverageProps): VNode {
  const t = useTranslator();
  const { days, fragile, request } = coverage;
  const covered = days.filter(({ requested, gap }) => requested > 0 && gap === 0).length;
  const rows = fragileStretches(fragile);
  const table = (some: readonly LossRow[]): VNode => <DataTable caption={t('reserve.loss')} captionHidden columns={lossColumns(request.id, nameOfIn(coverage), t)} rows={some} rowKey={({ from }) => from} />;
  if (covered === 0) return <Panel id="loss" title={t('reserve.loss')}><p>{t('reserve.loss.nothing-covered')}</p></Panel>;
  if (rows.length === 0) return <Panel id="loss" title={t('reserve.loss')}><p>{t('reserve.loss.none')}</p></Panel>;
  return (
    <Panel id="loss" title={t('reserve.loss')}>
      <p class="headline headline--warning">{t('reserve.loss.days', { fragile: formatNumber(fragile.length, t.language), covered: t.count('reserve.days', covered) })}</p>
      <p>{t('reserve.loss.lead')}</p>
      {table(rows.slice(0, ROWS))}
      {rows.length > ROWS && <Disclosure id="loss-more" title={t('reserve.loss.more', { n: formatNumber(rows.length - ROWS, t.language), from: formatDayBrief(rows[ROWS]!.from, t.language) })}>{table(rows.slice(ROWS))}</Disclosure>}
    </Panel>
  );
}
