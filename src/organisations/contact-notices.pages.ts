import { Problem, type Language } from '../kernel/index.js';
import type { FormBody } from '../platform/http/index.js';
import { translator, type Notice } from '../web/index.js';

/** What the redirect after a form says on the next page, by the word in its address. */
const DONE = {
  toegevoegd: 'contact.done.added', gewijzigd: 'contact.done.changed', verwijderd: 'contact.done.removed', gebeld: 'contact.done.reported', proefbericht: 'contact.done.tested',
  dienst: 'duty.done.added', 'dienst-gewijzigd': 'duty.done.changed', 'dienst-verwijderd': 'duty.done.removed',
  uitzondering: 'duty.done.exception', 'uitzondering-verwijderd': 'duty.done.exception-removed',
} as const;
export type Done = keyof typeof DONE;

/** Why no test message went out, by the word in the address. */
const FAILED = { 'te-snel': 'contact.failed.too-soon', 'te-veel': 'contact.failed.too-many', 'geen-mail': 'contact.failed.no-email' } as const;
export type TestFailed = keyof typeof FAILED;

const keyIn = <Key extends string, Text>(table: Readonly<Record<Key, Text>>, word: unknown): Text | undefined =>
  typeof word === 'string' && Object.hasOwn(table, word) ? table[word as Key] : undefined;

/** The notices that an address asks for: `?gelukt=` and `?mislukt=`. */
export function noticesIn(query: { readonly gelukt?: unknown; readonly mislukt?: unknown }, language: Language): Notice[] {
  const t = translator(language);
  const done = keyIn(DONE, query.gelukt);
  const failed = keyIn(FAILED, query.mislukt);
  return [...(done ? [{ kind: 'success' as const, text: t(done) }] : []), ...(failed ? [{ kind: 'warning' as const, text: t(failed) }] : [])];
}

/** What can be mended in a form, or says that somebody else was first; everything else goes on as it is. */
export function mendable(error: unknown): Problem {
  if (error instanceof Problem && [400, 409, 412, 422, 429].includes(error.type.status)) return error;
  throw error;
}

/** Wrong fields have their own summary in the form; whatever else stands in the way is said above the page. */
export const noticesOf = (problem: Problem, language: Language): Notice[] =>
  problem.fields.length > 0 ? [] : [{ kind: 'error', title: problem.titleIn(language), text: problem.detailIn(language) }];

/** The one text of a field; empty when it was not sent. */
export const textIn = (body: FormBody, name: string): string => {
  const value = body[name];
  return typeof value === 'string' ? value : '';
};
