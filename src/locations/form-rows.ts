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

/** The rows of a list that a form has, each with whether anything was filled in, by position. */
function rowsIn(fields: Fields, name: string, preset: readonly string[]): { readonly position: number; readonly filled: boolean }[] {
  return Object.entries(fields).flatMap(([field, value]) => {
    const [list, index, ...rest] = field.split('.');
    const position = Number(index);
    if (list !== name || rest.length === 0 || !Number.isInteger(position) || position < 0) return [];
    return [{ position, filled: !preset.includes(rest.join('.')) && value !== '' }];
  });
}

/** How many rows a form shows: those that it had, one more when `more`, and at least these; an empty one is always among them, within the most. */
export function rowCount(fields: Fields, name: string, { least, most, more = false, preset = [] }: RowBounds): number {
  const rows = rowsIn(fields, name, preset);
  const after = (chosen: typeof rows): number => Math.max(0, ...chosen.map(({ position }) => position + 1));
  return Math.min(most, Math.max(least, after(rows) + (more ? 1 : 0), after(rows.filter(({ filled }) => filled)) + 1));
}

export type RowBounds = { readonly least: number; readonly most: number; readonly more?: boolean; readonly preset?: readonly string[] };
