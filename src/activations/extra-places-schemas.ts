import { z } from 'zod';
import { addsUp, DOES_NOT_ADD_UP, groups, instant, text } from './activation-schemas.js';
import { PLAN_RESPONSE } from './plan-json.js';

const WANTED = {
  places: z.int().min(1).max(10_000).describe('Extra persons to be sheltered; with what was asked for before at most the places of the reserve request.'),
  groups: groups.describe('Head count per group; adds up to places.'),
  deadlineAt: instant.optional().describe('By when they must be open: at or after the deadline of the activation. Absent: that deadline, wherever it moves.'),
  locations: z.array(z.uuid()).max(100).optional().describe('Standby locations picked by hand, in order. Absent: proposed by the service.'),
};

/** What would be added: nothing is asked of anybody by it. */
export const EXTRA_PLACES_PLAN_SCHEMA = z.strictObject(WANTED).refine(addsUp, DOES_NOT_ADD_UP);

export const EXTRA_PLACES_SCHEMA = z.strictObject({
  ...WANTED,
  reason: text(1000).describe('Why more places are needed. Goes to those who oversee the activation, and stands on its page; no personal data.'),
  acceptShortfall: z.boolean().default(false).describe('Ask for them although fewer places are ready than asked for.'),
}).refine(addsUp, DOES_NOT_ADD_UP);
export type ExtraPlacesBody = z.output<typeof EXTRA_PLACES_SCHEMA>;

export const EXTRA_PLACES_PLAN_RESPONSE = PLAN_RESPONSE.extend({ deadlineAt: z.iso.datetime().describe('UTC.') });
export const EXTRA_PLACES_CREATED = z.object({ extraPlacesId: z.uuid(), deploymentIds: z.array(z.uuid()), planned: z.int(), shortfall: z.int(), deadlineAt: z.iso.datetime().describe('UTC.') });
