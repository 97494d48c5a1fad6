import type { ProblemType } from '../../kernel/index.js';

export const MANDATE_NOT_VALID: ProblemType = {
  code: 'TRIGGER_REQUEST.MANDATE_NOT_VALID',
  status: 409,
  title: { nl: 'Deze ambtenaar mag nu geen inzet opdragen', en: 'This official may not order an activation now' },
  detail: {
    nl: 'Het mandaat is verlopen, ingetrokken, nog niet geldig, van een ander ministerie of zonder nummer om terug te bellen. Bel een andere ambtenaar van de mandaatlijst, of laat PRO zelf starten.',
    en: 'The mandate has expired, was withdrawn, is not valid yet, belongs to another ministry or has no number to call back. Call another official of the mandate list, or have PRO trigger.',
  },
};

export const PERSON_NEEDED: ProblemType = {
  code: 'TRIGGER_REQUEST.PERSON_NEEDED',
  status: 403,
  title: { nl: 'Dit doet een persoon', en: 'This is done by a person' },
  detail: {
    nl: 'De sleutel van een systeem kan een telefonische opdracht niet noteren, bevestigen of betwisten. Meld u aan, of gebruik uw eigen sleutel.',
    en: 'A machine’s key cannot record, confirm or dispute an order by telephone. Sign in, or use a key of your own.',
  },
};

export const SAME_PERSON: ProblemType = {
  code: 'TRIGGER_REQUEST.SAME_PERSON',
  status: 403,
  title: { nl: 'Een tweede persoon moet bevestigen', en: 'A second person must confirm' },
  detail: {
    nl: 'U heeft deze opdracht zelf genoteerd. Vraag een collega van de piketdienst om te bevestigen, op het eigen account.',
    en: 'You recorded this order yourself. Ask a colleague of operations to confirm, signed in as themselves.',
  },
};

/** `recordedBy`: who may. */
export const OTHER_CALLER: ProblemType = {
  code: 'TRIGGER_REQUEST.OTHER_CALLER',
  status: 403,
  title: { nl: 'Wie de opdracht noteerde, belt terug', en: 'Whoever recorded the order calls back' },
  detail: {
    nl: '{recordedBy} heeft deze opdracht genoteerd en belt terug. U kunt daarna als tweede persoon bevestigen. Kan {recordedBy} niet bellen, trek de opdracht dan in en noteer haar opnieuw.',
    en: '{recordedBy} recorded this order and calls back. You can confirm afterwards as the second person. If {recordedBy} cannot call, withdraw the order and record it anew.',
  },
};

export const NOT_REGISTERED_NUMBER: ProblemType = {
  code: 'TRIGGER_REQUEST.NOT_REGISTERED_NUMBER',
  status: 409,
  title: { nl: 'Dit is niet het geregistreerde nummer', en: 'This is not the registered number' },
  detail: {
    nl: 'Alleen het nummer dat nu bij de ambtenaar geregistreerd staat, telt. Laad de pagina opnieuw en bel dat nummer terug.',
    en: 'Only the number that is registered for the official now counts. Load the page again and call that number back.',
  },
};

export const NOT_CALLED_BACK: ProblemType = {
  code: 'TRIGGER_REQUEST.NOT_CALLED_BACK',
  status: 409,
  title: { nl: 'De ambtenaar is nog niet teruggebeld', en: 'The official has not been called back yet' },
  detail: {
    nl: 'Bevestigen kan pas als de ambtenaar op het geregistreerde nummer is bereikt. Bel eerst terug en leg het resultaat vast.',
    en: 'It can be confirmed only after the official was reached at the registered number. Call back first and write down the result.',
  },
};

export const TRIGGER_REQUEST_CLOSED: ProblemType = {
  code: 'TRIGGER_REQUEST.CLOSED',
  status: 409,
  title: { nl: 'Deze telefonische opdracht staat niet meer open', en: 'This order by telephone is no longer open' },
  detail: {
    nl: 'Zij is bevestigd, ingetrokken of vervallen. Is er nog een inzet nodig, laat de ambtenaar dan opnieuw bellen en noteer een nieuwe opdracht.',
    en: 'It was confirmed, withdrawn or has lapsed. If an activation is still needed, have the official call again and record a new order.',
  },
};

export const TRIGGER_REQUEST_NOT_YOURS: ProblemType = {
  code: 'TRIGGER_REQUEST.NOT_YOURS',
  status: 403,
  title: { nl: 'Telefonische opdrachten voert de piketdienst uit', en: 'Orders by telephone are carried out by operations' },
  detail: {
    nl: 'Alleen personen van de piketdienst noteren, bevestigen en trekken in. Er is niets gewijzigd.',
    en: 'Only persons of operations record, confirm and withdraw them. Nothing was changed.',
  },
};

export const NOT_ON_BEHALF: ProblemType = {
  code: 'PRO_CONFIRMATION.NOT_ASKED',
  status: 409,
  title: { nl: 'Deze inzet vraagt geen bevestiging', en: 'This activation asks for no confirmation' },
  detail: {
    nl: 'PRO heeft deze inzet zelf gestart; alleen wat de piketdienst namens PRO start, wordt achteraf bevestigd.',
    en: 'PRO triggered this activation itself; only what operations trigger on its behalf is confirmed afterwards.',
  },
};

export const CONFIRMATION_STANDS: ProblemType = {
  code: 'PRO_CONFIRMATION.STANDS',
  status: 409,
  title: { nl: 'PRO heeft deze inzet al bevestigd', en: 'PRO has confirmed this activation already' },
  detail: {
    nl: 'Een bevestiging kan niet meer worden betwist. Moet de inzet stoppen, annuleer of beëindig hem dan.',
    en: 'A confirmation cannot be disputed any more. If the activation must stop, cancel it or stand it down.',
  },
};
