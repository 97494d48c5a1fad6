import { z } from 'zod';
import { CURE_KINDS } from '../../config/reserve.js';
import type { Language } from '../kernel/index.js';
import type { Coverage } from './coverage-reader.js';
import { ANSWER_STATES, type Cause, type CureStep, type FailingLocation, fragileStretches } from './domain/index.js';
import type { BreakSeen } from './seen-locations.js';

const day = z.iso.date().describe('Europe/Amsterdam.');
const instant = z.iso.datetime().describe('UTC.');
const elsewhere = z.int().describe('How many more there are that you do not see: a municipality sees its own locations.');

const DAY = z.object({
  day, at: instant.describe('The moment of the day at which the fewest places are ready; the figures are of that moment.'),
  requested: z.int().describe('0 outside the period.'), ready: z.int(), expiring: z.int().describe('Part of ready.'), blocked: z.int().describe('Would be ready, but booked or in use.'), short: z.int(),
});
const CAUSE = z.object({ criterion: z.string().describe('A readiness criterion, or `availability` for a booking or a use.'), code: z.string(), label: z.string(), text: z.string(), cure: z.string() });
const FAILING = z.object({ standbyLocationId: z.uuid(), name: z.string(), places: z.int().describe('Lost by it.'), causes: z.array(CAUSE) });
const STEP = z.object({
  standbyLocationId: z.uuid(), name: z.string(), places: z.int().describe('Won by it.'), kind: z.enum(CURE_KINDS).describe('The heaviest work it takes; from the least effort to the most.'),
  before: day.describe('To be done before this day begins; today: at once.'), causes: z.array(CAUSE),
});
const BREAK = z.object({
  day, at: instant, kind: z.enum(['drops', 'short-already']), requested: z.int(), ready: z.int(), short: z.int(), locations: z.array(FAILING), elsewhere,
  cure: z.object({ steps: z.array(STEP), elsewhere, stillShort: z.int().describe('0: the reserve is whole again.') }).nullable().describe('The least work; null when nothing helps in time.'),
});
const LOSS = z.object({ from: day, to: day.describe('Last day, included.'), spare: z.int().describe('Places more than were requested.'), standbyLocationIds: z.array(z.uuid()), elsewhere });
const LOCATION = z.object({
  standbyLocationId: z.uuid(), name: z.string(), municipalityName: z.string(),
  steps: z.array(z.object({ from: instant, status: z.enum(['ready', 'ready-expiring', 'not-ready', 'unavailable', 'deployed']), places: z.int() }))
    .describe('How it stands from each of these moments until the next.'),
});

export const COVERAGE_RESPONSE = z.object({
  reserveRequestId: z.uuid(), answer: z.enum(ANSWER_STATES), counted: z.boolean().describe('False: not accepted, so there are no days.'), days: z.array(DAY),
  breaksNext: BREAK.nullable().describe('When the places next drop below the request, from now to the end of its period; null when they do not.'),
  nMinusOne: z.array(LOSS).describe('Days on which the loss of any one of these locations breaks the reserve. Days that are short already are not among them.'),
  locations: z.array(LOCATION).describe('Behind the figures of a day: each location as it stands at the `at` of that day. You see what you may see.'),
});

const causeJson = ({ criterion, code, label, text, cure }: Cause, language: Language): unknown => ({ criterion, code, label: label[language], text: text[language], cure: cure[language] });

/** What `GET /api/v1/coverage` answers, texts in the language of the one who asks. */
export function coverageJson({ request, days, breaksNext, fragile, locations }: Coverage, language: Language): unknown {
  const names = new Map(locations.map(({ id, name }) => [id, name]));
  const named = <T extends FailingLocation | CureStep>({ locationId, causes, ...rest }: T): unknown =>
    ({ standbyLocationId: locationId, name: names.get(locationId), ...rest, causes: causes.map((cause) => causeJson(cause, language)) });
  const breakJson = ({ gap, locations: failing, cure, ...rest }: BreakSeen): unknown =>
    ({ ...rest, short: gap, locations: failing.map(named), cure: cure && { ...cure, steps: cure.steps.map(named) } });
  return {
    reserveRequestId: request.id, answer: request.answer, counted: request.answer === 'accepted',
    days: days.map(({ gap, ...figures }) => ({ ...figures, short: gap })),
    breaksNext: breaksNext && breakJson(breaksNext),
    nMinusOne: fragileStretches(fragile).map(({ from, to, first }) => ({ from, to, spare: first.spare, standbyLocationIds: first.locationIds, elsewhere: first.elsewhere })),
    locations: locations.map(({ id, name, municipalityName, steps }) => ({ standbyLocationId: id, name, municipalityName, steps })),
  };
}
