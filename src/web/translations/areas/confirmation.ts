import type { Translated } from '../../../kernel/index.js';

/** "Confirm unchanged": what one press renews, on the page of a location, for all of them, and behind the link in a message. */
export const confirmation = {
  'confirmation.title': { nl: 'Ongewijzigd bevestigen', en: 'Confirm unchanged' },
  'confirmation.lead': {
    nl: 'Is er niets veranderd? Met één druk vernieuwt u wat daarmee vernieuwd mag worden. Al het andere blijft zoals het is.',
    en: 'Has nothing changed? One press renews what may be renewed by it. Everything else stays as it is.',
  },
  'confirmation.link.lead': {
    nl: 'Deze link is van {name}, {organisation}. Hij toont wat u met één druk vernieuwt. Door de link te openen is nog niets bevestigd.',
    en: 'This link belongs to {name}, {organisation}. It shows what one press renews. Opening the link has confirmed nothing yet.',
  },
  'confirmation.link.other': { nl: 'Bent u dat niet? Sluit deze pagina dan.', en: 'Is that not you? Then close this page.' },
  'confirmation.link.dead.title': { nl: 'Deze link werkt niet meer', en: 'This link no longer works' },
  'confirmation.link.dead': {
    nl: 'De link is verlopen of ingetrokken, of het adres klopt niet. Meld u aan en bevestig bij Locaties, of gebruik de link in een nieuwer bericht.',
    en: 'The link has expired or was withdrawn, or the address is not right. Sign in and confirm under Locations, or use the link in a newer message.',
  },
  'confirmation.renews': { nl: 'Wordt vernieuwd', en: 'Is renewed' },
  'confirmation.renews.contacts': { nl: '{criterion}: {roles}, bevestigd tot en met {day}', en: '{criterion}: {roles}, confirmed up to and including {day}' },
  'confirmation.renews.finding': { nl: '{criterion}: in orde tot en met {day}', en: '{criterion}: in order up to and including {day}' },
  'confirmation.keeps': { nl: 'Wordt hiermee niet vernieuwd', en: 'Is not renewed by it' },
  'confirmation.keeps.not-reached': { nl: '{role}: op {day} niet bereikt. Bel opnieuw en leg vast dat het lukte.', en: '{role}: not reached on {day}. Call again and record that it worked.' },
  'confirmation.keeps.never-confirmed': { nl: '{role}: nog nooit bevestigd. Bel en leg vast dat het lukte.', en: '{role}: never confirmed. Call and record that it worked.' },
  'confirmation.keeps.reason': { nl: '{label}: {text} {cure}', en: '{label}: {text} {cure}' },
  'confirmation.afterwards': { nl: 'Daarna', en: 'Afterwards' },
  'confirmation.nothing': { nl: 'Hier is nu niets dat u met een druk kunt vernieuwen.', en: 'There is nothing here now that a press can renew.' },
  'confirmation.nothing.others.one': { nl: 'Bij {n} andere locatie is niets te vernieuwen', en: 'At {n} other location there is nothing to renew' },
  'confirmation.nothing.others.other': { nl: 'Bij {n} andere locaties is niets te vernieuwen', en: 'At {n} other locations there is nothing to renew' },
  'confirmation.press': { nl: 'Ongewijzigd bevestigen', en: 'Confirm unchanged' },
  'confirmation.press.count.one': { nl: '{n} locatie ongewijzigd bevestigen', en: 'Confirm {n} location unchanged' },
  'confirmation.press.count.other': { nl: '{n} locaties ongewijzigd bevestigen', en: 'Confirm {n} locations unchanged' },
  'confirmation.all': { nl: 'Al uw locaties bevestigen', en: 'Confirm all your locations' },
  'confirmation.done.one': { nl: '{n} locatie is bevestigd. Wat hieronder staat, is de stand van nu.', en: '{n} location has been confirmed. Below is how things stand now.' },
  'confirmation.done.other': { nl: '{n} locaties zijn bevestigd. Wat hieronder staat, is de stand van nu.', en: '{n} locations have been confirmed. Below is how things stand now.' },
  'location.done.confirmed': { nl: 'De locatie is bevestigd.', en: 'The location has been confirmed.' },
  'location.history.location.confirmed': { nl: 'Ongewijzigd bevestigd', en: 'Confirmed unchanged' },
  'location.history.location.criterion-expired': { nl: 'Iets verlopen waardoor de locatie niet meer meetelt', en: 'Something ran out, so that the location no longer counts' },
  'location.history.location.lead-time-measured': { nl: 'Aanlooptijd gemeten', en: 'Lead time measured' },
} as const satisfies Record<string, Translated>;
