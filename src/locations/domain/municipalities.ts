import { FORMER_MUNICIPALITIES, MUNICIPALITIES, type Municipality } from '../../../config/places.js';
import type { LocalDay } from '../../kernel/index.js';

/** Every municipality that a code can mean, those that were merged away included. */
export const KNOWN_MUNICIPALITIES: readonly Municipality[] = [...MUNICIPALITIES, ...FORMER_MUNICIPALITIES];

/** The municipality that a code stands for on a day: itself, or the one it has been merged into by then. Undefined when nobody has that code. */
export function municipalityOn(code: string | null, day: LocalDay, known: readonly Municipality[] = KNOWN_MUNICIPALITIES): Municipality | undefined {
  const found = known.find((municipality) => municipality.code === code);
  if (!found?.mergedInto || found.until === undefined || day <= found.until) return found;
  return municipalityOn(found.mergedInto, day, known);
}

/** Every code that stands for this municipality on a day: its own, and those of what has been merged into it by then. */
export const codesNowIn = (code: string, day: LocalDay, known: readonly Municipality[] = KNOWN_MUNICIPALITIES): string[] =>
  known.filter((municipality) => municipalityOn(municipality.code, day, known)?.code === code).map((municipality) => municipality.code);
