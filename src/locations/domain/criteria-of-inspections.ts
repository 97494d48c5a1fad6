import type { CriterionPolicy } from '../../../config/readiness.js';
import type { LocalDay } from '../../kernel/index.js';
import { dayAt, daysLater, endMs, monthsLater } from './day-edges.js';
import type { DatedFinding } from './inspection.js';
import { noticeOf } from './readiness-notices.js';
import { failed, type Phase, termPhases, type Timeline, timelineOf } from './timeline.js';

const NEVER_INSPECTED = failed(() => noticeOf('FINDING_NEVER_MADE'));

/** The earlier of the finding's own last day and the policy's term, counted from the day of the inspection. */
function lastDayOf({ at, finding }: DatedFinding, { validMonths }: CriterionPolicy): LocalDay | null {
  const byPolicy = validMonths === null ? null : monthsLater(dayAt(at), validMonths);
  if (byPolicy === null || finding.validUntil === null) return byPolicy ?? finding.validUntil;
  return finding.validUntil < byPolicy ? finding.validUntil : byPolicy;
}

function notInOrder(at: number, code: 'FINDING_NO' | 'FINDING_UNKNOWN' | 'FINDING_VOIDED'): Phase {
  const notice = () => noticeOf(code, { on: { day: dayAt(at) } }, { since: dayAt(at) });
  return { from: at, state: 'failed', notice };
}

function findingPhases(dated: DatedFinding, policy: CriterionPolicy): Phase[] {
  const { at, finding } = dated;
  if (finding.value !== 'yes') return [notInOrder(at, finding.value === 'no' ? 'FINDING_NO' : 'FINDING_UNKNOWN')];
  const lastDay = lastDayOf(dated, policy);
  if (lastDay === null) return [{ from: at, state: 'met', lastDay }];
  return termPhases({
    from: at,
    until: endMs(lastDay),
    lastDay,
    expiringDays: policy.expiringDays,
    expiring: () => noticeOf('FINDING_EXPIRING', { lastDay: { day: lastDay } }, { since: dayAt(at), until: lastDay }),
    over: () => noticeOf('FINDING_EXPIRED', { lastDay: { day: lastDay } }, { since: daysLater(lastDay, 1) }),
  });
}

/**
 * How an inspected criterion stands over time: each finding counts until the next one is made, and none that was made
 * up to `voidedAt` (epoch milliseconds, the end of the last real use) counts after it.
 */
export function inspectedTimeline(findings: readonly DatedFinding[], policy: CriterionPolicy, voidedAt: number | null): Timeline {
  const phases: Phase[] = [...NEVER_INSPECTED];
  const later = voidedAt === null ? [] : findings.filter(({ at }) => at > voidedAt);
  const earlier = voidedAt === null ? findings : findings.filter(({ at }) => at <= voidedAt);
  for (const dated of earlier) phases.push(...findingPhases(dated, policy));
  if (voidedAt !== null && earlier.length > 0) phases.push(notInOrder(voidedAt, 'FINDING_VOIDED'));
  for (const dated of later) phases.push(...findingPhases(dated, policy));
  return timelineOf(phases);
}
