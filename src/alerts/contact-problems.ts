import type { ProblemType } from '../kernel/index.js';

export const CONTACT_WITHOUT_EMAIL: ProblemType = {
  code: 'CONTACT.WITHOUT_EMAIL', status: 409,
  title: { nl: 'Dit contact heeft geen e-mailadres', en: 'This contact has no e-mail address' },
  detail: { nl: 'Een proefbericht gaat per mail. Vul eerst een e-mailadres in, of bel het nummer.', en: 'A test message goes by mail. Enter an e-mail address first, or telephone the number.' },
};
export const TEST_TOO_SOON: ProblemType = {
  code: 'CONTACT.TEST_TOO_SOON', status: 429,
  title: { nl: 'Er is net een proefbericht verstuurd', en: 'A test message has just been sent' },
  detail: {
    nl: 'Mail kan enkele minuten onderweg zijn. Kijk ook bij ongewenste mail, en stuur over {minutes} min een nieuw proefbericht.',
    en: 'Mail may be under way for some minutes. Look in the junk mail too, and send another test message in {minutes} min.',
  },
};
export const TOO_MANY_TESTS: ProblemType = {
  code: 'CONTACT.TOO_MANY_TESTS', status: 429,
  title: { nl: 'Te veel proefberichten', en: 'Too many test messages' },
  detail: {
    nl: 'Uw organisatie verstuurt hooguit {perHour} proefberichten per uur. Probeer het later opnieuw.',
    en: 'Your organisation sends {perHour} test messages an hour at most. Try again later.',
  },
};
