import { dayOf } from '../kernel/index.js';
import { formatDayShort, formatNumber } from '../web/index.js';
import type { Cell, Section, Words, WordTable } from './after-action-words.pages.js';
import type { ComparedMilestone, EarlierUse, LocationComparison, Took } from './domain/index.js';

const PER_CENT = 100;

/** How long each step took now and the last few times, location by location. */
export function comparisonSection(words: Words): Section {
  const { report, t } = words;
  const compared = report.comparisons.filter(({ earlier }) => earlier.length > 0);
  const section = { id: 'comparison', title: t('after.comparison'), folded: true };
  if (compared.length === 0) return { ...section, paragraphs: [t('after.comparison.none')], tables: [] };
  const without = report.comparisons.filter(({ earlier }) => earlier.length === 0).map(({ deploymentId }) => t('after.comparison.none-of', { name: words.location(deploymentId) }));
  const unlike = compared.flatMap((comparison) => comparison.earlier.filter(({ basis }) => basis === 'share-of-window').map((use) => shareText(use, comparison, words)));
  return { ...section, paragraphs: [t('after.comparison.about'), ...new Set(unlike), ...without], tables: compared.map((comparison) => comparisonTable(comparison, words)) };
}

const nameOf = ({ exercise, triggeredAt }: EarlierUse, { t }: Words): string =>
  t(exercise ? 'after.comparison.exercise' : 'after.comparison.real', { day: formatDayShort(dayOf(triggeredAt), t.language) });

const shareText = (use: EarlierUse, { windowSeconds }: LocationComparison, words: Words): string =>
  words.t('after.comparison.share', { kind: nameOf(use, words), window: words.window(use.windowSeconds), now: words.window(windowSeconds) });

function comparisonTable({ deploymentId, earlier, milestones }: LocationComparison, words: Words): WordTable {
  const { t, report } = words;
  const now = t(report.activation.exercise ? 'after.comparison.now.exercise' : 'after.comparison.now.real');
  return {
    caption: t('after.comparison.table', { name: words.location(deploymentId) }),
    headers: [t('deployment.column.milestone'), now, ...earlier.map((use) => upperFirst(nameOf(use, words)))],
    rows: milestones.map((milestone) => [
      stepName(milestone, words), tookText(milestone.now, words),
      ...milestone.earlier.map(({ took, trend }, at): Cell => {
        const text = earlier[at]!.basis === 'time' ? tookText(took, words) : shareOf(took, words);
        if (trend === 'incomparable') return text;
        const [tone, icon] = ({ better: ['positive', 'check'], alike: ['neutral', 'dash'], worse: ['warning', 'clock'] } as const)[trend];
        return { text: `${text}: ${t(`after.trend.${trend}`)}`, tone, icon };
      }),
    ]),
  };
}

// Earlier another organisation may have played the part: here the part counts.
const stepName = ({ kind, party }: ComparedMilestone, { t }: Words): string =>
  kind === 'received' || kind === 'committed' ? `${t(`milestone.${kind}`)} (${t(`after.party.${party}`)})` : t(`milestone.${kind}`);

const perCent = (share: number): number => Math.round(share * PER_CENT);

function tookText(took: Took | null, { t, duration }: Words): string {
  if (!took) return t('after.comparison.not-done');
  return took.share === null ? duration(took.seconds) : t('after.comparison.took', { duration: duration(took.seconds), share: perCent(took.share) });
}

const shareOf = (took: Took | null, words: Words): string =>
  took === null || took.share === null ? tookText(took, words) : words.t('after.comparison.took.share', { share: perCent(took.share) });

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What was stated of each location, what was measured now and what counts from now on. */
export function leadTimeSection({ report, t, location }: Words): Section {
  const hours = (value: number): string => formatNumber(Math.round(value * 10) / 10, t.language);
  return {
    id: 'lead-times', title: t('after.lead-times'), paragraphs: [t('after.lead-times.about')],
    tables: report.leadTimes.length === 0 ? [] : [{
      caption: t('after.lead-times'), headers: [t('after.column.location'), t('after.column.stated'), t('after.column.measured'), t('after.column.counting')],
      rows: report.leadTimes.map(({ deploymentId, statedHours, countingHours, measuredHours, proof }): Cell[] => [
        location(deploymentId), statedHours === null ? '–' : t('after.hours', { hours: hours(statedHours) }),
        measuredText(measuredHours, proof),
        countingHours !== null ? t('after.counting.measured', { hours: hours(countingHours) }) : statedHours === null ? '–' : t('after.counting.stated', { hours: hours(statedHours) }),
      ]),
    }],
  };

  function measuredText(measured: number | null, proof: (typeof report.leadTimes)[number]['proof']): string {
    if (measured !== null) return t('after.hours', { hours: hours(measured) });
    return proof === 'measured' ? '–' : t(`after.proof.${proof}`);
  }
}
