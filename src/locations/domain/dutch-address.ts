import { err, ok, type Result } from '../../kernel/index.js';

export type PostcodeFault = 'not-a-postcode' | 'letters-missing' | 'never-issued' | 'foreign-postcode';

const DUTCH = /^(?:NL[- ]?)?([1-9]\d{3})\s*([A-Za-z]{2})$/i;
/** PostNL issues no postcodes with these letters. */
const NEVER_ISSUED = new Set(['SA', 'SD', 'SS']);
/** As our neighbours and the United Kingdom write theirs: D-49074, 49074, B-9000, L-1009, 00-950, SW1A 1AA. */
const FOREIGN = /^(?:(?:[A-Z]{1,2}[- ])?\d{5}|(?:B|L|BE|LU|DK|CH|AT)[- ]?\d{4}|\d{2}-\d{3}|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})$/i;

/** A Dutch postcode as it is stored and shown, `9401 AB`, or what is wrong with it. */
export function readPostcode(text: string): Result<string, PostcodeFault> {
  const trimmed = text.trim();
  const [, digits, letters] = DUTCH.exec(trimmed) ?? [];
  if (digits && letters) {
    const upper = letters.toUpperCase();
    return NEVER_ISSUED.has(upper) ? err('never-issued') : ok(`${digits} ${upper}`);
  }
  if (/^[1-9]\d{3}$/.test(trimmed)) return err('letters-missing');
  return err(FOREIGN.test(trimmed) ? 'foreign-postcode' : 'not-a-postcode');
}

/** A number of at most five digits, a letter, an addition of at most four characters: what the BAG knows. */
const HOUSE_NUMBER = /^[1-9]\d{0,4}(?:[- /]?[A-Za-z][A-Za-z0-9]{0,3})?(?:[- /][A-Za-z0-9]{1,4})?$/;

/** A house number with its letter and addition, blanks tidied: `12`, `12a`, `12 a-2`; null when it is none. */
export function readHouseNumber(text: string): string | null {
  const trimmed = text.trim().replace(/\s+/g, ' ');
  return HOUSE_NUMBER.test(trimmed) ? trimmed : null;
}

/** WGS84 degrees that hold the European Netherlands, its islands and territorial sea included; to be rough is its purpose. */
export const NETHERLANDS = { south: 50.7, north: 53.7, west: 3.2, east: 7.3 } as const;

export const isDutchLatitude = (degrees: number): boolean => degrees >= NETHERLANDS.south && degrees <= NETHERLANDS.north;
export const isDutchLongitude = (degrees: number): boolean => degrees >= NETHERLANDS.west && degrees <= NETHERLANDS.east;
