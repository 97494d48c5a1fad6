import type { LocalDay } from '../../kernel/index.js';
import { dayAt, daysLater, startMs } from './day-edges.js';
import type { Notice } from './readiness-notices.js';

/**
 * A stretch of time in which one criterion stands the same way, from `from` (epoch milliseconds) until the next phase
 * begins. `lastDay` is the last day of the finding or paper that carries it, null when it has no end. The notice says
 * why; it is made only when somebody reads it, because coverage walks through thousands of phases and reads none.
 * `ended`, where it failed because a term ran out: the last day of that term.
 */
export type Phase =
  | { readonly from: number; readonly state: 'met'; readonly lastDay: LocalDay | null }
  | { readonly from: number; readonly state: 'expiring'; readonly lastDay: LocalDay; readonly notice: () => Notice }
  | { readonly from: number; readonly state: 'failed'; readonly notice: () => Notice; readonly ended?: LocalDay };

/** How one criterion stands at every instant. The first phase begins at -Infinity, each later one after the one before. */
export type Timeline = readonly Phase[];

export const MET: Timeline = [{ from: -Infinity, state: 'met', lastDay: null }];
export const failed = (notice: () => Notice): Timeline => [{ from: -Infinity, state: 'failed', notice }];

/** Of phases that begin at the same instant or are overtaken by the next, only the last stays. */
export function timelineOf(phases: readonly Phase[]): Timeline {
  const kept: Phase[] = [];
  for (const phase of phases) {
    while (kept.length > 0 && kept[kept.length - 1]!.from >= phase.from) kept.pop();
    kept.push(phase);
  }
  return kept;
}

export type Term = {
  /** Epoch milliseconds; what came before is not this term's business. */
  readonly from: number;
  /** Epoch milliseconds at which it stops counting; Infinity when it does not. */
  readonly until: number;
  readonly lastDay: LocalDay | null;
  readonly expiringDays: number;
  readonly expiring: () => Notice;
  readonly over: () => Notice;
};

/** A criterion that is met for a term: first simply met, then about to expire, then over. Nothing begins before the term does. */
export function termPhases({ from, until, lastDay, expiringDays, expiring, over }: Term): Phase[] {
  const phases: Phase[] = [{ from, state: 'met', lastDay }];
  if (until === Infinity || lastDay === null) return phases;
  // The warning counts back from the last day on which the location still counts, which can lie before the paper's end.
  const warnFrom = startMs(daysLater(dayAt(until - 1), -expiringDays));
  if (until > from) phases.push({ from: Math.max(from, warnFrom), state: 'expiring', lastDay, notice: expiring });
  phases.push({ from: Math.max(from, until), state: 'failed', notice: over, ended: lastDay });
  return phases;
}

/** The phase in force at the instant, epoch milliseconds. */
export function phaseAt(timeline: Timeline, at: number): Phase {
  let index = timeline.length - 1;
  while (index > 0 && timeline[index]!.from > at) index -= 1;
  return timeline[index]!;
}

const WORSE: Readonly<Record<Phase['state'], number>> = { met: 0, expiring: 1, failed: 2 };

/** The worst state that any of the criteria is in at the instant. */
export function worstStateAt(timelines: readonly Timeline[], at: number): Phase['state'] {
  let worst: Phase['state'] = 'met';
  for (const timeline of timelines) {
    const { state } = phaseAt(timeline, at);
    if (WORSE[state] > WORSE[worst]) worst = state;
  }
  return worst;
}

/** When the criterion, met at the instant, next stops being met; undefined when it does not. */
export const failsAfter = (timeline: Timeline, at: number): number | undefined =>
  timeline.find((phase) => phase.from > at && phase.state === 'failed')?.from;
