import { z } from 'zod';
import { COUNT_TIMES } from '../../config/presence.js';
import { CALL_RESULTS } from '../alerts/index.js';
import { fieldIssue } from '../platform/http/index.js';
import { parseDuration, type GroupKey } from '../kernel/index.js';
import { TELEPHONE } from '../organisations/index.js';
import { CALL_BACK_RESULTS, COMMITMENT_ANSWERS } from './domain/index.js';

export const text = (maximum: number): z.ZodString => z.string().trim().min(1).max(maximum);
const count = z.int().min(0).max(10_000);
export const groups = z.strictObject({
  families: count.default(0).describe('Persons in families.'),
  singleAdults: count.default(0).describe('Single adults.'),
  unaccompaniedMinors: count.default(0).describe('Unaccompanied minors; only where the college decision includes them.'),
  wheelchairUsers: count.default(0).describe('Wheelchair users.'),
} satisfies Record<GroupKey, z.ZodType>);
const day = z.iso.date();
export const instant = z.iso.datetime({ offset: true }).transform((value) => new Date(value));

/** ISO 8601 duration of days, hours, minutes and seconds; becomes seconds. */
const duration = z.string().transform((value, ctx) => {
  const seconds = parseDuration(value);
  if (seconds === undefined || seconds <= 0) {
    fieldIssue(ctx, [], 'not-a-duration', {
      nl: 'Vul een duur groter dan nul in, zoals PT72H (72 uur) of PT60S (60 seconden).',
      en: 'Enter a duration above zero, such as PT72H (72 hours) or PT60S (60 seconds).',
    });
    return z.NEVER;
  }
  return seconds;
});

// Looked at also when other fields are wrong, so that all are named at once.
const isObject = (ctx: { value: unknown }): boolean => typeof ctx.value === 'object' && ctx.value !== null;
const sumOf = (counts: unknown): number => Object.values(counts ?? {}).reduce((sum: number, persons) => sum + (typeof persons === 'number' ? persons : 0), 0);

const WANTED = {
  reserveRequestId: z.uuid(),
  places: z.int().min(1).max(10_000).describe('Persons to be sheltered, at most the places of the reserve request.'),
  groups: groups.describe('Head count per group; adds up to places.'),
  exercise: z.boolean().default(false),
  window: duration.optional().describe('ISO 8601. Exercises may be compressed to PT60S; a real activation has the window of the request.'),
  locations: z.array(z.uuid()).max(100).optional().describe('Standby locations picked by hand, in order. Absent: proposed by the service.'),
};

/** Whether the head counts per group add up to the places. */
export const addsUp = ({ places, groups: counts }: { places: unknown; groups: unknown }): boolean => typeof places !== 'number' || typeof counts !== 'object' || sumOf(counts) === places;
export const DOES_NOT_ADD_UP = {
  path: ['groups'], when: isObject,
  params: {
    code: 'does-not-add-up',
    message: { nl: 'De groepen tellen niet op tot het gevraagde aantal plekken.', en: 'The groups do not add up to the places asked for.' },
  },
};

/** What would be deployed: nothing is triggered by it. */
export const PLAN_SCHEMA = z.strictObject(WANTED).refine(addsUp, DOES_NOT_ADD_UP);
export type PlanBody = z.output<typeof PLAN_SCHEMA>;

const TRIGGERED = {
  ...WANTED,
  reason: text(1000).describe('Why the reserve is taken into use. Goes into the alerts; no personal data.'),
  acceptShortfall: z.boolean().default(false).describe('Trigger although fewer places are ready than asked for.'),
};
export const TRIGGER_SCHEMA = z.strictObject(TRIGGERED).refine(addsUp, DOES_NOT_ADD_UP);
export type TriggerBody = z.output<typeof TRIGGER_SCHEMA>;

export const TRIGGER_REQUEST_SCHEMA = z.strictObject({
  ...TRIGGERED,
  mandateId: z.uuid().describe('The mandate of the official who telephoned.'),
  calledAt: instant.describe('When the official telephoned: not in the future, and at most half an hour ago.'),
}).refine(addsUp, DOES_NOT_ADD_UP);
export type TriggerRequestBody = z.output<typeof TRIGGER_REQUEST_SCHEMA>;

export const CALL_BACK_SCHEMA = z.strictObject({
  result: z.enum(CALL_BACK_RESULTS),
  telephone: TELEPHONE.describe('The number as dialled; only the one that is registered for the official counts.'),
  note: text(1000).optional(),
});
export type CallBackBody = z.output<typeof CALL_BACK_SCHEMA>;

/** The second person’s confirmation of an order by telephone. */
export const ORDER_CONFIRMATION_SCHEMA = z.strictObject({
  acceptShortfall: z.boolean().default(false).describe('The official, asked by telephone, accepts that fewer places are ready than ordered.'),
  shortfall: z.int().min(0).optional().describe('The places that were short when the official was asked; needed with `acceptShortfall`. When more are short by then, nothing starts.'),
}).refine(({ acceptShortfall, shortfall }) => !acceptShortfall || shortfall !== undefined, {
  path: ['shortfall'], params: { code: 'required', message: { nl: 'Zeg welk tekort de ambtenaar aanvaardt, in plekken.', en: 'Say which shortfall the official accepts, in places.' } },
});
export type OrderConfirmation = z.output<typeof ORDER_CONFIRMATION_SCHEMA>;

export const PRO_CONFIRMATION_SCHEMA = z.strictObject({
  confirmed: z.boolean().describe('False: PRO disputes that it ordered this. Neither answer stops the clock.'),
  reason: text(1000).optional().describe('Needed when PRO disputes it. Goes to everyone who oversees; no personal data.'),
}).refine(({ confirmed, reason }) => confirmed || reason !== undefined, {
  path: ['reason'], params: { code: 'required', message: { nl: 'Zeg waarom PRO deze inzet betwist.', en: 'Say why PRO disputes this activation.' } },
});
export type ProConfirmationBody = z.output<typeof PRO_CONFIRMATION_SCHEMA>;

const person = {
  name: text(200).optional().describe('Who answers. Needed with a machine’s key; otherwise the person signed in.'),
  function: text(200).optional().describe('In what function. Needed with a machine’s key.'),
};

export const RECEIPT_SCHEMA = z.strictObject(person);
/** Taking an answer back needs no words. */
export const NOTHING_SCHEMA = z.strictObject({});
export const DONE_RESPONSE = z.object({ ok: z.literal(true) });

export const COMMITMENT_SCHEMA = z.strictObject({
  ...person,
  answer: z.enum(COMMITMENT_ANSWERS),
  mandate: text(500).describe('On what mandate the answer is given.'),
  conditions: text(2000).optional().describe('With given-with-conditions.'),
  reason: text(2000).optional().describe('With refused.'),
  teamSize: z.int().min(1).max(1000).optional().describe('Red Cross: persons in the first team.'),
  arrivalAt: instant.optional().describe('Red Cross: when the first team arrives.'),
  reliefShifts: z.array(z.strictObject({ startsAt: instant, endsAt: instant, teamSize: z.int().min(1).max(1000) })).max(50).optional().describe('Red Cross: teams that take over.'),
  intakePlan: text(4000).optional().describe('COA: how people are received and placed.'),
  lastNight: day.optional().describe('Municipality: the day on which the last night of the stay begins. Absent: as long as its college decision allows, or 28 nights when that names no longest stay.'),
});
export type CommitmentBody = z.output<typeof COMMITMENT_SCHEMA>;

const saidBy = { name: text(200).describe('Who gave the answer by telephone.'), function: text(200).describe('In what function.') };

export const CALL_ATTEMPT_SCHEMA = z.strictObject({
  contactId: z.uuid().describe('The contact that was telephoned.'),
  result: z.enum(CALL_RESULTS),
  note: text(1000).optional(),
});
export const TELEPHONED_RECEIPT_SCHEMA = z.strictObject(saidBy);
export const TELEPHONED_COMMITMENT_SCHEMA = COMMITMENT_SCHEMA.extend({ ...saidBy, deploymentId: z.uuid() });

export const COMPLETION_SCHEMA = z.strictObject({ ...person, note: text(2000).optional() });
export const REASON_SCHEMA = z.strictObject({ reason: text(1000) });
export const EXTENSION_SCHEMA = z.strictObject({
  deadlineAt: instant.describe('The new deadline, later than the present one.'),
  reason: text(1000).describe('Goes to everyone; no personal data.'),
});
export const STAY_REQUEST_SCHEMA = z.strictObject({
  lastNight: day.describe('The day on which the last night of the longer stay begins, in Europe/Amsterdam.'),
  reason: text(1000).describe('Goes to the municipality; no personal data.'),
});
export const STAY_ANSWER_SCHEMA = z.strictObject({
  ...person,
  answer: z.enum(COMMITMENT_ANSWERS),
  mandate: text(500).describe('On what mandate the answer is given.'),
  conditions: text(2000).optional().describe('With given-with-conditions.'),
  reason: text(2000).optional().describe('With refused.'),
  decisionReference: text(200).optional().describe('The college decision that allows what the one on file does not. Needed when the stay asked for goes further than that one.'),
});
export const TELEPHONED_STAY_ANSWER_SCHEMA = STAY_ANSWER_SCHEMA.extend(saidBy);
export const ADD_DEPLOYMENT_SCHEMA = z.strictObject({
  standbyLocationId: z.uuid(),
  places: z.int().min(1).max(10_000).optional().describe('Absent: as many as are still short and fit.'),
  replacesId: z.uuid().optional().describe('The refused or failed deployment that this one replaces.'),
});
export const PRESENCE_SCHEMA = z.strictObject({
  present: groups.describe('Persons present, per group. Never a name.'),
  arrived: groups.optional().describe('Who came since the report before.'),
  left: groups.optional().describe('Who left since the report before.'),
  reference: z.enum(['now', ...COUNT_TIMES]).default('now').describe('What it is a count of: now, or the last 08:00 or 23:00 in Europe/Amsterdam (from an hour before it on).'),
});
export const RIDE_SCHEMA = z.strictObject({
  carrier: text(200).describe('The company, never a person.'),
  seats: z.int().min(1).max(1000),
  boarded: groups.describe('Who boarded in Ter Apel, per group; no more than there are seats.'),
  departedAt: instant.optional().describe('Absent: now.'),
  expectedAt: instant.optional().describe('When it should arrive; half an hour later its absence is alarmed. Absent: an hour and a half after the departure.'),
});
export const ARRIVAL_SCHEMA = z.strictObject({ arrived: groups.describe('Who arrived, per group.') });
