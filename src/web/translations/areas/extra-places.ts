import type { Translated } from '../../../kernel/index.js';

/** More places for a running activation, on pages and in mail. */
export const extraPlaces = {
  'extra.ask': { nl: 'Extra plekken vragen', en: 'Ask for extra places' },
  'extra.hint': {
    nl: 'Voor meer plekken dan bij de start van de inzet. Eerst ziet u wat er gebeurt; daarna bevestigt u.',
    en: 'For more places than at the start of the activation. First you see what will happen; then you confirm.',
  },
  'extra.places': { nl: 'Aantal extra plekken', en: 'Number of extra places' },
  'extra.groups.hint': { nl: 'Samen gelijk aan het aantal extra plekken.', en: 'Together equal to the number of extra places.' },
  'extra.reason': { nl: 'Waarom zijn er meer plekken nodig?', en: 'Why are more places needed?' },
  'extra.reason.hint': { nl: 'Staat op de pagina van de inzet en gaat naar de provincie en de piketdienst. Geen persoonsgegevens.', en: 'Stands on the page of the activation and goes to the province and the duty desk. No personal data.' },
  'extra.deadline': { nl: 'Eigen deadline', en: 'A deadline of their own' },
  'extra.deadline.hint': {
    nl: 'Leeg: dezelfde deadline als de inzet. Een eigen deadline ligt nooit vóór die van de inzet.',
    en: 'Empty: the same deadline as the activation. A deadline of their own is never before that of the activation.',
  },
  'extra.done': { nl: 'De extra plekken zijn gevraagd. Iedereen die iets moet doen, heeft bericht.', en: 'The extra places have been asked for. Everyone who has to act was told.' },
  'extra.confirm.lead': { nl: 'Er is nog niemand gevraagd.', en: 'Nobody has been asked yet.' },
  'extra.confirm.clock': { nl: 'geldt voor de extra plekken de deadline {deadline}', en: 'the deadline of the extra places is {deadline}' },
  'extra.confirm.apart': {
    nl: 'krijgen de extra plekken een eigen uitkomst. De uitkomst van de inzet blijft gaan over de eerste {places} plekken.',
    en: 'the extra places get an outcome of their own. The outcome of the activation stays about the first {places} places.',
  },
  'extra.confirm.button': { nl: 'Vraag de extra plekken nu', en: 'Ask for the extra places now' },

  'extra.title': { nl: 'Extra gevraagd: {places}', en: 'Asked for in addition: {places}' },
  'extra.countdown': { nl: 'Resterende tijd voor de extra plekken', en: 'Time left for the extra places' },
  'extra.progress': { nl: 'Extra open', en: 'Extra open' },
  'extra.deadline.own': { nl: 'eigen deadline', en: 'a deadline of their own' },
  'extra.deadline.same': { nl: 'die van de inzet', en: 'that of the activation' },
  'extra.asked': { nl: 'Gevraagd door', en: 'Asked for by' },
  'extra.apart': {
    nl: 'Deze plekken hebben een eigen uitkomst en tellen niet mee voor die van de inzet.',
    en: 'These places have an outcome of their own and do not count for that of the activation.',
  },
  'extra.shortfall': { nl: 'Van de extra plekken zijn er {shortfall} niet gepland.', en: 'Of the extra places {shortfall} are not planned.' },
  'action.extra-places.asked': { nl: 'Extra plekken gevraagd', en: 'Extra places asked for' },
  'action.extra-places.deadline-near': { nl: 'De deadline van extra plekken nadert', en: 'The deadline of extra places is near' },
  'action.extra-places.outcome': { nl: 'Uitkomst van extra plekken vastgesteld', en: 'Outcome of extra places decided' },

  'extra-mail.asked.subject': { nl: 'Extra plekken: {planned} van {places} gepland, deadline {deadline}', en: 'Extra places: {planned} of {places} planned, deadline {deadline}' },
  'extra-mail.asked.intro': {
    nl: 'PRO vraagt voor deze inzet {places} extra plekken ({groups}). Deadline: {deadline}. Reden: {reason}.',
    en: 'PRO asks for {places} extra places for this activation ({groups}). Deadline: {deadline}. Reason: {reason}.',
  },
  'extra-mail.shortfall': {
    nl: 'Let op: voor {shortfall} van de {places} extra plekken is geen locatie gevonden.',
    en: 'Note: no location was found for {shortfall} of the {places} extra places.',
  },
  'extra-mail.asked.apart': {
    nl: 'De extra plekken krijgen een eigen uitkomst. De uitkomst van de inzet blijft gaan over de plekken die bij de start zijn gevraagd.',
    en: 'The extra places get an outcome of their own. The outcome of the activation stays about the places asked for at the start.',
  },
  'extra-mail.for-extra': { nl: 'Dit gaat over extra plekken. Die moeten open zijn vóór {deadline}.', en: 'This is about extra places. They have to be open before {deadline}.' },
  'extra-mail.state': { nl: 'Open: {open} van {places} extra plekken.', en: 'Open: {open} of {places} extra places.' },
  'extra-mail.near.subject': { nl: 'Extra plekken: deadline {deadline} nadert, {open} van {places} open', en: 'Extra places: the deadline {deadline} is near, {open} of {places} open' },
  'extra-mail.met.subject': { nl: 'Extra plekken gehaald: {open} van {places} open', en: 'Extra places met: {open} of {places} open' },
  'extra-mail.met.intro': {
    nl: 'De gevraagde extra plekken waren open om {at}, vóór de deadline {deadline}.',
    en: 'The extra places asked for were open at {at}, before the deadline {deadline}.',
  },
  'extra-mail.missed.subject': { nl: 'Extra plekken niet gehaald: {open} van {places} open', en: 'Extra places missed: {open} of {places} open' },
  'extra-mail.missed.intro': {
    nl: 'De deadline van de extra plekken, {deadline}, is voorbij. De inzet gaat door; wat later open gaat, telt als te laat.',
    en: 'The deadline of the extra places, {deadline}, has passed. The activation goes on; what opens later counts as late.',
  },
  'extra-mail.outcome.apart': {
    nl: 'Dit verandert niets aan de uitkomst van de inzet zelf.',
    en: 'This changes nothing about the outcome of the activation itself.',
  },

  'after.extra': { nl: 'Extra plekken', en: 'Extra places' },
  'after.extra.about': {
    nl: 'Gevraagd terwijl de inzet liep. Ze tellen niet mee voor de uitkomst van de inzet.',
    en: 'Asked for while the activation ran. They do not count for the outcome of the activation.',
  },
  'after.extra.asked': { nl: 'Gevraagd op', en: 'Asked for at' },
  'after.extra.deadline': { nl: 'Deadline', en: 'Deadline' },
  'after.extra.opened': { nl: 'Open gegaan', en: 'Opened' },
  'after.deployment.extra': { nl: 'Deze locatie was voor extra plekken.', en: 'This location was for extra places.' },
} as const satisfies Readonly<Record<string, Translated>>;
