import type { FormBody } from '../../platform/http/index.js';

/** What a step asks. */
export const STEP_FIELDS = ['value', 'evidence', 'validUntil', 'note', 'defect.description', 'defect.ownerId', 'defect.dueOn'] as const;
export type StepField = (typeof STEP_FIELDS)[number];
export type StepFields = Readonly<Partial<Record<StepField, string>>>;

/** More than any field may hold: what is too long is refused when the step is left, not cut. */
const MOST_CHARACTERS = 4000;
// A NUL or half a surrogate pair: PostgreSQL keeps neither. What was typed around it must not be lost for it.
const storable = (text: string): string => text.slice(0, MOST_CHARACTERS).replace(/\0/g, '').replace(/\p{Surrogate}/gu, '\uFFFD');

/** What is kept of a step as it was sent: every field that says something, right or wrong. */
export function stepFieldsOf(body: FormBody): StepFields {
  const fields = STEP_FIELDS.flatMap((name): [StepField, string][] => {
    const value = [body[name] ?? ''].flat().at(-1)!;
    return value === '' ? [] : [[name, storable(value)]];
  });
  return Object.fromEntries(fields);
}
