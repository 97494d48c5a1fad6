import type { Translated } from '../../../kernel/index.js';

/** What goes out after an outage of mail, in the place of what had waited. */
export const presentState = {
  'present-state.subject': { nl: 'Stand van nu: {open} van {places} plekken open, deadline {deadline}', en: 'Situation now: {open} of {places} places open, deadline {deadline}' },
  'present-state.subject.extra': { nl: 'Stand van nu: {open} van {places} extra plekken open, deadline {deadline}', en: 'Situation now: {open} of {places} extra places open, deadline {deadline}' },
  'present-state.subject.answer': { nl: 'Uw antwoord is nodig. {now}', en: 'Your answer is needed. {now}' },
  'present-state.why': {
    nl: 'Onze mail kwam een tijd niet weg. U krijgt daarom niet elk bericht dat bleef liggen, maar in één keer de stand van {now}.',
    en: 'Our mail did not get out for a while. So you do not get every message that had to wait, but the situation at {now}, at once.',
  },
  'present-state.no-part': { nl: 'Uw organisatie heeft nu geen locatie meer in deze inzet. U hoeft niets te doen.', en: 'Your organisation has no location in this activation any more. Nothing is asked of you.' },
  'present-state.deadline': { nl: 'De deadline is {deadline}.', en: 'The deadline is {deadline}.' },
  'present-state.deadline.extended': {
    nl: 'De deadline is {deadline}. PRO heeft hem verlengd; de eerste was {first}. Reden: {reason}.',
    en: 'The deadline is {deadline}. PRO put it off; the first one was {first}. Reason: {reason}.',
  },
  'present-state.location.open': { nl: '  Deze locatie is open.', en: '  This location is open.' },
  'present-state.location.extra': { nl: '  Deze locatie is voor extra plekken.', en: '  This location is for extra places.' },
  'present-state.location.late': { nl: '  Wordt te laat: naar verwachting open op {expected}.', en: '  Will be late: expected to open on {expected}.' },
  'present-state.overdue': { nl: 'Van uw organisatie al over tijd:', en: 'Overdue from your organisation already:' },
  'present-state.overdue.all': { nl: 'Al over tijd:', en: 'Overdue already:' },
  'present-state.overdue.line': { nl: '  - {organisation}: {milestone}, {location}, was uiterlijk {dueAt}', en: '  - {organisation}: {milestone}, {location}, was due {dueAt}' },
  'present-state.not-informed': { nl: 'Nog niet geïnformeerd:', en: 'Not informed yet:' },
  'present-state.coming.all': { nl: 'Nog niet gereed:', en: 'Not done yet:' },
  'present-state.near.line': { nl: '  - {organisation}: {milestone}, {location}, uiterlijk {dueAt}', en: '  - {organisation}: {milestone}, {location}, due {dueAt}' },
} as const satisfies Record<string, Translated>;
