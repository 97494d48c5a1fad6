import type { Translated } from '../../../kernel/index.js';

/** Officials of the ministry who may order an activation by telephone. */
export const mandates = {
  'mandate.title': { nl: 'Mandaatlijst', en: 'Mandate list' },
  'mandate.lead': {
    nl: 'Wie hier staat, mag namens het ministerie (PRO) een inzet telefonisch opdragen aan de piketdienst. De piketdienst belt altijd het geregistreerde nummer terug.',
    en: 'Who is listed here may order an activation by telephone on behalf of the ministry (PRO). Operations always call the registered number back.',
  },
  'mandate.list': { nl: 'Wie een inzet mag opdragen', en: 'Who may order an activation' },
  'mandate.none': { nl: 'Er staat niemand op de lijst. Telefonisch opdragen kan nu niet.', en: 'Nobody is on the list. An activation cannot be ordered by telephone now.' },
  'mandate.who': { nl: 'Ambtenaar', en: 'Official' },
  'mandate.who.hint': { nl: 'Een contact van uw organisatie met een telefoonnummer.', en: 'A contact of your organisation with a telephone number.' },
  'mandate.number': { nl: 'Terug te bellen nummer', en: 'Number to call back' },
  'mandate.number.none': { nl: 'Geen nummer', en: 'No number' },
  'mandate.number.changed': { nl: 'Gewijzigd op', en: 'Changed on' },
  'mandate.number.changed-since': { nl: 'Gewijzigd na het mandaat', en: 'Changed after the mandate' },
  'mandate.number.never-called': { nl: 'Nog niet als gebeld gemeld', en: 'Not reported as called yet' },
  'mandate.valid': { nl: 'Geldig', en: 'Valid' },
  'mandate.until': { nl: 'tot en met', en: 'until' },
  'mandate.from': { nl: 'Geldig vanaf', en: 'Valid from' },
  'mandate.last-day': { nl: 'Geldig tot en met', en: 'Valid until, this day included' },
  'mandate.reference': { nl: 'Mandaatbesluit', en: 'Mandate decision' },
  'mandate.reference.hint': { nl: 'Het kenmerk van het besluit.', en: 'The reference of the decision.' },
  'mandate.give': { nl: 'Mandaat toevoegen', en: 'Add a mandate' },
  'mandate.give.no-contacts': {
    nl: 'Uw organisatie heeft geen contact met een telefoonnummer. Voeg dat eerst toe bij Contacten.',
    en: 'Your organisation has no contact with a telephone number. Add one under Contacts first.',
  },
  'mandate.withdraw': { nl: 'Intrekken', en: 'Withdraw' },
  'mandate.withdraw.of': { nl: 'Mandaat van {name} intrekken', en: 'Withdraw the mandate of {name}' },
  'mandate.done.given': { nl: 'Het mandaat staat op de lijst.', en: 'The mandate is on the list.' },
  'mandate.done.withdrawn': { nl: 'Het mandaat is ingetrokken. Er kan niets meer mee worden opgedragen.', en: 'The mandate was withdrawn. Nothing can be ordered with it any more.' },

  'state.mandate.valid': { nl: 'Geldig', en: 'Valid' },
  'state.mandate.to-come': { nl: 'Nog niet geldig', en: 'Not valid yet' },
  'state.mandate.expired': { nl: 'Verlopen', en: 'Expired' },
  'state.mandate.withdrawn': { nl: 'Ingetrokken', en: 'Withdrawn' },
  'state.mandate.unreachable': { nl: 'Geen nummer om terug te bellen', en: 'No number to call back' },
} as const satisfies Record<string, Translated>;
