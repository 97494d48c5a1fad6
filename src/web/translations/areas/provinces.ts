import type { Translated } from '../../../kernel/index.js';

/** Several provinces side by side. */
export const provinces = {
  'provinces.title': { nl: 'Provincies naast elkaar', en: 'Provinces side by side' },
  'provinces.lead': {
    nl: 'Wat elke provincie is gevraagd, wat zij antwoordde en wat er werkelijk is. Een verzoek dat verkend wordt of geweigerd is, staat erbij en telt niet mee.',
    en: 'What each province was asked, what it answered and what is really there. A request that is being explored or was declined is shown, and is not counted.',
  },
  'provinces.open': { nl: 'Provincies naast elkaar', en: 'Provinces side by side' },
  'provinces.none': { nl: 'Er loopt geen reserveverzoek.', en: 'There is no reserve request under way.' },
  'provinces.asked': { nl: 'Gevraagd en aanvaard', en: 'Asked for and accepted' },
  'provinces.counted.one': { nl: 'van {n} provincie', en: 'of {n} province' },
  'provinces.counted.other': { nl: 'van {n} provincies', en: 'of {n} provinces' },
  'provinces.short.note': { nl: 'Per provincie geteld: een overschot elders vult het niet aan.', en: 'Counted per province: what another has to spare does not make up for it.' },
  'provinces.next.none': { nl: 'Genoeg tot het einde van de periode', en: 'Enough until the end of the period' },
  'provinces.next.now': { nl: 'Nu al {places} te weinig', en: 'Already {places} too few' },
  'provinces.next.from': { nl: 'Vanaf {day}: {places} te weinig', en: 'From {day}: {places} too few' },
  'provinces.loss': { nl: 'Als één locatie wegvalt', en: 'If one location is lost' },
  'provinces.loss.days': { nl: 'Te weinig op {fragile} van {covered}', en: 'Too few on {fragile} of {covered}' },
  'provinces.loss.nothing': { nl: 'Geen dag met genoeg plekken', en: 'No day with enough places' },
  'provinces.no-answer': { nl: 'Nog geen besluit van de provincie', en: 'No decision by the province yet' },
  'provinces.charts': { nl: 'Beschikbaar en tekort per dag', en: 'Available and short per day' },
  'provinces.charts.lead': {
    nl: 'Dezelfde dagen en dezelfde schaal. De cijfers per dag staan bij het verzoek van de provincie.',
    en: 'The same days and the same scale. The figures per day are with the province’s request.',
  },
} as const satisfies Record<string, Translated>;
