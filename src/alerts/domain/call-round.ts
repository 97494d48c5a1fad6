/** What became of a call. */
export const CALL_RESULTS = ['reached', 'voicemail', 'no-answer', 'wrong-number'] as const;
export type CallResult = (typeof CALL_RESULTS)[number];

export type CallNumber = { readonly contactId: string; readonly telephone: string | null };
export type CallAttempt = { readonly contactId: string | null; /** Null once it was forgotten. */ readonly telephone: string | null; readonly result: CallResult };

/** How one number stands in the round: its last result, or not tried. */
export type NumberProgress = { readonly contactId: string; readonly result: CallResult | 'untried' | 'no-number' };

export type CallRound = {
  readonly numbers: readonly NumberProgress[];
  /** The contact to telephone now; null when every number was tried. */
  readonly next: string | null;
  /** Every number was tried and nobody was reached: somebody else must be told. Also when there is no number at all. */
  readonly allTried: boolean;
};

/**
 * The round along the numbers of an organisation, in the order in which they are to be called. A number that was changed since
 * counts as untried; two contacts with one number are one call.
 */
export function callRound(numbers: readonly CallNumber[], attempts: readonly CallAttempt[]): CallRound {
  const progress = numbers.map(({ contactId, telephone }): NumberProgress => ({
    contactId, result: telephone === null ? 'no-number' : (attempts.findLast((attempt) => attempt.telephone === telephone)?.result ?? 'untried'),
  }));
  const next = progress.find(({ result }) => result === 'untried')?.contactId ?? null;
  const reached = attempts.some(({ result }) => result === 'reached');
  return { numbers: progress, next, allTried: next === null && !reached };
}

/** PRO's officer is called about others, or about its own order: nobody else is told when that is in vain. */
export const isToOfficer = (because: string): boolean => because === 'all-tried' || because === 'pro-confirmation';
