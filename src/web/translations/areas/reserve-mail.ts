import type { Translated } from '../../../kernel/index.js';

/** Mail about reserve requests: to municipalities, the province and PRO. Plain text. */
export const reserveMail = {
  'reserve-mail.page': { nl: 'Alles staat op deze pagina, na aanmelden:\n{url}', en: 'Everything is on this page, after signing in:\n{url}' },

  'reserve-mail.asked.subject': { nl: 'Vraag van {province}: {places} in reserve', en: 'A question from {province}: {places} in reserve' },
  'reserve-mail.asked.intro': {
    nl: '{province} vraagt uw gemeente {places} achter de hand te houden voor asielzoekers, {period}. Het gaat om ruimte waar mensen dag en nacht kunnen blijven en die binnen enkele dagen in gebruik kan zijn.',
    en: '{province} asks your municipality to keep {places} in reserve for asylum seekers, {period}. It is about space where people can stay day and night and that can be in use within a few days.',
  },
  'reserve-mail.asked.answer': {
    nl: 'Zeg plekken toe, met of zonder voorwaarden, of laat weten dat u het niet doet en waarom. U antwoordt alleen voor uw eigen gemeente.',
    en: 'Promise places, with or without conditions, or say that you will not and why. You answer for your own municipality only.',
  },
  'reserve-mail.asked.right': {
    nl: 'Dit is een vraag, geen besluit: de toestemming van uw college blijft nodig.',
    en: 'This is a question, not a decision: the consent of your college remains necessary.',
  },
  'reserve-mail.answered.subject.given': { nl: '{municipality} zegt {places} toe', en: '{municipality} promises {places}' },
  'reserve-mail.answered.subject.refused': { nl: '{municipality} zegt geen plekken toe', en: '{municipality} promises no places' },
  'reserve-mail.answered.given': { nl: '{municipality} heeft geantwoord.', en: '{municipality} has answered.' },
  'reserve-mail.answered.places': { nl: 'Toegezegd: {promised} van de {asked} gevraagde plekken.', en: 'Promised: {promised} of the {asked} places asked for.' },
  'reserve-mail.answered.conditions': { nl: 'Onder deze voorwaarden: {conditions}', en: 'On these conditions: {conditions}' },
  'reserve-mail.answered.refused': {
    nl: '{municipality} zegt geen van de {asked} gevraagde plekken toe. Reden: {reason}',
    en: '{municipality} promises none of the {asked} places asked for. Reason: {reason}',
  },

  'reserve-mail.ending.subject.decide': { nl: 'Besluit nodig: de reserve van {province} eindigt over {weeks}', en: 'To be decided: the reserve of {province} ends in {weeks}' },
  'reserve-mail.ending.subject.know': { nl: 'De reserve van {province} eindigt over {weeks}', en: 'The reserve of {province} ends in {weeks}' },
  'reserve-mail.ending.what': { nl: 'De laatste dag van de reservering van {province} is {to}. Daarna telt er niets meer mee.', en: 'The last day of the reservation of {province} is {to}. After it nothing counts any more.' },
  'reserve-mail.ending.decide': {
    nl: 'Verleng of geef vrij. Een verlenging vraagt een nieuw antwoord van de provincie en collegebesluiten die lang genoeg gelden. Niets loopt vanzelf door.',
    en: 'Extend or release. An extension needs a fresh answer of the province and college decisions that last long enough. Nothing continues by itself.',
  },
  'reserve-mail.ending.pro-decides': { nl: 'PRO besluit of er wordt verlengd of vrijgegeven. Dit bericht is ter informatie.', en: 'PRO decides whether to extend or to release. This message is for your information.' },
  'reserve-mail.ending.not-extended': { nl: 'Er is nog geen verlenging gevraagd.', en: 'No extension has been asked for yet.' },
  'reserve-mail.ending.extension': { nl: 'Er is een verlenging gevraagd tot en met {to}; het antwoord van de provincie: {answer}.', en: 'An extension up to and including {to} has been asked for; the province’s answer: {answer}.' },
  'reserve-mail.ending.running': { nl: 'Er loopt een inzet sinds {at}: {url}', en: 'An activation has been running since {at}: {url}' },
  'reserve-mail.ended.subject': { nl: 'De reserve van {province} is voorbij zonder besluit', en: 'The reserve of {province} is over without a decision' },
  'reserve-mail.ended.subject.running': { nl: 'Besluit nodig: de reserve van {province} is voorbij en er loopt nog een inzet', en: 'To be decided: the reserve of {province} is over and an activation still runs' },
  'reserve-mail.ended.what': { nl: 'De laatste dag van de reservering van {province} was {to}. Er telt niets meer mee en er kan niets meer uit worden ingezet.', en: 'The last day of the reservation of {province} was {to}. Nothing counts any more, and nothing can be activated from it.' },
  'reserve-mail.ended.decide': { nl: 'Geef het verzoek vrij, of doe een nieuw verzoek. Tot dat gebeurt blijft de reservering onafgerond.', en: 'Release the request, or make a new one. Until then the reservation stays unfinished.' },
  'reserve-mail.ended.decide-running': {
    nl: 'De inzet is niet vanzelf beëindigd. Besluit uitdrukkelijk: beëindig haar, of zorg voor een verlenging die de provincie aanvaardt.',
    en: 'The activation was not ended by itself. Decide expressly: stand it down, or see to an extension that the province accepts.',
  },
  'reserve-mail.released.subject': { nl: 'Vrijgegeven: de reserve van {province}', en: 'Released: the reserve of {province}' },
  'reserve-mail.released.what': {
    nl: 'PRO heeft de reserve van {province} ({period}) vrijgegeven. Vanaf {on} hoeft uw gemeente er geen plekken meer voor vrij te houden. Dank voor uw medewerking.',
    en: 'PRO has released the reserve of {province} ({period}). From {on} your municipality no longer has to keep places for it. Thank you for your help.',
  },
  'reserve-mail.released.locations': { nl: 'Het gaat om: {locations}.', en: 'It concerns: {locations}.' },
  'reserve-mail.released.owner': {
    nl: 'Laat het de eigenaar weten en beëindig de overeenkomst volgens haar eigen bepalingen. Deze tekst kunt u gebruiken:',
    en: 'Tell the owner, and end the agreement by its own terms. You can use this text:',
  },
  'reserve-mail.released.letter': {
    nl: '  Geachte eigenaar,\n\n  Uw gebouw werd vrijgehouden als reservelocatie voor noodopvang. Die reservering is op {on} beëindigd: het gebouw is weer vrij voor gebruik. De overeenkomst daarover eindigt volgens haar bepalingen. Hartelijk dank voor uw medewerking.',
    en: '  Dear owner,\n\n  Your building was kept free as a standby location for emergency reception. That reservation ended on {on}: the building is free for use again. The agreement about it ends by its own terms. Thank you for your help.',
  },
  'reserve-mail.released.retention': { nl: 'De bewaartermijn van de gegevens over deze reservering gaat in op {on}.', en: 'The retention period of the data about this reservation begins on {on}.' },
} as const satisfies Record<string, Translated>;
