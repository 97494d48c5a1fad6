import { z } from 'zod';
import { OUTCOMES } from './domain/reachability.js';

/** That somebody telephoned a contact, and what became of it. */
export const REACHABILITY_INPUT = z.strictObject({
  outcome: z.enum(OUTCOMES),
  calledOn: z.iso.date().optional().describe('Default: today.'),
  note: z.string().trim().min(1).max(500).nullable().optional().transform((note) => note ?? null).describe('Such as: voicemail, number out of use, or who answered.'),
});
export type ReachabilityInput = z.output<typeof REACHABILITY_INPUT>;

export const REACHABILITY_REPORT = z.object({
  id: z.uuid(),
  contactId: z.uuid(),
  outcome: z.enum(OUTCOMES),
  calledOn: z.iso.date(),
  note: z.string().nullable(),
  byOrganisationId: z.uuid().nullable(),
  byName: z.string(),
});
export type ReachabilityReportBody = z.infer<typeof REACHABILITY_REPORT>;
