import type { Criterion } from '../../../config/readiness.js';
import type { Instant, LocalDay } from '../../kernel/index.js';
import type { YesNoUnknown } from './location.js';

/** The criteria that somebody has to look at in the building; the others follow from the facts. */
export const INSPECTED_CRITERIA = ['fire-safety', 'water-legionella', 'power-heating', 'sanitary', 'access'] as const satisfies readonly Criterion[];
export type InspectedCriterion = (typeof INSPECTED_CRITERIA)[number];

export type Finding = {
  readonly criterion: InspectedCriterion;
  readonly value: YesNoUnknown;
  /** What shows it: a report's reference, what was seen. */
  readonly evidence: string | null;
  /** Last day, included, when the evidence names one; the policy's term holds as well, and the earlier of both counts. */
  readonly validUntil: LocalDay | null;
  readonly note: string | null;
  /** Photos among the documents of the location that show it; absent when there are none. */
  readonly photoIds?: readonly string[];
};

export type Inspection = {
  readonly id: string;
  readonly inspectedAt: Instant;
  /** Name and function of who looked. */
  readonly inspector: string;
  readonly findings: readonly Finding[];
};

/** A finding with when it was made, epoch milliseconds. */
export type DatedFinding = { readonly at: number; readonly inspectionId: string; readonly finding: Finding };

const WORTH: Readonly<Record<YesNoUnknown, number>> = { yes: 2, unknown: 1, no: 0 };

/** Oldest first. Of two at one instant the better comes first, so that the worse of them is the last word. */
function byTime(a: DatedFinding, b: DatedFinding): number {
  return (
    a.at - b.at ||
    WORTH[b.finding.value] - WORTH[a.finding.value] ||
    (b.finding.validUntil ?? '9999').localeCompare(a.finding.validUntil ?? '9999') ||
    a.inspectionId.localeCompare(b.inspectionId)
  );
}

type PerCriterion<T> = Readonly<Record<InspectedCriterion, T>>;
const perCriterion = <T>(make: (criterion: InspectedCriterion) => T): PerCriterion<T> => ({
  'fire-safety': make('fire-safety'),
  'water-legionella': make('water-legionella'),
  'power-heating': make('power-heating'),
  sanitary: make('sanitary'),
  access: make('access'),
});

/**
 * The findings per criterion that can count at `from` (epoch milliseconds) or later, oldest first, whatever the order
 * of the inspections: the newest made by then, and all that were made after it.
 */
export function findingsByCriterion(inspections: readonly Inspection[], from: number): PerCriterion<readonly DatedFinding[]> {
  const found = perCriterion<DatedFinding[]>(() => []);
  for (const { id, inspectedAt, findings } of inspections) {
    const at = inspectedAt.getTime();
    for (const finding of findings) {
      const dated: DatedFinding = { at, inspectionId: id, finding };
      const known = found[finding.criterion];
      // What was made by `from` stands in the first place, and only the newest of it stays.
      const newest = known[0] !== undefined && known[0].at <= from ? known[0] : undefined;
      if (at > from) known.push(dated);
      else if (newest === undefined) known.unshift(dated);
      else if (byTime(dated, newest) > 0) known[0] = dated;
    }
  }
  for (const criterion of INSPECTED_CRITERIA) if (found[criterion].length > 1) found[criterion].sort(byTime);
  return found;
}

/** The finding per criterion that counts at the instant: the newest made by then; null when there is none. */
export function newestFindings(inspections: readonly Inspection[], at: Instant): PerCriterion<DatedFinding | null> {
  const found = findingsByCriterion(inspections, at.getTime());
  return perCriterion((criterion) => found[criterion].find((dated) => dated.at <= at.getTime()) ?? null);
}
