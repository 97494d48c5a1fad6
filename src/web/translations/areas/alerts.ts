import type { Translated } from '../../../kernel/index.js';

/** Reminders, handed-on alerts and the messages to operations; and the built-in mailbox. */
export const alerts = {
  'alert.reminder.subject': { nl: 'Herinnering: {subject}', en: 'Reminder: {subject}' },
  'alert.reminder.why': {
    nl: 'Herinnering: de ontvangst van het bericht van {time} is nog niet bevestigd. Bevestig de ontvangst zo snel mogelijk.',
    en: 'Reminder: receipt of the message of {time} has not been confirmed yet. Please confirm receipt as soon as possible.',
  },
  'alert.handed-on.subject': { nl: 'Doorgemeld: {subject}', en: 'Escalated: {subject}' },
  'alert.handed-on.why.no-answer': {
    nl: 'U krijgt dit bericht omdat de ontvangst nog niet is bevestigd door: {names}. Bevestig de ontvangst zo snel mogelijk.',
    en: 'You get this message because receipt has not been confirmed yet by: {names}. Please confirm receipt as soon as possible.',
  },
  'alert.handed-on.why.refused': {
    nl: 'U krijgt dit bericht omdat mail niet aankomt bij: {names}.',
    en: 'You get this message because mail does not arrive at: {names}.',
  },
  'alert.handed-on.why.duty-ended': {
    nl: 'U krijgt dit bericht omdat de ontvangst nog niet is bevestigd en wie eerder is gealarmeerd nu geen dienst meer heeft. Bevestig de ontvangst zo snel mogelijk.',
    en: 'You get this message because receipt has not been confirmed yet and whoever was alerted before is no longer on duty. Please confirm receipt as soon as possible.',
  },
  'alert.operations.subject.no-answer': { nl: 'Geen antwoord van {organisation}: bel nu', en: 'No answer from {organisation}: telephone now' },
  'alert.operations.subject.unreachable': { nl: '{organisation} is niet per mail bereikt: bel nu', en: '{organisation} was not reached by mail: telephone now' },
  'alert.operations.subject.unverified': { nl: '{organisation} is misschien niet per mail te bereiken: bel nu', en: '{organisation} may not be reached by mail: telephone now' },
  'alert.operations.why.no-answer': {
    nl: 'Niemand van {organisation} heeft de ontvangst bevestigd.',
    en: 'Nobody of {organisation} has confirmed receipt.',
  },
  'alert.operations.why.no-contact': {
    nl: '{organisation} heeft geen contact met een e-mailadres. Het bericht hieronder is niet verstuurd.',
    en: '{organisation} has no contact with an e-mail address. The message below was not sent.',
  },
  'alert.operations.why.unverified': {
    nl: 'Van geen enkel e-mailadres van {organisation} is ooit gebleken dat het werkt. Het bericht hieronder is wel verstuurd; bel om zeker te zijn dat het is gelezen.',
    en: 'No e-mail address of {organisation} was ever shown to work. The message below was sent all the same; telephone to be sure that it was read.',
  },
  'alert.operations.why.refused': {
    nl: 'Geen enkel bereikbaar e-mailadres van {organisation} is nog over: de mailserver weigert het bericht hieronder.',
    en: 'No e-mail address of {organisation} is left that can be reached: the mail server refuses the message below.',
  },
  'alert.operations.call': { nl: 'Bel, in deze volgorde:', en: 'Telephone, in this order:' },
  'alert.operations.line.on-duty': { nl: '- {name}, {function}: {telephone} (nu dienst)', en: '- {name}, {function}: {telephone} (on duty now)' },
  'alert.operations.line.person': { nl: '- {name}, {function}: {telephone}', en: '- {name}, {function}: {telephone}' },
  'alert.operations.line.off-duty': { nl: '- {name}, {function}: {telephone} (nu geen dienst)', en: '- {name}, {function}: {telephone} (not on duty now)' },
  'alert.operations.no-number': { nl: 'geen nummer bekend', en: 'no number known' },
  'alert.operations.nobody-to-call': {
    nl: 'Er is geen enkel contact bekend. Zoek het nummer op en bel.',
    en: 'No contact is known at all. Look up the number and telephone.',
  },
  'alert.operations.message': { nl: 'Het bericht was: {subject}', en: 'The message was: {subject}' },
  'alert.failure.subject': { nl: 'Storing: {kind} wordt niet uitgevoerd', en: 'Failure: {kind} is not carried out' },
  'alert.failure.what': {
    nl: 'Wat {time} gedaan moest worden ({kind}) is {attempts} keer mislukt. Neem nu met de hand over wat hier had moeten gebeuren.',
    en: 'What was due {time} ({kind}) has failed {attempts} times. Take over by hand now what should have happened here.',
  },
  'alert.failure.error': { nl: 'Fout: {error}', en: 'Error: {error}' },
  'alert.failure.next': { nl: 'Het systeem blijft het proberen. Kenmerk voor de beheerder: {id}', en: 'The system keeps trying. Reference for the administrator: {id}' },

  'mailbox.title': { nl: 'Postvak', en: 'Mailbox' },
  'mailbox.lead': {
    nl: 'Alle mail blijft hier: er is geen mailserver ingesteld en er gaat niets naar buiten.',
    en: 'All mail stays here: no mail server is set up and nothing goes out.',
  },
  'mailbox.caption': { nl: 'Berichten, nieuwste eerst', en: 'Messages, newest first' },
  'mailbox.empty': { nl: 'Er is nog geen bericht verstuurd.', en: 'No message has been sent yet.' },
  'mailbox.subject': { nl: 'Onderwerp', en: 'Subject' },
  'mailbox.no-subject': { nl: '(geen onderwerp)', en: '(no subject)' },
  'mailbox.to': { nl: 'Aan', en: 'To' },
  'mailbox.from': { nl: 'Van', en: 'From' },
  'mailbox.received': { nl: 'Ontvangen', en: 'Received' },
  'mailbox.text': { nl: 'Bericht', en: 'Message' },
} as const satisfies Record<string, Translated>;
