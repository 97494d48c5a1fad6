import { createContext } from 'preact';
import { fill, type FieldError, type Language } from '../kernel/index.js';

/** What was typed into a form, by field name; and what is wrong with it. Field names are the paths of the errors. */
export type FormState = {
  readonly values: Readonly<Record<string, string | readonly string[]>>;
  readonly errors: readonly FieldError[];
};

export const EMPTY_FORM: FormState = { values: {}, errors: [] };

/** The form around a field; set by `<Form>`. */
export const FormContext = createContext<FormState>(EMPTY_FORM);

const isText = (value: unknown): value is string => typeof value === 'string';

/** The form as it was sent, to show it again with its errors. Whatever is not text or a list of texts is left out. */
export function formAsSent(body: unknown, errors: readonly FieldError[] = []): FormState {
  const fields = typeof body === 'object' && body !== null ? Object.entries(body) : [];
  const kept = fields.filter(([, value]) => isText(value) || (Array.isArray(value) && value.every(isText)));
  return { values: Object.fromEntries(kept), errors };
}

/** The id of the first control of a field: what a link in the error summary leads to. */
export const fieldId = (name: string): string => `field-${name.replace(/[^A-Za-z0-9_-]+/g, '-')}`;

/** The messages of one field in one language, joined; undefined when nothing is wrong with it. */
export function errorTextOf(form: FormState, name: string, language: Language): string | undefined {
  const texts = form.errors.filter((error) => error.path === name).map((error) => fill(error.message[language], error.params));
  return texts.length > 0 ? texts.join(' ') : undefined;
}
