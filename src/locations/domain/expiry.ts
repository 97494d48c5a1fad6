import type { Criterion, ReadinessPolicy } from '../../../config/readiness.js';
import type { Instant, LocalDay } from '../../kernel/index.js';
import { blocksAt } from './availability.js';
import { dayAt, daysLater, startMs } from './day-edges.js';
import { INSPECTED_CRITERIA } from './inspection.js';
import type { KnownLocation } from './location-supply.js';
import { CRITERIA, type ReadinessContext, readinessTimelines } from './readiness-timelines.js';
import type { Notice } from './readiness-notices.js';
import { type Phase, phaseAt, type Timeline } from './timeline.js';

/** What makes a location count, now or once it begins, and stops doing so; or has done so until it ran out. */
export type Expiry = {
  readonly criterion: Criterion;
  /** Last day, included, of the finding, confirmation or paper. */
  readonly lastDay: LocalDay;
  /** The first instant at which the location does not count because of it: before the end of `lastDay` for a paper that must outlast the stay. */
  readonly stopsAt: Instant;
  /** True when that is past. */
  readonly expired: boolean;
  /** What it is that runs out, and what cures it. */
  readonly notice: Notice;
};

/** A notice to give: `daysBefore` the last day on which the criterion counts; 0: it has run out. */
export type ExpiryNotice = { readonly expiry: Expiry; readonly daysBefore: number; readonly at: Instant };

export type ExpiryRules = { readonly policy: ReadinessPolicy; readonly context: ReadinessContext };

type Failed = Extract<Phase, { state: 'failed' }>;
const ranOut = (phase: Phase | undefined): phase is Failed & { ended: LocalDay } => phase?.state === 'failed' && phase.ended !== undefined;

/** The next phase that fails because a term ran out, with what was said of it before. */
function ahead(criterion: Criterion, timeline: Timeline, at: number): Expiry | undefined {
  const index = timeline.findIndex((phase) => phase.from > at && phase.state === 'failed');
  const over = timeline[index];
  const last = timeline[index - 1];
  if (!ranOut(over) || last?.state !== 'expiring') return undefined;
  return { criterion, lastDay: over.ended, stopsAt: new Date(over.from), expired: false, notice: last.notice() };
}

/** The term that ran out and is still why the criterion fails. What never was in order did not run out. */
function behind(criterion: Criterion, timeline: Timeline, now: Failed): Expiry | undefined {
  let index = timeline.indexOf(now);
  while (index > 0 && ranOut(timeline[index]) && timeline[index - 1]!.state === 'failed') index -= 1;
  const over = timeline[index];
  if (index === 0 || !ranOut(now) || !ranOut(over)) return undefined;
  return { criterion, lastDay: over.ended, stopsAt: new Date(over.from), expired: true, notice: now.notice() };
}

/** Everything mandatory that runs out of itself, or has and was not renewed, in the order of the criteria. */
export function expiriesOf({ facts, inspections }: Pick<KnownLocation, 'facts' | 'inspections'>, { policy, context }: ExpiryRules, at: Instant): Expiry[] {
  const ms = at.getTime();
  const timelines = readinessTimelines(facts, inspections, policy, context, ms);
  return CRITERIA.filter((criterion) => policy.criteria[criterion].mandatory).flatMap((criterion) => {
    const now = phaseAt(timelines[criterion], ms);
    return (now.state === 'failed' ? behind(criterion, timelines[criterion], now) : undefined) ?? ahead(criterion, timelines[criterion], ms) ?? [];
  });
}

/** The last day of which at least the beginning still counts. */
export const lastCountingDay = ({ stopsAt }: Pick<Expiry, 'stopsAt'>): LocalDay => dayAt(stopsAt.getTime() - 1);

/** When the notices about one expiry are due: at the beginning of a day, and at the very end of what it counts for. */
export function noticesOf(expiry: Expiry, policy: ReadinessPolicy): ExpiryNotice[] {
  const before = policy.criteria[expiry.criterion].noticeDays.map((daysBefore) => ({
    expiry, daysBefore, at: new Date(startMs(daysLater(lastCountingDay(expiry), -daysBefore))),
  }));
  return [...before, { expiry, daysBefore: 0, at: expiry.stopsAt }];
}

/**
 * The notices to give at `now` when none was given since `since`, both included: for each criterion the most urgent of
 * those that have become due. What was renewed meanwhile is not in it.
 */
export function noticesDue(location: Pick<KnownLocation, 'facts' | 'inspections'>, rules: ExpiryRules, since: Instant, now: Instant): ExpiryNotice[] {
  return expiriesOf(location, rules, now).flatMap((expiry) => {
    const due = noticesOf(expiry, rules.policy).filter(({ at, daysBefore }) => at >= since && at <= now && (daysBefore === 0) === expiry.expired);
    return due.length === 0 ? [] : [due.reduce((urgent, notice) => (notice.daysBefore < urgent.daysBefore ? notice : urgent))];
  });
}

/** The first instant after `after` at which a notice is due, given what is known now; undefined when nothing runs out. */
export function nextNoticeAt(location: Pick<KnownLocation, 'facts' | 'inspections'>, rules: ExpiryRules, after: Instant): Instant | undefined {
  const coming = expiriesOf(location, rules, after).flatMap((expiry) => noticesOf(expiry, rules.policy)).filter(({ at }) => at > after);
  return coming.length === 0 ? undefined : new Date(Math.min(...coming.map(({ at }) => at.getTime())));
}

/**
 * The expiry that was to be told, when that is still so: not renewed since, and not run out before it could be announced.
 * While a real activation uses the building nobody is told about its condition: it must be proven anew afterwards anyway.
 */
export function stillToTell(location: KnownLocation, told: Pick<ExpiryNotice, 'daysBefore'> & Pick<Expiry, 'criterion' | 'stopsAt'>, rules: ExpiryRules, now: Instant): Expiry | undefined {
  const inUse = blocksAt(location.availability, now, 0).some(({ kind }) => kind === 'deployed');
  if (inUse && (INSPECTED_CRITERIA as readonly Criterion[]).includes(told.criterion)) return undefined;
  return expiriesOf(location, rules, now).find(({ criterion, stopsAt, expired }) =>
    criterion === told.criterion && stopsAt.getTime() === told.stopsAt.getTime() && expired === (told.daysBefore === 0));
}
