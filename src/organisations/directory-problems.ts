import { INVALID_INPUT, Problem, type FieldError, type ProblemType, type Translated } from '../kernel/index.js';

export const EMAIL_TAKEN: ProblemType = {
  code: 'PERSON.EMAIL_TAKEN', status: 409,
  title: { nl: 'Dit e-mailadres is al in gebruik', en: 'This e-mail address is already in use' },
  detail: { nl: 'Elk persoon meldt zich aan met een eigen e-mailadres.', en: 'Every person signs in with an e-mail address of their own.' },
};
export const CODE_TAKEN: ProblemType = {
  code: 'ORGANISATION.CODE_TAKEN', status: 409,
  title: { nl: 'Deze organisatie bestaat al', en: 'This organisation exists already' },
  detail: { nl: 'Er is al een organisatie met CBS-code {code}.', en: 'There is already an organisation with CBS code {code}.' },
};
export const RANK_TAKEN: ProblemType = {
  code: 'CONTACT.RANK_TAKEN', status: 409,
  title: { nl: 'Deze plaats in de volgorde is bezet', en: 'This place in the order is taken' },
  detail: {
    nl: 'Een andere contactpersoon van deze organisatie heeft volgnummer {rank}. Kies een vrij nummer; nummers mogen gaten hebben.',
    en: 'Another contact of this organisation has rank {rank}. Choose a free number; numbers may have gaps.',
  },
};
export const CONTACT_NOT_YOURS: ProblemType = {
  code: 'CONTACT.NOT_YOURS', status: 403,
  title: { nl: 'Deze contactgegevens beheert een ander', en: 'These contacts are managed by another' },
  detail: {
    nl: 'Alleen de organisatie zelf en de dienstdoende meldkamer wijzigen haar contactgegevens. Er is niets gewijzigd.',
    en: 'Only the organisation itself and the duty desk change its contacts. Nothing was changed.',
  },
};

/** One wrong field, as the problem REQUEST.INVALID (400). */
export function wrongField(path: string, code: string, message: Translated, params: FieldError['params'] = {}): Problem {
  return new Problem(INVALID_INPUT, {}, [{ path, code, message, params }]);
}
