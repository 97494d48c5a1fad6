import { fill, Problem, type FieldError, type ProblemType, type Translated } from '../../kernel/index.js';
import { FOUND_KINDS, MEDIA_TYPES, type ContentFault, type RefusedContent } from '../../platform/storage/index.js';

export const DOCUMENT_EMPTY: ProblemType = {
  code: 'DOCUMENT.EMPTY', status: 400,
  title: { nl: 'Het bestand is leeg', en: 'The file is empty' },
  detail: { nl: 'Er staat niets in. Kies een ander bestand.', en: 'There is nothing in it. Choose another file.' },
};
export const DOCUMENT_TYPE: ProblemType = {
  code: 'DOCUMENT.TYPE_NOT_ALLOWED', status: 415,
  title: { nl: 'Deze soort bestand kan niet', en: 'This kind of file cannot be kept' },
  detail: {
    nl: 'Naar zijn inhoud is dit {found}. Alleen PDF, PNG en JPEG kunnen. Bewaar het als een van die drie en kies het opnieuw.',
    en: 'By its content this is {found}. Only PDF, PNG and JPEG can be kept. Save it as one of those three and choose it again.',
  },
};
export const DOCUMENT_INCOMPLETE: ProblemType = {
  code: 'DOCUMENT.INCOMPLETE', status: 400,
  title: { nl: 'Het bestand is niet heel', en: 'The file is not whole' },
  detail: {
    nl: 'Het begint als {found}, maar eindigt niet zoals dat hoort: het is afgebroken, of er staat nog iets achter. Bewaar het opnieuw als PDF, PNG of JPEG en kies het dan weer.',
    en: 'It begins as {found} but does not end as it should: it was cut off, or something else follows. Save it again as PDF, PNG or JPEG, then choose it again.',
  },
};
export const DOCUMENT_DAMAGED: ProblemType = {
  code: 'DOCUMENT.DAMAGED', status: 400,
  title: { nl: 'Het bestand is beschadigd', en: 'The file is damaged' },
  detail: {
    nl: 'Het begint als {found}, maar de delen ervan kloppen niet. Open het, bewaar het opnieuw als PDF, PNG of JPEG en kies het dan weer.',
    en: 'It begins as {found}, but its parts do not fit. Open it, save it again as PDF, PNG or JPEG, then choose it again.',
  },
};
export const DOCUMENT_MIXED: ProblemType = {
  code: 'DOCUMENT.MIXED', status: 415,
  title: { nl: 'In het bestand zit nog iets anders', en: 'There is something else in the file' },
  detail: {
    nl: 'Het is {found}, en tegelijk iets anders: zo kan iets schadelijks worden verstopt. Open het, bewaar het opnieuw als PDF, PNG of JPEG en kies het dan weer.',
    en: 'It is {found} and something else as well: harmful things can be hidden that way. Open it, save it again as PDF, PNG or JPEG, then choose it again.',
  },
};
export const DOCUMENT_INFECTED: ProblemType = {
  code: 'DOCUMENT.INFECTED', status: 422,
  title: { nl: 'In het bestand is een virus gevonden', en: 'A virus was found in the file' },
  detail: {
    nl: 'De virusscanner noemt het {name}. Er is niets opgeslagen. Meld dit aan uw eigen beheerder en gebruik het bestand niet.',
    en: 'The virus scanner calls it {name}. Nothing was saved. Tell your own administrator, and do not use the file.',
  },
};
export const DOCUMENT_NOT_SCANNED: ProblemType = {
  code: 'DOCUMENT.SCANNER_UNAVAILABLE', status: 503,
  title: { nl: 'Het bestand kon niet op virussen worden gecontroleerd', en: 'The file could not be checked for viruses' },
  detail: {
    nl: 'De virusscanner geeft geen oordeel, en zonder dat wordt niets bewaard. Probeer het over een paar minuten opnieuw.',
    en: 'The virus scanner gives no verdict, and without one nothing is kept. Try again in a few minutes.',
  },
};
export const TOO_MANY_DOCUMENTS: ProblemType = {
  code: 'DOCUMENT.TOO_MANY', status: 409,
  title: { nl: 'Er staan te veel documenten bij deze locatie', en: 'There are too many documents at this location' },
  detail: { nl: 'Er kunnen er {maximum} staan. Verwijder eerst wat niet meer nodig is.', en: 'There can be {maximum}. First remove what is not needed any more.' },
};
export const CONTENT_MISSING: ProblemType = {
  code: 'DOCUMENT.CONTENT_MISSING', status: 500,
  title: { nl: 'De inhoud van dit document is zoek', en: 'The content of this document is missing' },
  detail: {
    nl: 'Het document staat geregistreerd, maar in de opslag is de inhoud er niet, of niet heel. De fout ligt bij ons en is vastgelegd. Voeg het document zo nodig opnieuw toe.',
    en: 'The document is on file, but in the storage its content is not there, or not whole. The fault is ours and has been logged. Add the document again if you need to.',
  },
};
export const RANGE_OUTSIDE: ProblemType = {
  code: 'DOCUMENT.RANGE_OUTSIDE', status: 416,
  title: { nl: 'Dat deel van het document bestaat niet', en: 'There is no such part of the document' },
  detail: { nl: 'Het document is {size} bytes lang.', en: 'The document is {size} bytes long.' },
};

export const REFUSALS: Readonly<Record<ContentFault, ProblemType>> = {
  empty: DOCUMENT_EMPTY, 'other-type': DOCUMENT_TYPE, 'cut-off': DOCUMENT_INCOMPLETE, damaged: DOCUMENT_DAMAGED, mixed: DOCUMENT_MIXED,
};

export const NO_FILE: FieldError = { path: 'file', code: 'required', message: { nl: 'Kies een bestand.', en: 'Choose a file.' } };
export const NOT_A_PICTURE: FieldError = {
  path: 'kind', code: 'not-a-picture',
  message: { nl: 'Een foto is een PNG of een JPEG, geen PDF. Kies een andere soort document.', en: 'A photo is a PNG or a JPEG, not a PDF. Choose another kind of document.' },
};

/** The refusal of a file, beside its field: what was found, what is allowed, and what to do. */
export function refusedContent({ fault, found }: RefusedContent): Problem {
  const type = REFUSALS[fault];
  const detail: Translated = { nl: fill(type.detail.nl, { found: FOUND_KINDS[found].nl }), en: fill(type.detail.en, { found: FOUND_KINDS[found].en }) };
  return new Problem({ ...type, detail }, {}, [{ path: 'file', code: fault, message: detail }], { found, allowed: MEDIA_TYPES });
}

/** The same for a problem that is about the file but not about what it is. */
export function besideTheFile(problem: Problem): Problem {
  const message: Translated = { nl: problem.detailIn('nl'), en: problem.detailIn('en') };
  return new Problem({ ...problem.type, detail: message }, {}, [{ path: 'file', code: problem.type.code, message }], problem.extra);
}
