import { Problem, INVALID_INPUT, type Actor, type FieldError } from '../kernel/index.js';

/** Who answers for an organisation: a person signed in, or the name and function given with a machine's key or an answer link. */
export type Responder = { readonly name: string; readonly function: string };

const REQUIRED = { nl: 'Vul dit veld in: een antwoord noemt wie het geeft.', en: 'Fill in this field: an answer names who gives it.' };

/**
 * The name and function under which an answer goes on record. What was filled in wins over the account, for a colleague may
 * answer at the same desk. Throws REQUEST.INVALID when neither says who it is.
 */
export function responderOf(actor: Actor, given: { name?: string | undefined; function?: string | undefined }): Responder {
  const own = actor.personId ? { name: actor.name, function: actor.function } : { name: '', function: '' };
  const responder = { name: given.name?.trim() || own.name, function: given.function?.trim() || own.function };
  const missing: FieldError[] = (['name', 'function'] as const)
    .filter((path) => responder[path] === '')
    .map((path) => ({ path, code: 'required', message: REQUIRED }));
  if (missing.length > 0) throw new Problem(INVALID_INPUT, {}, missing);
  return responder;
}
