import { fill, Problem, type OrganisationKind, type ProblemType, type Translated } from '../kernel/index.js';
import { kindsPermitted, type Action } from './domain/permissions.js';

export const AUTH_REQUIRED: ProblemType = {
  code: 'AUTH.REQUIRED', status: 401,
  title: { nl: 'Meld u eerst aan', en: 'Sign in first' },
  detail: {
    nl: 'U bent niet aangemeld, uw aanmelding is verlopen, of de sleutel is niet (meer) geldig.',
    en: 'You are not signed in, your sign-in has expired, or the key is not valid (any more).',
  },
};
export const AUTH_FORBIDDEN: ProblemType = {
  code: 'AUTH.FORBIDDEN', status: 403,
  title: { nl: 'Dit mag uw organisatie niet', en: 'Your organisation may not do this' },
  detail: { nl: 'Alleen {kinds} mag dit. Er is niets gewijzigd.', en: 'Only {kinds} may do this. Nothing was changed.' },
};
export const AUTH_FAILED: ProblemType = {
  code: 'AUTH.FAILED', status: 401,
  title: { nl: 'Aanmelden is niet gelukt', en: 'Signing in did not work' },
  detail: {
    nl: 'Het e-mailadres of het wachtwoord klopt niet. Controleer beide en probeer het opnieuw.',
    en: 'The e-mail address or the password is wrong. Check both and try again.',
  },
};
export const AUTH_TOO_MANY: ProblemType = {
  code: 'AUTH.TOO_MANY', status: 429,
  title: { nl: 'Te vaak geprobeerd', en: 'Too many attempts' },
  detail: {
    nl: 'Er is te vaak met een verkeerd wachtwoord geprobeerd aan te melden. Probeer het over {minutes} min opnieuw. Wie al is aangemeld, kan gewoon doorwerken.',
    en: 'There were too many attempts to sign in with a wrong password. Try again in {minutes} min. Whoever is signed in already can go on working.',
  },
};
export const AUTH_CROSS_SITE: ProblemType = {
  code: 'AUTH.CROSS_SITE', status: 403,
  title: { nl: 'Dit verzoek kwam niet van deze site', en: 'This request did not come from this site' },
  detail: {
    nl: 'Er is niets gewijzigd. Open de pagina op deze site en doe het daar opnieuw. Een koppeling gebruikt een API-sleutel (Authorization: Bearer), geen cookie.',
    en: 'Nothing was changed. Open the page on this site and do it there again. A program uses an API key (Authorization: Bearer), not a cookie.',
  },
};

const KIND_NAMES: Readonly<Record<OrganisationKind, Translated>> = {
  ministry: { nl: 'het ministerie (PRO)', en: 'the ministry (PRO)' },
  province: { nl: 'de provincie (PRT)', en: 'the province (PRT)' },
  municipality: { nl: 'een gemeente', en: 'a municipality' },
  'red-cross': { nl: 'het Rode Kruis', en: 'the Red Cross' },
  coa: { nl: 'het COA', en: 'COA' },
  operations: { nl: 'de dienstdoende meldkamer', en: 'the duty desk' },
  auditor: { nl: 'de auditor', en: 'the auditor' },
};
const CLOSED: Translated = {
  nl: 'Er is niet vastgelegd wie deze ingang mag gebruiken; daarom blijft hij dicht.',
  en: 'Nobody decided who may use this entrance; so it stays closed.',
};

/** The refusal that says which kinds of organisation may do one of these actions. With no action the route decided nothing. */
export function forbidden(actions: readonly Action[]): Problem {
  const kinds = kindsPermitted(actions);
  const detail: Translated = kinds.length === 0 ? CLOSED : {
    nl: fill(AUTH_FORBIDDEN.detail.nl, { kinds: listed(kinds, 'nl', 'of') }),
    en: fill(AUTH_FORBIDDEN.detail.en, { kinds: listed(kinds, 'en', 'or') }),
  };
  return new Problem({ ...AUTH_FORBIDDEN, detail }, {}, [], { allowedKinds: kinds });
}

function listed(kinds: readonly OrganisationKind[], language: 'nl' | 'en', or: string): string {
  const names = kinds.map((kind) => KIND_NAMES[kind][language]);
  return names.length === 1 ? names[0]! : `${names.slice(0, -1).join(', ')} ${or} ${names.at(-1)}`;
}

/** The refusal to try again so soon, with the seconds to wait for Retry-After. */
export const tooManyAttempts = (seconds: number): Problem =>
  new Problem(AUTH_TOO_MANY, { minutes: Math.ceil(seconds / 60) }, [], { retryAfterSeconds: seconds });
