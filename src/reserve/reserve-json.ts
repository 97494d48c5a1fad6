import { z } from 'zod';
import { formatDuration } from '../kernel/index.js';
import type { Coverage } from './coverage-reader.js';
import { ANSWER_STATES } from './domain/index.js';
import type { ReserveRequestView } from './reserve-requests.js';

const groups = z.object({ families: z.int(), singleAdults: z.int(), unaccompaniedMinors: z.int(), wheelchairUsers: z.int() });
const day = z.iso.date().describe('Europe/Amsterdam.');

export const REQUEST_RESPONSE = z.object({
  id: z.uuid(), ministryId: z.uuid(), provinceId: z.uuid(), provinceName: z.string(), provinceCode: z.string(), redCrossId: z.uuid(), coaId: z.uuid(), operationsId: z.uuid(),
  places: z.int(), groups, periodFrom: day, periodTo: day.describe('Last day, included.'), window: z.string().describe('ISO 8601 duration.'), normSet: z.string(),
  answer: z.enum(ANSWER_STATES), counted: z.boolean().describe('Only what the province accepted counts.'), answerReason: z.string().nullable(), askAgainOn: day.nullable(),
  answeredAt: z.iso.datetime().nullable(), version: z.int(),
});
export const REQUESTS_RESPONSE = z.object({ items: z.array(REQUEST_RESPONSE) });

const LOCATION_RESPONSE = z.object({
  standbyLocationId: z.uuid(), name: z.string(), places: z.int(), status: z.enum(['ready', 'ready-expiring', 'not-ready', 'unavailable', 'deployed']),
});
const DAY_RESPONSE = z.object({
  day, at: z.iso.datetime().describe('The moment of the day at which the fewest places are ready; the figures are of that moment.'),
  requested: z.int().describe('0 outside the period.'), ready: z.int(), expiring: z.int().describe('Part of ready.'), blocked: z.int().describe('Would be ready, but taken.'),
  short: z.int(), locations: z.array(LOCATION_RESPONSE).describe('A municipality sees its own.'),
});
export const COVERAGE_RESPONSE = z.object({
  reserveRequestId: z.uuid(), answer: z.enum(ANSWER_STATES), counted: z.boolean().describe('False: not accepted, so there are no days.'), days: z.array(DAY_RESPONSE),
});

/** What `GET /api/v1/reserve-requests/{id}` answers. */
export const requestJson = ({ windowSeconds, ...facts }: ReserveRequestView): unknown =>
  ({ ...facts, counted: facts.answer === 'accepted', window: formatDuration(windowSeconds) });

/** What `GET /api/v1/coverage` answers. */
export function coverageJson({ request, days, names }: Coverage): unknown {
  return {
    reserveRequestId: request.id, answer: request.answer, counted: request.answer === 'accepted',
    days: days.map(({ gap, locations, ...figures }) => ({
      ...figures, short: gap, locations: locations.map(({ locationId, ...share }) => ({ standbyLocationId: locationId, name: names.get(locationId), ...share })),
    })),
  };
}
