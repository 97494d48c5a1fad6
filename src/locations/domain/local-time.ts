import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../../kernel/index.js';

const LOCAL = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/;

/**
 * The instant of a text: with an offset (`2026-01-31T14:00:00Z`), or without one in Europe/Amsterdam as a form sends it
 * (`2026-01-31T14:00`). An hour that happens twice is the earlier one. Undefined when it is no existing time.
 */
export function instantOf(text: string): Instant | undefined {
  try {
    const at = LOCAL.test(text)
      ? Temporal.PlainDateTime.from(text, { overflow: 'reject' }).toZonedDateTime('Europe/Amsterdam').epochMilliseconds
      : Temporal.Instant.from(text).epochMilliseconds;
    return new Date(at);
  } catch {
    return undefined;
  }
}
