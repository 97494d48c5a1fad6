import type { LocalDay } from '../../kernel/index.js';
import type { ContactFact } from './location.js';

/** That a contact of the building was telephoned on a day, and what became of it. */
export type ContactReport = { readonly outcome: 'reached' | 'not-reached'; readonly calledOn: LocalDay };

const later = (a: LocalDay | null, b: LocalDay): LocalDay => (a !== null && a > b ? a : b);

/**
 * What is known of a contact after a report. Being reached confirms it, and takes back that it was not reached on the same day or
 * before; not being reached counts until a confirmation on a later day. A report about an earlier day takes nothing newer away.
 */
export function afterReport(contact: ContactFact, { outcome, calledOn }: ContactReport): ContactFact {
  const { confirmedOn, notReachedOn } = contact;
  if (outcome === 'not-reached') return { ...contact, notReachedOn: later(notReachedOn, calledOn) };
  return { ...contact, confirmedOn: later(confirmedOn, calledOn), notReachedOn: notReachedOn !== null && notReachedOn <= calledOn ? null : notReachedOn };
}

/** True when the contact counts as out of reach: it was called in vain, and not confirmed on a later day. */
export const isOutOfReach = ({ confirmedOn, notReachedOn }: ContactFact): boolean => notReachedOn !== null && (confirmedOn === null || notReachedOn >= confirmedOn);
