import { Problem, type Actor, type Translated } from '../kernel/index.js';
import { assertMay } from './allow.js';
import { CONTACT_NOT_YOURS, wrongField } from './directory-problems.js';

const UNKNOWN_ORGANISATION: Translated = { nl: 'Deze organisatie bestaat niet.', en: 'This organisation does not exist.' };

export const unknownOrganisation = (): Problem => wrongField('organisationId', 'unknown-organisation', UNKNOWN_ORGANISATION);

/** True for who changes an organisation's contacts and roster: the organisation itself, and the duty desk everybody's. */
export const managesContactsOf = (actor: Actor, organisationId: string): boolean =>
  actor.kind === 'system' || actor.kind === 'operations' || actor.organisationId === organisationId;

/** Throws AUTH.FORBIDDEN (403), CONTACT.NOT_YOURS (403), and REQUEST.INVALID (400) when it is nobody's. */
export function assertManages(actor: Actor, organisationId: string | null): asserts organisationId is string {
  assertMay(actor, 'contact.manage');
  if (organisationId === null) throw unknownOrganisation();
  if (!managesContactsOf(actor, organisationId)) throw new Problem(CONTACT_NOT_YOURS);
}
