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

export const NOT_A_DUTY_NUMBER: ProblemType = {
  code: 'CONTACT.NOT_A_DUTY_NUMBER', status: 409,
  title: { nl: 'Alleen piketnummers staan in het rooster', en: 'Only duty numbers are on the roster' },
  detail: {
    nl: 'Dit contact is een persoon. Maak er een piketnummer van, of laat de persoon bij een uitzondering invallen.',
    en: 'This contact is a person. Make it a duty number, or let the person stand in by an exception.',
  },
};

export const REPORT_NOT_YOURS: ProblemType = {
  code: 'CONTACT.REPORT_NOT_YOURS', status: 403,
  title: { nl: 'Of dit contact bereikt is, leggen anderen vast', en: 'Whether this contact was reached is recorded by others' },
  detail: {
    nl: 'Dat doen de organisatie zelf, de dienstdoende meldkamer en het ministerie (PRO). Er is niets vastgelegd.',
    en: 'That is done by the organisation itself, the duty desk and the ministry (PRO). Nothing was recorded.',
  },
};

/** One wrong field, as the problem REQUEST.INVALID (400). */
export function wrongField(path: string, code: string, message: Translated, params: FieldError['params'] = {}): Problem {
  return new Problem(INVALID_INPUT, {}, [{ path, code, message, params }]);
}
