import { z } from 'zod';
import { LANGUAGES, type Instant, type Translated } from '../kernel/index.js';
import { ADDRESS_STATES } from './domain/address-state.js';
import { OUTCOMES } from './domain/reachability.js';
import { TELEPHONE } from './telephone-field.js';

const MAXIMUM_EMAIL = 254; // RFC 5321, 4.5.3.1.3

// Control characters have no place in a name, and a line break in one would end a mail header.
const line = (maximum: number) => z.string().trim().min(1).max(maximum).regex(/^\P{Cc}*$/u);
const email = z.email().max(MAXIMUM_EMAIL);
const rank = z.int().min(1).max(999).describe('Alerts go along the duty numbers, then along the persons, each from 1 upwards; numbers may have gaps.');
const language = z.enum(LANGUAGES);
const duty = z.boolean().describe('A number that whoever has duty answers: at all times, or when its duty shifts say so.');

export const UNREACHABLE: Translated = {
  nl: 'Geef een e-mailadres of een telefoonnummer: zonder beide bereikt geen alarm deze contactpersoon.',
  en: 'Give an e-mail address or a telephone number: without either no alert reaches this contact.',
};

/** A new contact. */
export const CONTACT_INPUT = z
  .strictObject({
    organisationId: z.uuid().optional().describe('Default: the organisation of the one who asks.'),
    name: line(120),
    function: line(120),
    email: email.nullable().optional(),
    telephone: TELEPHONE.nullable().optional(),
    language: language.optional(),
    rank: rank.optional(),
    duty: duty.optional(),
  })
  .refine((contact) => Boolean(contact.email || contact.telephone), {
    path: ['email'],
    params: { code: 'unreachable', message: UNREACHABLE },
    // Beside what is wrong with the other fields, not only once those are right.
    when: ({ value }) => typeof value === 'object' && value !== null,
  });
export type ContactInput = z.output<typeof CONTACT_INPUT>;

/** What changes of a contact; what is left out stays. `null` clears an e-mail address or telephone number. */
export const CONTACT_CHANGE = z.strictObject({
  name: line(120).optional(),
  function: line(120).optional(),
  email: email.nullable().optional(),
  telephone: TELEPHONE.nullable().optional(),
  language: language.optional(),
  rank: rank.optional(),
  duty: duty.optional(),
});
export type ContactChange = z.output<typeof CONTACT_CHANGE>;

export const CONTACT = z.object({
  id: z.uuid(),
  organisationId: z.uuid(),
  name: z.string(),
  function: z.string(),
  email: z.string().nullable(),
  telephone: z.string().nullable().describe('E.164; an older number that could not be understood stands as it was entered.'),
  language,
  rank: z.int(),
  duty: z.boolean(),
  standing: z.enum(['on-duty', 'off-duty', 'person']).describe('By the roster, now. Alerts go to those on duty, then to persons.'),
  emailState: z.enum(ADDRESS_STATES).describe('Whether a test message was confirmed; `refused`: a mail server will not have the address.'),
  testedAt: z.iso.datetime().nullable(),
  verifiedAt: z.iso.datetime().nullable(),
  refusedAt: z.iso.datetime().nullable(),
  lastReport: z.object({ outcome: z.enum(OUTCOMES), calledOn: z.iso.date() }).nullable().describe('Whether it was reached when it was last telephoned.'),
  version: z.int().describe('The ETag, as a number: of what its organisation states, not of what is found out about it.'),
});
type Dated = 'testedAt' | 'verifiedAt' | 'refusedAt';
/** A Date becomes UTC text when it is sent. */
export type ContactBody = Omit<z.infer<typeof CONTACT>, Dated> & Readonly<Record<Dated, Instant | null>>;
