import { CURE_KINDS, type CureKind, type CurePolicy } from '../../../config/reserve.js';
import type { Criterion } from '../../../config/readiness.js';
import { addDays, type LocalDay, type Translated } from '../../kernel/index.js';

/** Why a location does not count at an instant, as readiness names it. */
export type Cause = {
  readonly criterion: Criterion | 'availability';
  /** Stable code of the reason. */
  readonly code: string;
  readonly label: Translated;
  readonly text: Translated;
  /** What to do about it. */
  readonly cure: Translated;
};

/** A location that would count if what keeps it from counting were cured. */
export type Curable = { readonly locationId: string; readonly places: number; readonly causes: readonly Cause[]; readonly failing: boolean };

/** What to do at one location, and before which day. */
export type CureStep = {
  readonly locationId: string;
  /** Places won by it. */
  readonly places: number;
  /** The heaviest work that it takes. */
  readonly kind: CureKind;
  readonly causes: readonly Cause[];
  /** It has to be done before this day begins. */
  readonly before: LocalDay;
};

/** The least work that makes up for the gap. */
export type Cure = {
  readonly steps: readonly CureStep[];
  /** Places that stay short when all of it is done; 0 when the reserve is whole again. */
  readonly stillShort: number;
};

type Candidate = CureStep & { readonly effort: number; readonly failing: boolean };

function kindOf({ code, criterion }: Cause, { cures, decidedByCollege }: CurePolicy): CureKind {
  const kind = CURE_KINDS.find((candidate) => cures[candidate].includes(code)) ?? CURE_KINDS[CURE_KINDS.length - 1]!;
  return kind === 'renew' && decidedByCollege.some((one) => one === criterion) ? 'decide' : kind;
}

/** Undefined when something in the way cannot be cured, or not in time: `today` is the first day on which work can be done. */
function candidateOf({ locationId, places, causes, failing }: Curable, day: LocalDay, today: LocalDay, policy: CurePolicy): Candidate | undefined {
  if (causes.length === 0 || causes.some(({ code }) => policy.notCurable.includes(code))) return undefined;
  const daysBeforehand = Math.max(...causes.map(({ code }) => policy.daysBeforehand[code]?.value ?? 0));
  const before = addDays(day, -daysBeforehand);
  if (daysBeforehand > 0 && before <= today) return undefined;
  const effort = Math.max(...causes.map((cause) => CURE_KINDS.indexOf(kindOf(cause, policy))));
  return { locationId, places, kind: CURE_KINDS[effort]!, causes, before, effort, failing };
}

/** Less effort first, then fewer things to do; of equal ones the location that fails, then the smallest that will do. */
const byEffort = (a: Candidate, b: Candidate): number =>
  a.effort - b.effort || a.causes.length - b.causes.length || Number(b.failing) - Number(a.failing) || a.places - b.places;

const sum = (candidates: readonly Candidate[]): number => candidates.reduce((total, { places }) => total + places, 0);

/** As few locations as reach the gap: the largest first, of equal ones the easiest. */
function fewest(candidates: readonly Candidate[], gap: number): Candidate[] {
  const chosen: Candidate[] = [];
  for (const candidate of [...candidates].sort((a, b) => b.places - a.places || byEffort(a, b))) {
    if (sum(chosen) >= gap) break;
    chosen.push(candidate);
  }
  return chosen;
}

/**
 * The least work that wins back `gap` places before `day`. First the heaviest kind of work it takes is made as light as
 * can be, then the number of locations as small. Whatever can be cured is chosen when all of it together is too little.
 * Null when nothing can be done.
 */
export function cheapestCure(gap: number, curables: readonly Curable[], day: LocalDay, today: LocalDay, policy: CurePolicy): Cure | null {
  const candidates = curables.flatMap((curable) => (curable.places > 0 ? (candidateOf(curable, day, today, policy) ?? []) : [])).sort(byEffort);
  if (candidates.length === 0) return null;
  const within = (effort: number): Candidate[] => candidates.filter((candidate) => candidate.effort <= effort);
  const effort = CURE_KINDS.findIndex((_kind, index) => sum(within(index)) >= gap);
  const usable = effort === -1 ? candidates : within(effort);
  const alone = usable.find(({ places }) => places >= gap);
  const chosen = effort === -1 ? candidates : alone ? [alone] : fewest(usable, gap);
  const steps = chosen.map(({ locationId, places, kind, causes, before }) => ({ locationId, places, kind, causes, before }));
  return { steps, stillShort: Math.max(0, gap - sum(chosen)) };
}
