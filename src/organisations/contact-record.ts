import type { ContactRow } from './contact.entity.js';

type Told = Pick<ContactRow, 'organisationId' | 'name' | 'function' | 'email' | 'telephone' | 'language' | 'rank' | 'duty'>;

/** A contact as it goes on the record: what may stand there for good, and apart from it what must be purgeable. */
export function contactFacts({ organisationId, name, function: role, email, telephone, language, rank, duty }: Told): {
  facts: Record<string, unknown>;
  personal: Record<string, unknown>;
} {
  return {
    facts: { organisationId, rank, duty, language, hasEmail: email !== null, hasTelephone: telephone !== null },
    personal: { name, function: role, email, telephone },
  };
}
