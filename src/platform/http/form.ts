/** A submitted form as the browser sends it: every value a text, repeated names a list. */
export type FormBody = Readonly<Record<string, string | string[] | undefined>>;

/** Which field names hold something else than text. Names are dotted paths: `groups.families`. */
export type FormTypes = { readonly numbers?: readonly string[]; readonly booleans?: readonly string[]; readonly lists?: readonly string[] };

const YES = new Set(['true', 'on', '1', 'yes']);
// Fields of the page itself, not of what is being decided.
const PAGE_FIELDS = new Set(['idempotencyKey', 'version', 'step', 'returnTo']);

/**
 * Turns a form into the object the API takes, so that both are checked by one schema.
 * Empty fields become absent; a number that is no number stays as typed, for the schema to complain about.
 */
export function decodeForm(body: FormBody, types: FormTypes = {}): Record<string, unknown> {
  // Without a prototype: a field may be called anything.
  const result = Object.create(null) as Record<string, unknown>;
  for (const [name, raw] of Object.entries(body)) {
    if (PAGE_FIELDS.has(name) || raw === undefined) continue;
    const value = decodeValue(name, raw, types);
    if (value !== undefined) place(result, name.split('.'), value);
  }
  for (const name of types.booleans ?? []) if (!(name in body)) place(result, name.split('.'), false);
  for (const name of types.lists ?? []) if (!(name in body)) place(result, name.split('.'), []);
  return result;
}

function decodeValue(name: string, raw: string | string[], types: FormTypes): unknown {
  if (types.lists?.includes(name)) return [raw].flat().filter((item) => item !== '');
  const text = [raw].flat().at(-1)!.trim();
  if (types.booleans?.includes(name)) return YES.has(text);
  if (text === '') return undefined;
  return types.numbers?.includes(name) ? decodeNumber(text) : text;
}

function decodeNumber(text: string): number | string {
  const number = Number(text.replace(',', '.'));
  return Number.isFinite(number) ? number : text;
}

function place(target: Record<string, unknown>, path: readonly string[], value: unknown): void {
  let here = target;
  for (const step of path.slice(0, -1)) {
    const next = Object.hasOwn(here, step) ? here[step] : undefined;
    if (typeof next === 'object' && next !== null && !Array.isArray(next)) here = next as Record<string, unknown>;
    else {
      const made = Object.create(null) as Record<string, unknown>;
      here[step] = made;
      here = made;
    }
  }
  here[path.at(-1)!] = value;
}
