import type { Translated } from '../../../kernel/index.js';

/** The sign-in page. */
export const signIn = {
  'sign-in.title': { nl: 'Aanmelden', en: 'Sign in' },
  'sign-in.lead': {
    nl: 'Voor wie namens het ministerie, de provincie, een gemeente, het Rode Kruis, het COA of de meldkamer werkt met de reserveplekken.',
    en: 'For those who work with the reserve places for the ministry, the province, a municipality, the Red Cross, COA or the duty desk.',
  },
  'sign-in.email': { nl: 'E-mailadres', en: 'E-mail address' },
  'sign-in.email.hint': { nl: 'Van uw eigen account', en: 'Of your own account' },
  'sign-in.password': { nl: 'Wachtwoord', en: 'Password' },
  'sign-in.button': { nl: 'Aanmelden', en: 'Sign in' },
  'sign-in.answer.title': { nl: 'Alleen een alarm beantwoorden?', en: 'Only answering an alert?' },
  'sign-in.answer.text': {
    nl: 'Dan hoeft u zich niet aan te melden. Open de link in het bericht dat u kreeg.',
    en: 'Then you do not have to sign in. Open the link in the message you received.',
  },
  'sign-in.help.title': { nl: 'Lukt het niet?', en: 'Cannot sign in?' },
  'sign-in.help.text': {
    nl: 'Bel de dienstdoende meldkamer: die beheert de accounts.',
    en: 'Telephone the duty desk: it manages the accounts.',
  },
  'sign-in.demo.title': { nl: 'Aanmeldgegevens van de demonstratie', en: 'Sign-ins of the demonstration' },
  'sign-in.demo.text': {
    nl: 'Op de machine waarop deze demonstratie draait, staat per organisatie een e-mailadres en een wachtwoord in het bestand data/demo-credentials.json.',
    en: 'On the machine that runs this demonstration, the file data/demo-credentials.json holds an e-mail address and a password for each organisation.',
  },
} as const satisfies Record<string, Translated>;
