import type { Instant } from '../../kernel/index.js';

/**
 * What is known of a contact's e-mail address. `none`: there is none; `unverified`: never tried; `awaiting`: a test message went out
 * and nobody has confirmed it yet; `verified`: somebody who reads mail there has; `refused`: a mail server will not have it.
 */
export const ADDRESS_STATES = ['none', 'unverified', 'awaiting', 'verified', 'refused'] as const;
export type AddressState = (typeof ADDRESS_STATES)[number];

export type AddressFacts = {
  readonly email: string | null;
  readonly testedAt: Instant | null;
  readonly verifiedAt: Instant | null;
  readonly refusedAt: Instant | null;
};

/** A refusal holds until a newer test message is under way; a confirmation until a refusal. */
export function addressState({ email, testedAt, verifiedAt, refusedAt }: AddressFacts): AddressState {
  if (email === null) return 'none';
  if (verifiedAt !== null) return 'verified';
  if (refusedAt !== null && (testedAt === null || testedAt <= refusedAt)) return 'refused';
  return testedAt === null ? 'unverified' : 'awaiting';
}
