import type { Translated } from '../../../kernel/index.js';

/** The calendar of an organisation: its appointments, and the page of its secret link. */
export const calendar = {
  'calendar.name': { nl: 'Achter de Hand: inzetten', en: 'Achter de Hand: activations' },
  'calendar.deadline': { nl: 'Deadline inzet: {places} reserveplekken', en: 'Activation deadline: {places} reserve places' },
  'calendar.extra-deadline': { nl: 'Deadline extra plekken', en: 'Deadline of extra places' },
  'calendar.milestone': { nl: '{milestone}: {location}', en: '{milestone}: {location}' },
  'calendar.milestone.done': { nl: '{milestone}: {location} (gedaan)', en: '{milestone}: {location} (done)' },
  'calendar.last-night': { nl: 'Afgesproken laatste nacht: {location}', en: 'Agreed last night: {location}' },
  'calendar.more': { nl: 'Bekijk de inzet: {url}', en: 'See the activation: {url}' },

  'calendar.page.title': { nl: 'Agenda van uw organisatie', en: 'Calendar of your organisation' },
  'calendar.page.lead': {
    nl: 'Zet deadlines, eigen mijlpalen en laatste nachten in uw agendaprogramma. Wat verandert of vervalt, verandert daar mee.',
    en: 'Put deadlines, your own milestones and last nights into your calendar program. What changes or lapses, changes there too.',
  },
  'calendar.page.link': { nl: 'Geheime link', en: 'Secret link' },
  'calendar.page.who': {
    nl: 'Wie de link heeft, ziet de agenda zonder aan te melden. Er staan geen namen van personen of telefoonnummers in. Trek de link in als iemand die niet meer mag zien.',
    en: 'Whoever has the link sees the calendar without signing in. It holds no names of persons or telephone numbers. Withdraw the link when somebody may no longer see it.',
  },
  'calendar.page.none': { nl: 'Er is nog geen link.', en: 'There is no link yet.' },
  'calendar.page.since': { nl: 'Link gemaakt op {at}. De link zelf is niet opgeslagen en kan niet opnieuw worden getoond.', en: 'Link made on {at}. The link itself is not stored and cannot be shown again.' },
  'calendar.page.new': { nl: 'Uw nieuwe link', en: 'Your new link' },
  'calendar.page.once': {
    nl: 'Kopieer de link nu: hij wordt maar één keer getoond. Kies in uw agendaprogramma “abonneren op een agenda” en plak de link.',
    en: 'Copy the link now: it is shown only once. Choose “subscribe to a calendar” in your calendar program and paste the link.',
  },
  'calendar.page.create': { nl: 'Link maken', en: 'Make a link' },
  'calendar.page.replace': { nl: 'Vervangen door een nieuwe link', en: 'Replace with a new link' },
  'calendar.page.replace.hint': { nl: 'De oude link werkt daarna niet meer.', en: 'The old link then no longer works.' },
  'calendar.page.withdraw': { nl: 'Link intrekken', en: 'Withdraw the link' },
  'calendar.page.withdrawn': { nl: 'De link is ingetrokken en werkt niet meer.', en: 'The link has been withdrawn and no longer works.' },
  'calendar.page.open': { nl: 'Agenda-link', en: 'Calendar link' },
} as const satisfies Record<string, Translated>;
