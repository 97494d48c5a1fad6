import type { Instant, LocalDay } from '../../kernel/index.js';

/** `unreachable`: the contact was removed, or has no number to call back. */
export const MANDATE_STATES = ['valid', 'to-come', 'expired', 'withdrawn', 'unreachable'] as const;
export type MandateState = (typeof MANDATE_STATES)[number];

export type MandateFacts = {
  readonly validFrom: LocalDay;
  /** The last day. */
  readonly validUntil: LocalDay;
  readonly withdrawnAt: Instant | null;
  /** The registered number now; null when there is none, or no contact any more. */
  readonly telephone: string | null;
};

/** How a mandate stands on a day in Europe/Amsterdam. Only a `valid` one lets an official order anything. */
export function mandateState({ validFrom, validUntil, withdrawnAt, telephone }: MandateFacts, today: LocalDay): MandateState {
  if (withdrawnAt) return 'withdrawn';
  if (validUntil < today) return 'expired';
  if (today < validFrom) return 'to-come';
  return telephone === null ? 'unreachable' : 'valid';
}
