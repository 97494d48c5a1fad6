import { fill, type Language, type TextParams, type Translated } from './language.js';

/** A kind of error with a stable code: what is wrong and what to do, in every language. Lives next to the rule it belongs to. */
export type ProblemType = {
  readonly code: string;
  readonly status: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 416 | 422 | 428 | 429 | 500 | 503;
  readonly title: Translated;
  readonly detail: Translated;
};

/** One wrong field. `path` in the form `groups.families`; the message says what is expected. */
export type FieldError = {
  readonly path: string;
  readonly code: string;
  readonly message: Translated;
  readonly params?: TextParams;
};

/** Thrown by use cases; the HTTP layer turns it into problem+json or into the form with the messages beside the fields. */
export class Problem extends Error {
  constructor(
    readonly type: ProblemType,
    readonly params: TextParams = {},
    readonly fields: readonly FieldError[] = [],
    /** Facts a machine needs to go on, such as the id of the activation that is in the way. Never personal values. */
    readonly extra: Readonly<Record<string, unknown>> = {},
  ) {
    super(`${type.code}: ${fill(type.detail.en, params)}${fields.map((field) => ` [${field.path}: ${field.code}]`).join('')}`);
    this.name = 'Problem';
  }

  titleIn(language: Language): string {
    return fill(this.type.title[language], this.params);
  }

  detailIn(language: Language): string {
    return fill(this.type.detail[language], this.params);
  }
}

/** The one problem for bad input: every wrong field at once, nothing changed. */
export const INVALID_INPUT: ProblemType = {
  code: 'REQUEST.INVALID',
  status: 400,
  title: { nl: 'De invoer klopt niet', en: 'The input is not valid' },
  detail: {
    nl: 'Verbeter de genoemde velden en verstuur opnieuw. Er is niets opgeslagen.',
    en: 'Correct the fields named and send again. Nothing was saved.',
  },
};

export const NOT_FOUND: ProblemType = {
  code: 'REQUEST.NOT_FOUND',
  status: 404,
  title: { nl: 'Niet gevonden', en: 'Not found' },
  detail: {
    nl: 'Dit bestaat niet, of uw organisatie mag het niet inzien.',
    en: 'This does not exist, or your organisation may not see it.',
  },
};
