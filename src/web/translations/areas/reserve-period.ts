import type { Translated } from '../../../kernel/index.js';

/** The end of a reservation period on the page of a request: what is to be decided, the extension, the release. */
export const reservePeriod = {
  'reserve.period-over': { nl: 'De periode is voorbij', en: 'The period is over' },
  'reserve.period-over.what': { nl: 'De laatste dag was {to}. Daarna wordt er niets meer gevraagd en telt er niets meer mee.', en: 'The last day was {to}. After it nothing is asked for and nothing counts.' },
  'reserve.period': { nl: 'Einde van de periode', en: 'End of the period' },
  'reserve.period.last-day': { nl: 'Laatste dag', en: 'Last day' },
  'reserve.period.left.one': { nl: 'nog {n} dag', en: '{n} day left' },
  'reserve.period.left.other': { nl: 'nog {n} dagen', en: '{n} days left' },
  'reserve.weeks.one': { nl: '{n} week', en: '{n} week' },
  'reserve.weeks.other': { nl: '{n} weken', en: '{n} weeks' },
  'reserve.period.next': { nl: 'Volgende periode', en: 'Next period' },
  'reserve.period.next.none': { nl: 'Niet gevraagd', en: 'Not asked for' },
  'reserve.period.previous': { nl: 'Vorige periode', en: 'Previous period' },
  'reserve.period.previous.open': { nl: 'Naar dat verzoek', en: 'To that request' },
  'reserve.period.until': { nl: 'tot en met {to}', en: 'up to and including {to}' },
  'reserve.period.released-on': { nl: 'Vrijgegeven', en: 'Released' },
  'reserve.period.retention': { nl: 'Bewaartermijn vanaf', en: 'Retention from' },
  'reserve.period.running': { nl: 'Lopende inzet', en: 'Activation running' },
  'reserve.period.running.open': { nl: 'Naar de inzet', en: 'To the activation' },

  'reserve.decision.extend-or-release': { nl: 'Besluit nodig: verlengen of vrijgeven', en: 'To be decided: extend or release' },
  'reserve.decision.extend-or-release.what': {
    nl: 'De periode eindigt op {to}. PRO besluit of er een volgende periode komt of dat de reserve wordt vrijgegeven. Zonder besluit telt er daarna niets meer mee.',
    en: 'The period ends on {to}. PRO decides whether there will be a next period or the reserve is released. Without a decision nothing counts after that.',
  },
  'reserve.decision.await-extension': { nl: 'De verlenging is gevraagd', en: 'The extension has been asked for' },
  'reserve.decision.await-extension.what': {
    nl: 'De periode eindigt op {to}. De provincie moet de volgende periode nog aanvaarden; tot dan telt daarvan niets mee.',
    en: 'The period ends on {to}. The province has yet to accept the next period; until then nothing of it counts.',
  },
  'reserve.decision.end-activation': { nl: 'Besluit nodig: de periode is voorbij en er loopt nog een inzet', en: 'To be decided: the period is over and an activation still runs' },
  'reserve.decision.end-activation.what': {
    nl: 'De laatste dag was {to}. De inzet is niet vanzelf beëindigd: PRO besluit uitdrukkelijk over het einde ervan.',
    en: 'The last day was {to}. The activation was not ended by itself: PRO decides expressly about its end.',
  },

  'reserve.extend': { nl: 'Volgende periode vragen', en: 'Ask for a next period' },
  'reserve.extend.lead': {
    nl: 'Dit wordt een nieuw verzoek, dat op {from} begint. De provincie en de gemeenten antwoorden opnieuw, en de collegebesluiten moeten lang genoeg gelden. De huidige periode blijft tot haar einde zoals zij is.',
    en: 'This becomes a new request, which begins on {from}. The province and the municipalities answer anew, and the college decisions must last long enough. The present period stays as it is to its end.',
  },
  'reserve.extend.to': { nl: 'Nieuwe laatste dag', en: 'New last day' },
  'reserve.extend.send': { nl: 'Verlenging vragen', en: 'Ask for the extension' },
  'reserve.done.extended': { nl: 'De verlenging is gevraagd. Dit is het verzoek voor de volgende periode.', en: 'The extension has been asked for. This is the request for the next period.' },
} as const satisfies Record<string, Translated>;
