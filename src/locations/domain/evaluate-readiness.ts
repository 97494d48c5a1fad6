import type { Criterion, ReadinessPolicy } from '../../../config/readiness.js';
import type { Instant, LocalDay, Translated } from '../../kernel/index.js';
import { type Availability, type Block, blocksAt } from './availability.js';
import { CRITERION_LABELS } from './criterion-labels.js';
import { dayAt } from './day-edges.js';
import type { Inspection } from './inspection.js';
import type { LocationFacts } from './location.js';
import { CRITERIA, type ReadinessContext, readinessTimelines, spanSecondsOf } from './readiness-timelines.js';
import { type Notice, type NoticeCode, noticeOf, wordsOf } from './readiness-notices.js';
import { failsAfter, type Phase, phaseAt, type Timeline, worstStateAt } from './timeline.js';

/** `ready` and `ready-expiring` count. `unavailable`: it would be ready, but something books it. */
export const READINESS_STATUSES = ['ready', 'ready-expiring', 'not-ready', 'unavailable', 'deployed'] as const;
export type ReadinessStatus = (typeof READINESS_STATUSES)[number];

export type Reason = {
  readonly criterion: Criterion | 'availability';
  readonly label: Translated;
  readonly code: NoticeCode;
  /** `blocking`: it does not count because of this; `expiring`: it soon will not; `advice`: not mandatory. */
  readonly severity: 'blocking' | 'expiring' | 'advice';
  /** Everything filled in, days written out. */
  readonly text: Translated;
  readonly cure: Translated;
  readonly since: LocalDay | null;
  /** The last day it holds, included, when that is known. */
  readonly until: LocalDay | null;
};

export type CriterionState = {
  readonly criterion: Criterion;
  readonly label: Translated;
  readonly mandatory: boolean;
  readonly met: boolean;
  /** Last day, included, of what it is met by; null when it is not met or has no end. */
  readonly validUntil: LocalDay | null;
};

export type NextExpiry = {
  readonly criterion: Criterion;
  /** Last day, included, of the finding or paper. */
  readonly on: LocalDay;
  /** The instant from which the location no longer counts because of it: earlier than `on` for a paper that must outlast the stay. */
  readonly notReadyFrom: Instant;
};

export type Readiness = {
  readonly status: ReadinessStatus;
  readonly reasons: readonly Reason[];
  /** Every criterion, met or not, in the order in which they are shown. */
  readonly criteria: readonly CriterionState[];
  /** Of the mandatory criteria that are met now, the one that stops being met first. */
  readonly nextExpiry: NextExpiry | null;
};

/** The status that the worst state among the mandatory criteria and what blocks the location add up to. */
export function statusOf(worst: Phase['state'], blocks: readonly Block[]): ReadinessStatus {
  if (blocks.some((block) => block.kind === 'deployed')) return 'deployed';
  if (worst === 'failed') return 'not-ready';
  if (blocks.length > 0) return 'unavailable';
  return worst === 'expiring' ? 'ready-expiring' : 'ready';
}

function reasonOf(criterion: Reason['criterion'], severity: Reason['severity'], notice: Notice): Reason {
  const { code, since, until } = notice;
  return { criterion, label: CRITERION_LABELS[criterion], code, severity, ...wordsOf(notice), since, until };
}

function noticeOfBlock({ kind, from, until, reason }: Block): Notice {
  const since = dayAt(from.getTime());
  if (kind === 'deployed') return noticeOf('DEPLOYED', { from: { day: since } }, { since });
  const params = { from: { day: since }, reason: reason ?? { nl: 'een inzet', en: 'an activation' } };
  if (until === null) return noticeOf('BOOKED_OPEN', params, { since });
  const lastDay = dayAt(until.getTime() - 1);
  return noticeOf('BOOKED', { ...params, lastDay: { day: lastDay } }, { since, until: lastDay });
}

function reasonOfPhase(criterion: Criterion, phase: Phase, mandatory: boolean): Reason[] {
  if (phase.state === 'met') return [];
  const weight = phase.state === 'failed' ? 'blocking' : 'expiring';
  return [reasonOf(criterion, mandatory ? weight : 'advice', phase.notice())];
}

/** Of the criteria that are met at the instant, the one that stops being met first. */
export function nextExpiryOf(timelines: readonly (readonly [Criterion, Timeline])[], at: number): NextExpiry | null {
  let next: NextExpiry | null = null;
  for (const [criterion, timeline] of timelines) {
    const phase = phaseAt(timeline, at);
    const failsAt = failsAfter(timeline, at);
    if (phase.state === 'failed' || phase.lastDay === null || failsAt === undefined) continue;
    if (next === null || failsAt < next.notReadyFrom.getTime()) next = { criterion, on: phase.lastDay, notReadyFrom: new Date(failsAt) };
  }
  return next;
}

/**
 * Whether the location could be in use within the window when called at `at`, with every reason and what cures it.
 * Findings must hold at `at`; agreement, decision and permit must hold, and nothing may book the location, from `at`
 * to the end of the window and the shortest stay. Unknown never counts as yes.
 */
export function evaluateReadiness(
  location: LocationFacts,
  inspections: readonly Inspection[],
  availability: Availability,
  policy: ReadinessPolicy,
  at: Instant,
  context: ReadinessContext,
): Readiness {
  const ms = at.getTime();
  const timelines = readinessTimelines(location, inspections, policy, context, ms);
  const now = CRITERIA.map((criterion) => ({
    criterion,
    mandatory: policy.criteria[criterion].mandatory,
    phase: phaseAt(timelines[criterion], ms),
  }));
  const mandatory = CRITERIA.filter((criterion) => policy.criteria[criterion].mandatory);
  const blocks = blocksAt(availability, at, spanSecondsOf(policy, context));
  return {
    status: statusOf(worstStateAt(mandatory.map((criterion) => timelines[criterion]), ms), blocks),
    reasons: [
      ...blocks.map((block) => reasonOf('availability', 'blocking', noticeOfBlock(block))),
      ...now.flatMap((entry) => reasonOfPhase(entry.criterion, entry.phase, entry.mandatory)),
    ],
    criteria: now.map(({ criterion, mandatory: needed, phase }) => ({
      criterion,
      label: CRITERION_LABELS[criterion],
      mandatory: needed,
      met: phase.state !== 'failed',
      validUntil: phase.state === 'failed' ? null : phase.lastDay,
    })),
    nextExpiry: nextExpiryOf(mandatory.map((criterion) => [criterion, timelines[criterion]]), ms),
  };
}

/** True when the places of a location with this status count. */
export const countsAsReady = (status: ReadinessStatus): boolean => status === 'ready' || status === 'ready-expiring';
