import type { z } from 'zod';
import { INVALID_INPUT, Problem, type FieldError, type TextParams, type Translated } from '../../kernel/index.js';

const TYPE_WORDS: Record<string, Translated> = {
  string: { nl: 'een tekst', en: 'a text' },
  number: { nl: 'een getal', en: 'a number' },
  int: { nl: 'een geheel getal', en: 'a whole number' },
  boolean: { nl: 'ja of nee (true of false)', en: 'yes or no (true or false)' },
  array: { nl: 'een lijst', en: 'a list' },
  object: { nl: 'een object', en: 'an object' },
};

const message = (code: string, nl: string, en: string, params: TextParams = {}): Omit<FieldError, 'path'> => ({ code, message: { nl, en }, params });

const REQUIRED = message('required', 'Vul dit veld in.', 'Fill in this field.');

/** Adds a field error with our own code and texts from inside a zod refinement. */
export function fieldIssue(ctx: z.RefinementCtx, path: readonly (string | number)[], code: string, text: Translated, params: TextParams = {}): void {
  ctx.addIssue({ code: 'custom', path: [...path], params: { code, message: text, params } });
}

/**
 * Checks input against a schema. Unknown fields, wrong types and wrong values are all named at once.
 * Throws the problem REQUEST.INVALID (400) with a FieldError per wrong field.
 */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const unstorable = unstorableTexts(input, '');
  if (unstorable.length > 0) throw new Problem(INVALID_INPUT, {}, unstorable);
  const result = schema.safeParse(input ?? {}, { reportInput: true });
  if (result.success) return result.data;
  throw new Problem(INVALID_INPUT, {}, fieldErrorsOf(result.error));
}

// A NUL or half a surrogate pair: no text that anybody types, and PostgreSQL keeps neither.
const UNSTORABLE = /\0|\p{Surrogate}/u;

function unstorableTexts(value: unknown, path: string): FieldError[] {
  if (typeof value === 'string') {
    return UNSTORABLE.test(value) ? [{ path, ...message('unreadable', 'Hierin staat een onleesbaar teken.', 'This contains an unreadable character.') }] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => unstorableTexts(item, path ? `${path}.${key}` : key));
}

/** The field errors of a failed check, in the order of the schema. */
export const fieldErrorsOf = (error: z.ZodError): FieldError[] => error.issues.flatMap(toFieldErrors);

type Issue = z.core.$ZodIssue;

function toFieldErrors(issue: Issue): FieldError[] {
  const path = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: path ? `${path}.${key}` : key,
      ...message('unknown', 'Dit veld bestaat niet.', 'This field does not exist.'),
    }));
  }
  return [{ path, ...describe(issue) }];
}

function describe(issue: Issue): Omit<FieldError, 'path'> {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? REQUIRED : wrongType(issue.expected);
    case 'too_small':
      return tooSmall(issue);
    case 'too_big':
      return issue.origin === 'string'
        ? message('too-long', 'Gebruik hooguit {maximum} tekens.', 'Use at most {maximum} characters.', { maximum: Number(issue.maximum) })
        : message('too-large', 'Dit mag hooguit {maximum} zijn.', 'This may be at most {maximum}.', { maximum: Number(issue.maximum) });
    case 'invalid_value':
      // The choices are codes: to who left it open they say nothing.
      if (issue.input === undefined) return REQUIRED;
      return message('not-a-choice', 'Kies uit: {choices}.', 'Choose one of: {choices}.', { choices: issue.values.map(String).join(', ') });
    case 'invalid_format':
      return wrongFormat(issue.format);
    case 'custom':
      return custom(issue.params);
    default:
      return message('invalid', 'Deze waarde klopt niet.', 'This value is not valid.');
  }
}

function wrongType(expected: string): Omit<FieldError, 'path'> {
  const word = TYPE_WORDS[expected] ?? { nl: 'een andere soort waarde', en: 'another kind of value' };
  return { code: 'wrong-type', message: { nl: `Hier hoort ${word.nl}.`, en: `This must be ${word.en}.` } };
}

function tooSmall(issue: Extract<Issue, { code: 'too_small' }>): Omit<FieldError, 'path'> {
  if (issue.origin === 'string' || issue.origin === 'array') {
    return Number(issue.minimum) <= 1
      ? REQUIRED
      : message('too-short', 'Gebruik ten minste {minimum} tekens.', 'Use at least {minimum} characters.', { minimum: Number(issue.minimum) });
  }
  const minimum = issue.inclusive ? Number(issue.minimum) : Number(issue.minimum) + 1;
  return message('too-small', 'Dit moet ten minste {minimum} zijn.', 'This must be at least {minimum}.', { minimum });
}

function wrongFormat(format: string): Omit<FieldError, 'path'> {
  if (format === 'uuid') return message('not-an-id', 'Dit is geen geldig kenmerk (UUID).', 'This is not a valid identifier (UUID).');
  if (format === 'email') return message('not-an-email', 'Vul een e-mailadres in, zoals naam@gemeente.nl.', 'Enter an e-mail address, such as name@municipality.nl.');
  if (format === 'datetime') return message('not-a-time', 'Vul een tijdstip in met tijdzone, zoals 2026-01-31T14:00:00Z.', 'Enter a date-time with offset, such as 2026-01-31T14:00:00Z.');
  if (format === 'date') return message('not-a-day', 'Vul een bestaande dag in, zoals 2026-01-31.', 'Enter an existing day, such as 2026-01-31.');
  return message('wrong-format', 'De schrijfwijze klopt niet.', 'The format is not right.');
}

function custom(params: Record<string, unknown> | undefined): Omit<FieldError, 'path'> {
  const own = params as { code?: string; message?: Translated; params?: TextParams } | undefined;
  if (own?.code && own.message) return { code: own.code, message: own.message, ...(own.params ? { params: own.params } : {}) };
  return message('invalid', 'Deze waarde klopt niet.', 'This value is not valid.');
}
