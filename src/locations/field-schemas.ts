import { z } from 'zod';
import type { Translated } from '../kernel/index.js';
import { fieldIssue } from '../platform/http/index.js';
import { instantOf } from './domain/local-time.js';

const MAXIMUM_EMAIL = 254; // RFC 5321, 4.5.3.1.3

/** One line: control characters have no place in it, and a line break would end a mail header. */
export const line = (maximum: number) => z.string().trim().min(1).max(maximum).regex(/^\P{Cc}*$/u);
/** Several lines. */
export const text = (maximum: number) => z.string().trim().min(1).max(maximum);

/** What may be left out, or be null to say that there is none. Always null in the output then. */
export const orNull = <S extends z.ZodType>(schema: S) => schema.nullable().optional().transform((value) => value ?? null);

export const email = z.email().max(MAXIMUM_EMAIL);
export const day = z.iso.date();
export const answer = z.enum(['yes', 'no', 'unknown']);

/** A text that has to look a certain way, with words for when it does not. */
export function shaped(pattern: RegExp, code: string, message: Translated, normalise: (text: string) => string = (value) => value) {
  return z.string().transform((value, ctx) => {
    const trimmed = value.trim();
    if (pattern.test(trimmed)) return normalise(trimmed);
    fieldIssue(ctx, [], code, message);
    return z.NEVER;
  });
}

/** An instant with an offset, or without one in Europe/Amsterdam. */
export const instant = z.string().max(40).transform((value, ctx) => {
  const at = instantOf(value);
  if (at) return at;
  fieldIssue(ctx, [], 'not-a-time', {
    nl: 'Vul een bestaand tijdstip in, zoals 2026-01-31T14:00 (Nederlandse tijd) of 2026-01-31T13:00:00Z.',
    en: 'Enter an existing date-time, such as 2026-01-31T14:00 (Dutch time) or 2026-01-31T13:00:00Z.',
  });
  return z.NEVER;
});

type Rule = { path: string[]; params: { code: string; message: Translated }; when: (payload: { value: unknown }) => boolean };

/** What a rule over several fields says, and beside which field. It is checked together with the fields, not only once those are right. */
export const rule = (path: string, code: string, nl: string, en: string): Rule => ({
  path: path.split('.'),
  params: { code, message: { nl, en } },
  when: ({ value }) => typeof value === 'object' && value !== null,
});
