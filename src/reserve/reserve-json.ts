import { z } from 'zod';
import { formatDuration } from '../kernel/index.js';
import { ANSWER_STATES } from './domain/index.js';
import type { ReserveRequestView } from './reserve-requests.js';

const groups = z.object({ families: z.int(), singleAdults: z.int(), unaccompaniedMinors: z.int(), wheelchairUsers: z.int() });
const day = z.iso.date().describe('Europe/Amsterdam.');

export const REQUEST_RESPONSE = z.object({
  id: z.uuid(), ministryId: z.uuid(), provinceId: z.uuid(), provinceName: z.string(), provinceCode: z.string(), redCrossId: z.uuid(), coaId: z.uuid(), operationsId: z.uuid(),
  places: z.int(), groups, periodFrom: day, periodTo: day.describe('Last day, included.'), window: z.string().describe('ISO 8601 duration.'), normSet: z.string(),
  answer: z.enum(ANSWER_STATES), counted: z.boolean().describe('Only what the province accepted counts.'), answerReason: z.string().nullable(), askAgainOn: day.nullable(),
  answeredAt: z.iso.datetime().nullable(), extendsId: z.uuid().nullable().describe('The request of which this is the next period.'),
  extension: z.object({ id: z.uuid(), answer: z.enum(ANSWER_STATES), periodTo: day }).nullable().describe('The request for the next period, with an answer of its own.'),
  releasedAt: z.iso.datetime().nullable(), retentionFrom: day.nullable().describe('Set by the release.'), version: z.int(),
});
export const REQUESTS_RESPONSE = z.object({ items: z.array(REQUEST_RESPONSE) });

/** What `GET /api/v1/reserve-requests/{id}` answers. */
export const requestJson = ({ windowSeconds, ...facts }: ReserveRequestView): unknown =>
  ({ ...facts, counted: facts.answer === 'accepted', window: formatDuration(windowSeconds) });
