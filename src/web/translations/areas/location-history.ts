import type { Translated } from '../../../kernel/index.js';

/** What happened to a location, and how it was. */
export const locationHistory = {
  'history.title': { nl: 'Geschiedenis', en: 'History' },
  'history.lead': { nl: 'Wie wat veranderde, van wat in wat. Het nieuwste staat bovenaan.', en: 'Who changed what, from what to what. The newest comes first.' },
  'history.all': { nl: 'Hele geschiedenis', en: 'The whole history' },
  'history.none': { nl: 'Er staat nog niets op het verslag.', en: 'There is nothing on the record yet.' },
  'history.as-it-was': { nl: 'Hoe was het op een moment?', en: 'How was it at a moment?' },
  'history.moment': { nl: 'Moment', en: 'Moment' },
  'history.moment.hint': { nl: 'Nederlandse tijd.', en: 'Dutch time.' },
  'history.show': { nl: 'Toon hoe het was', en: 'Show how it was' },
  'history.then': { nl: 'Zoals het hierna was', en: 'As it was after this' },
  'history.change': { nl: '{label}: van {from} naar {to}', en: '{label}: from {from} to {to}' },
  'history.filled-in': { nl: '{label}: {to}', en: '{label}: {to}' },
  'history.nothing': { nl: 'niet ingevuld', en: 'not filled in' },
  'history.more-fields.one': { nl: 'en nog {n} gegeven', en: 'and {n} more fact' },
  'history.more-fields.other': { nl: 'en nog {n} gegevens', en: 'and {n} more facts' },
  'history.service': { nl: 'Achter de Hand zelf', en: 'Achter de Hand itself' },
  'history.by': { nl: '{name}, {organisation}', en: '{name}, {organisation}' },
  'history.channel.page': { nl: 'op de site', en: 'on the site' },
  'history.channel.api': { nl: 'met een API-sleutel', en: 'with an API key' },
  'history.channel.answer-link': { nl: 'met een link uit een bericht', en: 'with a link in a message' },
  'history.channel.telephone': { nl: 'per telefoon', en: 'by telephone' },
  'history.channel.system': { nl: 'vanzelf', en: 'by itself' },

  'history.banner': { nl: 'Zo was het op {at}', en: 'This is how it was on {at}' },
  'history.banner.what': {
    nl: 'Wat er daarna veranderde, staat hier niet. Hier valt niets te wijzigen. De normen en regels zijn die van nu.',
    en: 'What changed afterwards is not here. Nothing can be changed here. The norms and rules are those of now.',
  },
  'history.banner.now': { nl: 'Zoals het nu is', en: 'As it is now' },
  'history.purged': { nl: 'Persoonlijke gegevens van toen zijn gewist: namen en contacten ontbreken of staan er als “…”.', en: 'Personal data of then has been erased: names and contacts are missing or stand here as “…”.' },
  'history.withdrawn-then': { nl: 'De locatie was toen ingetrokken.', en: 'The location had been withdrawn by then.' },

  'history.detail.finding': { nl: '{criterion}: {value}', en: '{criterion}: {value}' },
  'history.detail.finding-until': { nl: '{criterion}: {value}, geldig tot en met {day}', en: '{criterion}: {value}, valid up to and including {day}' },
  'history.detail.period': { nl: '{from} tot en met {until}', en: '{from} up to and including {until}' },
  'history.detail.period-open': { nl: 'vanaf {from}, einde onbekend', en: 'from {from}, end unknown' },
  'history.detail.due': { nl: '{criterion}, op te lossen vóór {day}', en: '{criterion}, to be solved before {day}' },
  'history.detail.lead-time': { nl: '{hours} gemeten', en: '{hours} measured' },
  'history.detail.reason': { nl: 'Reden: {reason}', en: 'Reason: {reason}' },
} as const satisfies Record<string, Translated>;
