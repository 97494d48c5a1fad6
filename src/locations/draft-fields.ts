import { DRAFT_LIMITS } from '../../config/drafts.js';
import { Problem } from '../kernel/index.js';
import type { FormBody } from '../platform/http/index.js';
import { DRAFT_TOO_LARGE } from './draft-problems.js';
import { AIDS } from './location-form.js';

export type DraftFields = Readonly<Record<string, string | readonly string[]>>;

/** Fields of the page around the form. */
const NOT_KEPT: readonly string[] = [...AIDS, 'idempotencyKey', 'version', 'step'];
const NAME = /^[A-Za-z][A-Za-z0-9]{0,60}(?:\.[A-Za-z0-9]{1,40}){0,3}$/;
// A NUL or half a surrogate pair: PostgreSQL keeps neither. What was typed around it must not be lost for it.
const storable = (text: string): string => text.replace(/\0/g, '').replace(/\p{Surrogate}/gu, '\uFFFD');

/** What is kept of a form as it was sent: every field that says something. Throws DRAFT.TOO_LARGE (413). */
export function draftFieldsOf(body: FormBody): DraftFields {
  const kept = Object.entries(body).flatMap(([name, value]): [string, string | string[]][] => {
    if (NOT_KEPT.includes(name) || !NAME.test(name) || value === undefined || value === '') return [];
    return [[name, Array.isArray(value) ? value.map(storable) : storable(value)]];
  });
  const fields = Object.fromEntries(kept);
  if (kept.length > DRAFT_LIMITS.fields || Buffer.byteLength(JSON.stringify(fields)) > DRAFT_LIMITS.bytes) throw new Problem(DRAFT_TOO_LARGE);
  return fields;
}
