import type { TextParams, Translated } from '../../kernel/index.js';

/** Why each location is in the plan or not. `{buildings}`: chosen locations; `{excess}`: places there that stay empty. */
export const PLAN_REASONS = {
  'holds-all': {
    nl: 'Biedt alle gevraagde plekken onder één dak; lege plekken: {excess}.',
    en: 'Holds everyone under one roof; empty places: {excess}.',
  },
  'smallest-set': {
    nl: 'Hoort bij het kleinste aantal locaties ({buildings}) dat samen genoeg plek biedt; lege plekken: {excess}.',
    en: 'Belongs to the smallest number of locations ({buildings}) that hold enough; empty places: {excess}.',
  },
  'all-that-is-ready': {
    nl: 'Nodig: er is minder inzetbaar dan gevraagd, deze plekken verkleinen het tekort.',
    en: 'Needed: less is ready than asked for, these places reduce the shortfall.',
  },
  'by-hand': { nl: 'Met de hand gekozen.', en: 'Chosen by hand.' },
  'no-places': {
    nl: 'Geen vastgestelde capaciteit op dit moment.',
    en: 'No verified capacity at this moment.',
  },
  'suits-no-group': {
    nl: 'Geschikt voor geen van de gevraagde groepen.',
    en: 'Suits none of the groups asked for.',
  },
  'too-slow': {
    nl: 'Niet op tijd: gebruiksklaar maken duurt langer dan de tijd die er nog is.',
    en: 'Not in time: making it ready takes longer than the time that is left.',
  },
  'not-needed': {
    nl: 'Niet nodig: zonder deze locatie is er al genoeg plek (gekozen locaties: {buildings}).',
    en: 'Not needed: there is enough room without this location (locations chosen: {buildings}).',
  },
  'adds-nothing': {
    nl: 'Biedt geen plek aan de groepen die nog tekortkomen.',
    en: 'Has no place for the groups that are still short.',
  },
} as const satisfies Readonly<Record<string, Translated>>;

export type PlanReasonCode = keyof typeof PLAN_REASONS;

/** Fill `PLAN_REASONS[code]` with `params` to show it. */
export type PlanReason = { readonly code: PlanReasonCode; readonly params: TextParams };
