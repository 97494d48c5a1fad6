import { ParseError, parsePhoneNumberWithError, type PhoneNumber } from 'libphonenumber-js/min';
import { err, ok, type Result } from './result.js';

/** A telephone number in E.164, such as `+31592000100`: what is stored, and what a `tel:` link dials. */
export type Telephone = string;

/**
 * Why a text is no number that somebody can be reached at day and night. `special`: a short number such as 112 or 14 0592, which
 * has no number of its own behind it. `premium`: 0900, 0906 and 0909, which cost the caller and begin with a menu.
 */
export type TelephoneFault = 'not-a-number' | 'too-short' | 'too-long' | 'special' | 'premium' | 'extension';

const HOME = '31';
/** Digits behind +31 (ACM, Nummerplan telefoon- en ISDN-diensten): area codes, 06, 085 and 088. */
const HOME_DIGITS = 9;
const PREMIUM = /^90[069]/;
const FREE = /^800(\d{4}|\d{7})$/;
/** 112, 14 0592, 116 000: as dialled, not behind an area code such as 010. */
const SPECIAL = /^1\d{2,5}$/;

/** The number that a text stands for, in any usual writing; without a country's code it is Dutch. */
export function telephoneFrom(text: string): Result<Telephone, TelephoneFault> {
  try {
    const parsed = parsePhoneNumberWithError(text, { defaultCountry: 'NL', extract: false });
    const fault = faultOf(parsed);
    return fault ? err(fault) : ok(parsed.number);
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return err(error.message === 'TOO_SHORT' ? 'too-short' : error.message === 'TOO_LONG' ? 'too-long' : 'not-a-number');
  }
}

function faultOf(parsed: PhoneNumber): TelephoneFault | undefined {
  if (parsed.ext) return 'extension';
  if (parsed.countryCallingCode === HOME) return faultAtHome(parsed.nationalNumber);
  if (parsed.isValid()) return undefined;
  return parsed.isPossible() ? 'not-a-number' : 'too-short';
}

// The package's small metadata takes 088 with any number of digits for right, and cannot tell a premium number; these rules can.
function faultAtHome(digits: string): TelephoneFault | undefined {
  if (PREMIUM.test(digits)) return 'premium';
  if (SPECIAL.test(digits)) return 'special';
  if (FREE.test(digits)) return undefined;
  if (digits.length < HOME_DIGITS) return 'too-short';
  if (digits.length > HOME_DIGITS) return 'too-long';
  return /^([1-7]|8[58])/.test(digits) ? undefined : 'not-a-number';
}

/** True for what `telephoneFrom` gives: an older number that could not be understood is not. */
export function isTelephone(stored: string): boolean {
  const read = telephoneFrom(stored);
  return read.ok && read.value === stored;
}

/** As people read it: a Dutch number as it is dialled in the Netherlands, another with its country's code. What is no number stays as it is. */
export function formatTelephone(stored: string): string {
  if (!isTelephone(stored)) return stored;
  const parsed = parsePhoneNumberWithError(stored);
  return parsed.countryCallingCode === HOME ? parsed.formatNational() : parsed.formatInternational();
}
