import type { FieldError, TextParams, Translated } from '../../kernel/index.js';

const error = (path: string, code: string, message: Translated, params?: TextParams): FieldError => ({
  path,
  code,
  message,
  ...(params ? { params } : {}),
});

/** The text without surrounding white space; empty when nothing was given. */
export const trimmed = (text: string | null | undefined): string => (text ?? '').trim();

/** One error when the text is missing or blank. */
export const requireText = (path: string, text: string | null | undefined, message: Translated): FieldError[] =>
  trimmed(text) === '' ? [error(path, 'required', message)] : [];

const NOT_WHOLE: Translated = {
  nl: 'Vul een heel getal in van {minimum} tot en met {maximum}.',
  en: 'Enter a whole number from {minimum} up to and including {maximum}.',
};
const NOT_WHOLE_FROM: Translated = {
  nl: 'Vul een heel getal in van {minimum} of meer.',
  en: 'Enter a whole number of {minimum} or more.',
};

/** One error when the number is missing, not whole, or outside the bounds (both included). */
export function requireWhole(path: string, value: number | null | undefined, minimum: number, maximum?: number): FieldError[] {
  const fits = Number.isSafeInteger(value) && Number(value) >= minimum && Number(value) <= (maximum ?? Infinity);
  if (fits) return [];
  const code = wholeCode(value, minimum);
  return maximum === undefined ? [error(path, code, NOT_WHOLE_FROM, { minimum })] : [error(path, code, NOT_WHOLE, { minimum, maximum })];
}

function wholeCode(value: number | null | undefined, minimum: number): string {
  if (value === null || value === undefined) return 'required';
  if (!Number.isSafeInteger(value)) return 'wrong-type';
  return value < minimum ? 'too-small' : 'too-large';
}

/** One error when the condition does not hold. */
export const requireThat = (holds: boolean, path: string, code: string, message: Translated, params?: TextParams): FieldError[] =>
  holds ? [] : [error(path, code, message, params)];
