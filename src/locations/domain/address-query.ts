/** The longest address in the register, with its place, is shorter. In characters. */
const LONGEST = 100;
const SHORTEST = 3;

/**
 * What of a search may go to a service outside: letters, digits and what stands in addresses, on one line. Null when too
 * little is left to look for, or when it looks like an e-mail address or a telephone number: those are nobody's business there.
 */
export function addressQuery(typed: string): string | null {
  if (/@|\+\d|\d(?:[ -]?\d){8,}/.test(typed)) return null;
  const query = typed.normalize('NFC').replace(/[^\p{L}\p{N}'’.,/ -]+/gu, ' ').replace(/\s+/g, ' ').trim().slice(0, LONGEST).trim();
  return query.length < SHORTEST ? null : query;
}
