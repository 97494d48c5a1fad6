import { z } from 'zod';
import { CRITERIA } from '../domain/index.js';
import { day, orNull, text } from '../field-schemas.js';

/** What somebody has to see to before a criterion can be found in order. */
export const DEFECT_SCHEMA = z.strictObject({
  criterion: z.enum(CRITERIA),
  description: text(2000),
  ownerId: z.uuid().describe('The organisation that has to see to it.'),
  dueOn: day.describe('Last day, Europe/Amsterdam. Not in the past.'),
});
export type DefectBody = z.output<typeof DEFECT_SCHEMA>;

export const SOLUTION_SCHEMA = z.strictObject({ evidence: text(2000).describe('What shows that it was solved: a report’s reference, what was done and seen.') });
export const WITHDRAWAL_SCHEMA = z.strictObject({ reason: text(2000) });

export const DEFECT_RESPONSE = z.object({
  id: z.uuid(), standbyLocationId: z.uuid(), locationName: z.string(), criterion: z.enum(CRITERIA), description: z.string(),
  owner: z.object({ id: z.uuid(), name: z.string() }), dueOn: z.iso.date(), overdue: z.boolean(),
  inspectionId: orNull(z.uuid()), openedBy: z.object({ id: z.uuid(), name: z.string() }), openedAt: z.iso.datetime(),
  state: z.enum(['open', 'solved', 'withdrawn']), outcome: orNull(z.string()).describe('The evidence, or the reason.'), closedAt: orNull(z.iso.datetime()),
});
