import { z } from 'zod';
import type { Instant, Translated } from '../../kernel/index.js';
import { OUTCOMES } from '../domain/reachability.js';
import { MANDATE_STATES } from '../domain/mandate.js';

const day = z.iso.date();
const ENDS_BEFORE: Translated = { nl: 'De laatste dag ligt voor de eerste.', en: 'The last day is before the first.' };

/** A mandate as it is given. */
export const MANDATE_INPUT = z
  .strictObject({
    contactId: z.uuid().describe('A contact of your own organisation with a telephone number: the number that is called back.'),
    validFrom: day.describe('The first day, in Europe/Amsterdam.'),
    validUntil: day.describe('The last day.'),
    reference: z.string().trim().min(1).max(200).describe('Of the decision in which the mandate was given.'),
  })
  .refine(({ validFrom, validUntil }) => validFrom <= validUntil, { path: ['validUntil'], params: { code: 'ends-before-start', message: ENDS_BEFORE } });
export type MandateInput = z.output<typeof MANDATE_INPUT>;

export const MANDATE = z.object({
  id: z.uuid(), organisationId: z.uuid(), contactId: z.uuid(), name: z.string(), function: z.string(),
  telephone: z.string().nullable().describe('The registered number now: the one to call back.'),
  telephoneChangedAt: z.iso.datetime().nullable().describe('When another number was last entered; null: never, or not known.'),
  lastReport: z.object({ outcome: z.enum(OUTCOMES), calledOn: z.iso.date() }).nullable().describe('Whether the contact was reached when it was last telephoned.'),
  validFrom: day, validUntil: day, reference: z.string(), givenAt: z.iso.datetime(), withdrawnAt: z.iso.datetime().nullable(),
  state: z.enum(MANDATE_STATES).describe('Today. Only a valid one lets an official order an activation.'),
  version: z.int().describe('The ETag, as a number.'),
});
type Dated = 'telephoneChangedAt' | 'givenAt' | 'withdrawnAt';
/** A Date becomes UTC text when it is sent. */
export type MandateBody = Omit<z.infer<typeof MANDATE>, Dated> & { readonly telephoneChangedAt: Instant | null; readonly givenAt: Instant; readonly withdrawnAt: Instant | null };
