import type { Translated } from '../../../kernel/index.js';

/** The first page after signing in: what is available tonight, what is running. */
export const overview = {
  'overview.title': { nl: 'Overzicht', en: 'Overview' },
  'overview.lead': {
    nl: 'Wat er vannacht werkelijk inzetbaar is, en welke inzet er loopt.',
    en: 'What can really be used tonight, and which activation is running.',
  },
  'overview.running': { nl: 'Lopende inzetten', en: 'Running activations' },
  'overview.running.none': { nl: 'Er loopt nu geen inzet.', en: 'No activation is running now.' },
  'overview.running.since': { nl: 'Gestart {at}', en: 'Triggered {at}' },
  'overview.running.open': { nl: 'Naar de inzet', en: 'Go to the activation' },
  'overview.running.kind.real': { nl: 'Inzet van {places} plekken', en: 'Activation of {places} places' },
  'overview.running.kind.exercise': { nl: 'OEFENING: inzet van {places} plekken', en: 'EXERCISE: activation of {places} places' },
  'overview.reserve': { nl: 'Reserve', en: 'Reserve' },
  'overview.reserve.none': { nl: 'Er is nog geen reserveverzoek.', en: 'There is no reserve request yet.' },
  'overview.requested': { nl: 'Gevraagd', en: 'Requested' },
  'overview.usable': { nl: 'Nu inzetbaar', en: 'Ready now' },
  'overview.short': { nl: 'Tekort', en: 'Short' },
  'overview.expiring': { nl: 'Waarvan binnenkort verlopend: {n}', en: 'Of which expiring soon: {n}' },
  'overview.declined': { nl: 'Nu niet: {reason}', en: 'Declined: {reason}' },
  'overview.ask-again': { nl: 'Opnieuw vragen vanaf {day}.', en: 'To be asked again from {day}.' },
  'overview.not-counted': { nl: 'Telt niet mee: er is nog geen toezegging van de provincie.', en: 'Not counted: the province has not accepted yet.' },
  'overview.request': { nl: 'Bekijk het reserveverzoek', en: 'See the reserve request' },
} as const satisfies Record<string, Translated>;
