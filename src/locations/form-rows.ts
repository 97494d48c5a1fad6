import type { FieldError } from '../kernel/index.js';

type Fields = Record<string, unknown>;
/** Per list, where each row that was kept stood in the form. */
export type Positions = Readonly<Record<string, readonly string[]>>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Turns numbered rows of a form (`contacts.0.name`) into lists and leaves out the rows in which nothing was filled in.
 * `preset`: fields that say nothing by themselves because the form fills them in beforehand.
 */
export function rowsToLists(input: Fields, names: readonly string[], preset: readonly string[]): { readonly input: Fields; readonly positions: Positions } {
  const lists: Fields = {};
  const positions: Record<string, string[]> = {};
  for (const name of names) {
    const rows = input[name];
    if (!isFields(rows)) continue;
    const filled = Object.entries(rows).sort(([a], [b]) => Number(a) - Number(b)).filter(([, row]) => !isBlank(row, preset));
    lists[name] = filled.map(([, row]) => row);
    positions[name] = filled.map(([position]) => position);
  }
  return { input: { ...input, ...lists }, positions };
}

const isBlank = (row: unknown, preset: readonly string[]): boolean => isFields(row) && Object.keys(row).every((name) => preset.includes(name));

/** The errors beside the fields as the form has them: rows that were left out count there. */
export function errorsInForm(errors: readonly FieldError[], positions: Positions): FieldError[] {
  return errors.map((error) => {
    const [name = '', index, ...rest] = error.path.split('.');
    const position = index === undefined ? undefined : positions[name]?.[Number(index)];
    return position === undefined ? error : { ...error, path: [name, position, ...rest].join('.') };
  });
}

/** An object as the fields of a form, by dotted names. What is null or unknown stays empty. */
export function fieldsOf(value: unknown, path = ''): Record<string, string | string[]> {
  if (value === null || value === undefined) return {};
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return { [path]: value };
  if (typeof value === 'object') return Object.assign({}, ...Object.entries(value).map(([name, part]) => fieldsOf(part, path ? `${path}.${name}` : name)));
  return { [path]: String(value) };
}

/** How many rows a form shows: those that are there and an empty one, within these bounds. */
export function rowCount(fields: Readonly<Record<string, unknown>>, name: string, least: number, most: number): number {
  const used = Object.keys(fields).flatMap((field) => (field.startsWith(`${name}.`) ? [Number(field.split('.')[1])] : []));
  return Math.min(most, Math.max(least, ...used.filter(Number.isInteger).map((index) => index + 2)));
}
