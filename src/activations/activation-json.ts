import { z } from 'zod';
import { formatDuration } from '../kernel/index.js';
import { againstFirstDeadline } from './domain/index.js';
import { INFORMATION_TASK_RESPONSE, PRESS_LINE_RESPONSE } from './information-schemas.js';
import type { ActivationSummary, ActivationView, DeploymentView, MilestoneView } from './activation-view.js';

const organisation = z.object({ id: z.uuid(), name: z.string() });
const groups = z.object({ families: z.int(), singleAdults: z.int(), unaccompaniedMinors: z.int(), wheelchairUsers: z.int() });
const instant = z.iso.datetime().describe('UTC.');

export const SUMMARY_RESPONSE = z.object({
  id: z.uuid(), reserveRequestId: z.uuid(), exercise: z.boolean(), status: z.enum(['running', 'ended', 'cancelled']),
  places: z.int().describe('Asked for.'), plannedPlaces: z.int(), openPlaces: z.int().describe('Without extra places.'), triggeredAt: instant, deadlineAt: instant,
  outcome: z.enum(['met', 'missed', 'none']).nullable(), outcomeAt: instant.nullable(), endedAt: instant.nullable(),
});
export const LIST_RESPONSE = z.object({ items: z.array(SUMMARY_RESPONSE), serverNow: instant });

const MILESTONE_RESPONSE = z.object({
  id: z.uuid(), kind: z.string(), owner: organisation, dueAt: instant, state: z.enum(['open', 'done', 'refused', 'void']), overdue: z.boolean(),
  doneAt: instant.nullable(), doneLate: z.boolean().nullable(), note: z.string().nullable(),
  slackSeconds: z.number().nullable().describe('Seconds by which it may still slip without `open` missing the deadline; negative when it is missed already. Null unless it remains to be done.'),
});
const COMMITMENT_RESPONSE = z.object({
  organisation, answer: z.enum(['given', 'given-with-conditions', 'refused']), conditions: z.string().nullable(), reason: z.string().nullable(),
  late: z.boolean(), at: instant,
});
export const DEPLOYMENT_RESPONSE = z.object({
  id: z.uuid(), standbyLocationId: z.uuid(), municipality: organisation,
  extra: z.boolean().describe('For extra places; it does not count for the outcome of the activation.'), extraPlacesId: z.uuid().nullable(),
  deadlineAt: instant.describe('By when it must be open: the activation’s deadline, or the later one of its extra places.'),
  location: z.object({ name: z.string(), street: z.string(), houseNumber: z.string(), postcode: z.string(), place: z.string(), municipalityName: z.string() }),
  places: z.int(), groups, state: z.enum(['alerted', 'preparing', 'open', 'closed', 'refused', 'failed']), stateReason: z.string().nullable(),
  replacesId: z.uuid().nullable(),
  replan: z.object({
    at: instant, withinHours: z.number(), places: z.int(), shortfall: z.int(), rejected: z.array(z.object({ name: z.string(), reason: z.unknown() })),
  }).nullable().describe('After a refusal or failure: places replaced and still short, and why other ready buildings are no help.'),
  expectedOpenAt: instant.nullable().describe('When every remaining step takes as long as usual there. Null unless the deployment is being prepared.'),
  willBeLate: z.boolean().nullable().describe('What remains to be done no longer fits before the deadline. Null with expectedOpenAt.'),
  openedAt: instant.nullable(), openedLate: z.boolean().nullable(),
  present: z.object({ groups, total: z.int(), at: instant }).nullable(),
  presenceDays: z.array(z.object({
    day: z.iso.date(), counts: z.object({ '08:00': groups.nullable(), '23:00': groups.nullable() }).describe('Null: not reported.'), arrived: groups, left: groups,
  })).describe('By day in Europe/Amsterdam, the latest first. Persons per group; never a name.'),
  rides: z.array(z.object({
    id: z.uuid(), carrier: z.string(), seats: z.int(), boarded: groups, departedAt: instant, expectedAt: instant.describe('When it should arrive.'),
    arrived: groups.nullable().describe('Null while it is under way, and when it was cancelled.'), arrivedAt: instant.nullable(),
    alarmedAt: instant.nullable().describe('When it was alarmed that it had not arrived.'), cancelledAt: instant.nullable(),
  })).describe('From Ter Apel, the latest first.'),
  firstNight: z.iso.date().describe('The first night that is planned: the day of the deadline, or of joining after it.'),
  lastNight: z.iso.date().nullable().describe('The day on which the last agreed night begins, in Europe/Amsterdam; null until the municipality commits.'),
  stayExtension: z.object({
    id: z.uuid(), askedBy: organisation, askedAt: instant, lastNight: z.iso.date().describe('Asked for.'), lastNightBefore: z.iso.date().nullable(), reason: z.string(),
    answer: z.enum(['given', 'given-with-conditions', 'refused']).nullable().describe('Null while the municipality has not answered.'),
    conditions: z.string().nullable(), answerReason: z.string().nullable(), decisionReference: z.string().nullable(), answeredAt: instant.nullable(),
    channel: z.enum(['page', 'api', 'answer-link', 'telephone', 'system']).nullable().describe('How the answer came; `telephone`: operations noted it.'),
    closedAt: instant.nullable().describe('Out of use before there was an answer.'),
  }).nullable().describe('The last request for a longer stay.'),
  milestones: z.array(MILESTONE_RESPONSE), commitments: z.array(COMMITMENT_RESPONSE),
  informationTasks: z.array(INFORMATION_TASK_RESPONSE).describe('Whom the municipality informs before the first person arrives.'),
});
const EXTRA_PLACES_RESPONSE = z.object({
  id: z.uuid(), places: z.int().describe('Asked for.'), groups, plannedPlaces: z.int(), shortfall: z.int(), openPlaces: z.int(), reason: z.string(), askedBy: organisation, askedAt: instant,
  deadlineAt: instant, ownDeadline: z.boolean().describe('False: it is the activation’s, and moves with it.'), firstDeadlineAt: instant.describe('As it was when they were asked for.'),
  outcome: z.enum(['met', 'missed', 'none']).nullable(), outcomeAt: instant.nullable(), outcomeReason: z.string().nullable(),
});
export const ACTIVATION_RESPONSE = SUMMARY_RESPONSE.extend({
  groups, reason: z.string(),
  firstDeadlineAt: instant.nullable().describe('As it was at the trigger; null when it was never put off.'), extensionReason: z.string().nullable(),
  againstFirstDeadline: z.enum(['met', 'missed']).nullable().describe('How it stands against the first deadline; null while that cannot be said, or when there is only one.'),
  window: z.string().describe('ISO 8601 duration.'), shortfall: z.int(), outcomeReason: z.string().nullable(),
  endReason: z.string().nullable(), version: z.int(), serverNow: instant.describe('The database’s time: compare with deadlineAt, never with a clock of your own.'),
  triggeredOnBehalf: z.object({
    triggerRequestId: z.uuid(), officialFunction: z.string(), confirmBy: instant, answer: z.enum(['confirmed', 'disputed']).nullable().describe('Null: PRO has not answered yet.'),
    answeredAt: instant.nullable(), disputeReason: z.string().nullable(), overdue: z.boolean().describe('No answer came in time; the clock runs on.'),
  }).nullable().describe('When operations triggered it on behalf of PRO, on an order by telephone.'),
  extraPlaces: z.array(EXTRA_PLACES_RESPONSE).describe('Asked for after the trigger, oldest first; each with an outcome of its own.'),
  deployments: z.array(DEPLOYMENT_RESPONSE), pressLine: PRESS_LINE_RESPONSE.nullable(),
});

/** A Date becomes UTC text when it is sent. */
const milestoneJson = ({ deploymentId: _, ...milestone }: MilestoneView): unknown => milestone;

// Who answered is in the record.
const stayJson = ({ byName: _, byFunction: __, ...extension }: NonNullable<DeploymentView['stayExtension']>): unknown => extension;

const deploymentJson = ({ locationId, milestones, commitments, stayExtension, path, reason: _, ...rest }: DeploymentView): unknown => ({
  ...rest, extra: rest.extraPlacesId !== null, standbyLocationId: locationId, stayExtension: stayExtension && stayJson(stayExtension),
  expectedOpenAt: path?.expectedOpenAt ?? null, willBeLate: path?.willBeLate ?? null, milestones: milestones.map(milestoneJson),
  commitments: commitments.map(({ organisation: by, answer, conditions, reason, late, at }) => ({ organisation: by, answer, conditions, reason, late, at })),
});

// Who ordered it, and who answered, is in the record.
const onBehalfJson = ({ triggerRequestId, officialFunction, dueAt, answer, answeredAt, reason, overdueAt }: NonNullable<ActivationView['onBehalf']>): unknown =>
  ({ triggerRequestId, officialFunction, confirmBy: dueAt, answer, answeredAt, disputeReason: reason, overdue: overdueAt !== null && answer === null });

/** What `GET /api/v1/activations/{id}` answers. */
export function activationJson({ serverNow, activation, openPlaces, extras, onBehalf, deployments, pressLine }: ActivationView): unknown {
  const { parties: _, windowSeconds, ...facts } = activation;
  return { ...facts, againstFirstDeadline: againstFirstDeadline(activation, serverNow), window: formatDuration(windowSeconds), openPlaces, serverNow, triggeredOnBehalf: onBehalf && onBehalfJson(onBehalf), extraPlaces: extras, deployments: deployments.map(deploymentJson), pressLine };
}

export const listJson = (items: readonly ActivationSummary[], serverNow: Date): unknown => ({ items, serverNow });
