import type { FieldError } from '../kernel/index.js';
import type { FieldGroup, FieldRows } from './location-fields.js';

type Values = Readonly<Record<string, string | readonly string[]>>;
/** Something filled in under a heading: a question, or a list with at least one entry. */
export type Filled = { readonly name: string };

const says = (value: string | readonly string[] | undefined): boolean => value !== undefined && value !== '' && value !== 'unknown' && value.length > 0;

/** What is filled in of a group: questions with an answer that says something, and lists with an entry. `own`: positions of rows that stand elsewhere. */
export function filledIn({ fields, rows = [] }: FieldGroup, values: Values, own: (rows: FieldRows, position: number) => boolean = () => true): Filled[] {
  const lists = rows.filter((list) => Object.entries(values).some(([name, value]) => {
    const [first, position, field] = name.split('.');
    return first === list && field !== undefined && field !== 'role' && own(list, Number(position)) && says(value);
  }));
  return [...fields.filter(({ name }) => says(values[name])), ...lists.map((name) => ({ name }))];
}

/** The errors that belong under a group's heading. */
export function errorsUnder({ fields, rows = [] }: FieldGroup, errors: readonly FieldError[]): FieldError[] {
  return errors.filter(({ path }) => {
    const isPartOf = (name: string): boolean => path === name || path.startsWith(`${name}.`) || name.startsWith(`${path}.`);
    return fields.some(({ name }) => isPartOf(name)) || rows.some(isPartOf);
  });
}
