import { z } from 'zod';
import { MILESTONE_KINDS } from '../../config/activation.js';
import { formatDuration } from '../kernel/index.js';
import { ENDINGS, type DeploymentReport, type MilestoneReport, type Owner, VERDICTS } from './domain/index.js';
import type { NamedReport } from './after-action-reader.js';

const instant = z.iso.datetime().describe('UTC.');
const seconds = z.int().describe('Whole seconds.');
const organisation = z.object({ id: z.uuid(), name: z.string() });
const PARTY = z.enum(['municipality', 'red-cross', 'coa']);
const OWNER = { party: PARTY, organisation: organisation.nullable().describe('Null for a municipality that reads about another party.') };
const JUDGED = {
  verdict: z.enum(VERDICTS).describe('`never-done`: due, and not done before the end. `refused` and `not-needed` are nobody’s fault.'),
  lateSeconds: seconds.describe('From the due time until it was done or there was an end to waiting; 0 where nothing was late.'),
};
const TOOK = z.object({ seconds, share: z.number().nullable().describe('Of the window; null where none was left.') }).nullable().describe('From the call for the location until it was done; null when it was not done.');
const MILESTONE = z.object({
  kind: z.enum(MILESTONE_KINDS), ...OWNER, dueAt: instant, doneAt: instant.nullable(), ...JUDGED, took: TOOK,
  first: z.object({ dueAt: instant, ...JUDGED }).nullable().describe('Against the due time before a deadline was put off; null where nothing moved.'),
});
const DEPLOYMENT = z.object({
  id: z.uuid(), extraPlacesId: z.uuid().nullable().describe('The extra places that it was for.'), standbyLocationId: z.uuid(), name: z.string(), municipalityName: z.string(), places: z.int(),
  ending: z.enum(ENDINGS).describe('`refused` is a municipality’s right, never a fault.'), reason: z.string().nullable().describe('Why it was refused or dropped out.'),
  replacesId: z.uuid().nullable(), calledAt: instant, openedAt: instant.nullable(), windowSeconds: seconds.describe('From the call to the first deadline.'), milestones: z.array(MILESTONE),
});
const DELAYS = { firstSeconds: seconds.nullable(), worstSeconds: seconds.nullable() };
const ANSWERS = { asked: z.int(), answered: z.int(), late: z.int(), ...DELAYS };
const TREND = z.enum(['better', 'alike', 'worse', 'incomparable']);

export const AFTER_ACTION_RESPONSE = z.object({
  activationId: z.uuid(), exercise: z.boolean(), status: z.enum(['ended', 'cancelled']), reason: z.string(), endReason: z.string().nullable(),
  places: z.int().describe('Asked for.'), openedPlaces: z.int(), triggeredAt: instant, endedAt: instant, window: z.string().describe('ISO 8601 duration.'),
  deadlineAt: instant, firstDeadlineAt: instant.nullable().describe('As it was at the trigger; null when it was never put off.'),
  extensions: z.array(z.object({ at: instant, from: instant, to: instant })), extensionReason: z.string().nullable().describe('The last time.'),
  outcome: z.enum(['met', 'missed', 'none']).nullable(), outcomeAt: instant.nullable(), againstFirstDeadline: z.enum(['met', 'missed']).nullable(),
  extraPlaces: z.array(z.object({
    id: z.uuid(), places: z.int().describe('Asked for.'), openedPlaces: z.int(), reason: z.string(), askedAt: instant, deadlineAt: instant, firstDeadlineAt: instant.describe('As it was when they were asked for.'),
    outcome: z.enum(['met', 'missed', 'none']).nullable(), outcomeAt: instant.nullable(),
  })).describe('Asked for while it ran, each with an outcome of its own; in none of the figures above.'),
  deployments: z.array(DEPLOYMENT),
  late: z.array(z.object({ ...OWNER, totalSeconds: seconds, items: z.array(z.object({ deploymentId: z.uuid(), kind: z.enum(MILESTONE_KINDS), ...JUDGED })) })).describe('By who owed it, the latest in all first.'),
  organisations: z.array(z.object({
    organisation,
    acceptance: z.object({ messages: z.int(), accepted: z.int(), ...DELAYS }).describe('`firstSeconds`: from the alert until a mail server took the first message. `worstSeconds`: of all messages the longest wait.'),
    receipt: z.object(ANSWERS).nullable().describe('From the call for a location; null for who is told only.'),
    commitment: z.object({ ...ANSWERS, refused: z.int() }).nullable().describe('A refusal is an answer, and never counted as late.'),
  })),
  delivery: z.object({
    messages: z.int(), acceptedAtOnce: z.int(), acceptedAfterRetries: z.int().describe('Those included that waited through an outage and went out as one statement of the situation.'), givenUp: z.int().describe('Handed to a person.'), notNeeded: z.int().describe('Answered before it had to go out.'),
    waiting: z.int(), possiblySentTwice: z.int(), mostAttempts: z.int(), worstSeconds: seconds.nullable(),
  }),
  callTasks: z.array(z.object({
    organisation, because: z.enum(['real-activation', 'no-answer', 'no-contact', 'unverified', 'refused', 'step-overdue', 'all-tried', 'taken-back', 'pro-confirmation']), attempts: z.int(), reachedAtAttempt: z.int().nullable(),
    closeReason: z.enum(['answered', 'not-needed']).nullable(), openSeconds: seconds.nullable(),
  })),
  comparisons: z.array(z.object({
    deploymentId: z.uuid(), windowSeconds: seconds,
    earlier: z.array(z.object({ activationId: z.uuid(), exercise: z.boolean(), triggeredAt: instant, windowSeconds: seconds, basis: z.enum(['time', 'share-of-window']) })),
    milestones: z.array(z.object({ kind: z.enum(MILESTONE_KINDS), party: PARTY, now: TOOK, earlier: z.array(z.object({ took: TOOK, trend: TREND })).describe('In the order of `earlier`.') })),
  })).describe('With the last activations and exercises of the same location. Where the windows differ, shares of them are compared.'),
  leadTimes: z.array(z.object({
    deploymentId: z.uuid(), statedHours: z.number().nullable(), countingHours: z.number().nullable().describe('The newest measurement; it counts instead of what was stated.'),
    measuredHours: z.number().nullable().describe('In this activation.'), proof: z.enum(['measured', 'compressed-exercise', 'not-opened']).describe('A compressed exercise proves nothing.'),
  })),
  madeAt: instant,
});

/** What `GET …/after-action-report` answers. A Date becomes UTC text when it is sent. */
export function afterActionJson(report: NamedReport): unknown {
  const { id: activationId, exercise, status, reason, endReason, places, triggeredAt, endedAt, windowSeconds, deadlineAt, firstDeadlineAt, extensionReason, outcome, outcomeAt } = report.activation;
  const { againstFirstDeadline, openedPlaces, extras: extraPlaces, extensions, delivery, comparisons, leadTimes, madeAt } = report;
  const named = (organisationId: string): { id: string; name: string } => ({ id: organisationId, name: report.nameOf(organisationId) });
  const owner = ({ party, organisationId }: Owner): unknown => ({ party, organisation: organisationId && named(organisationId) });
  return {
    activationId, exercise, status, reason, endReason, places, openedPlaces, triggeredAt, endedAt, window: formatDuration(windowSeconds),
    deadlineAt, firstDeadlineAt, extensions, extensionReason, outcome, outcomeAt, againstFirstDeadline, extraPlaces,
    deployments: report.deployments.map((deployment) => deploymentJson(deployment, owner)),
    late: report.late.map(({ owner: by, totalSeconds, items }) => ({
      ...(owner(by) as object), totalSeconds, items: items.map(({ deploymentId, milestone: { kind, verdict, lateSeconds } }) => ({ deploymentId, kind, verdict, lateSeconds })),
    })),
    organisations: report.organisations.map(({ organisationId, ...delays }) => ({ organisation: named(organisationId), ...delays })),
    delivery,
    callTasks: report.calls.map(({ organisationId, ...call }) => ({ organisation: named(organisationId), ...call })),
    comparisons, leadTimes, madeAt,
  };
}

const deploymentJson = ({ locationId, municipalityId: _, stateReason, milestones, ...rest }: DeploymentReport, owner: (of: Owner) => unknown): unknown =>
  ({ ...rest, standbyLocationId: locationId, reason: stateReason, milestones: milestones.map(({ owner: by, ...milestone }: MilestoneReport) => ({ ...milestone, ...(owner(by) as object) })) });
