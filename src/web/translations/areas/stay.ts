import type { Translated } from '../../../kernel/index.js';

/** How long people may stay at a location: the agreed last night, its warnings, and the question for a longer stay. */
export const stay = {
  'stay.last-night': { nl: 'Afgesproken laatste nacht: {lastNight}', en: 'Agreed last night: {lastNight}' },
  'stay.nights.one': { nl: 'nog {n} nacht', en: '{n} night left' },
  'stay.nights.other': { nl: 'nog {n} nachten', en: '{n} nights left' },
  'stay.over': { nl: 'voorbij', en: 'over' },
  'stay.none': { nl: 'Er is nog geen laatste nacht afgesproken.', en: 'No last night is agreed yet.' },
  'stay.asked': { nl: 'Langer verblijf gevraagd door {organisation}: tot en met de nacht van {asked}. Reden: {reason}.', en: 'Longer stay asked by {organisation}: up to and including the night of {asked}. Reason: {reason}.' },
  'stay.answered': { nl: 'Antwoord van de gemeente', en: 'Answer of the municipality' },
  'stay.decision': { nl: 'Collegebesluit: {reference}', en: 'College decision: {reference}' },

  'steps.last-night': { nl: 'Laatste nacht', en: 'Last night' },
  'steps.last-night.hint': {
    nl: 'De dag waarop de laatste nacht begint. Leeg: zo lang als uw collegebesluit toelaat.',
    en: 'The day on which the last night begins. Empty: as long as your college decision allows.',
  },
  'steps.ask-stay': { nl: 'Langer verblijf vragen voor {location}', en: 'Ask for a longer stay at {location}' },
  'steps.ask-stay.hint': {
    nl: 'De gemeente beslist. Tot zij antwoordt, verandert er niets.',
    en: 'The municipality decides. Nothing changes until it answers.',
  },
  'steps.ask-stay.last-night': { nl: 'Nieuwe laatste nacht', en: 'New last night' },
  'steps.ask-stay.last-night.hint': { nl: 'De dag waarop de laatste nacht begint.', en: 'The day on which the last night begins.' },
  'steps.ask-stay.reason': { nl: 'Reden', en: 'Reason' },
  'steps.ask-stay.reason.hint': { nl: 'De gemeente krijgt dit te lezen. Geen persoonsgegevens.', en: 'The municipality will read this. No personal data.' },
  'steps.ask-stay.send': { nl: 'Langer verblijf vragen', en: 'Ask for a longer stay' },
  'steps.answer-stay': { nl: 'Antwoorden op de vraag om langer verblijf in {location}', en: 'Answer the question for a longer stay at {location}' },
  'steps.answer-stay.asked': { nl: 'langer verblijf gevraagd', en: 'longer stay asked for' },
  'steps.answer-stay.what': { nl: 'Gevraagd: tot en met de nacht van {asked}. Reden: {reason}.', en: 'Asked for: up to and including the night of {asked}. Reason: {reason}.' },
  'steps.answer-stay.decision': { nl: 'Kenmerk van het nieuwe collegebesluit', en: 'Reference of the new college decision' },
  'steps.answer-stay.decision.hint': {
    nl: 'Nodig als dit langer is dan het collegebesluit dat bij de locatie staat.',
    en: 'Needed when this is longer than the college decision on file for the location.',
  },
  'steps.note-stay': { nl: 'Antwoord per telefoon noteren: langer verblijf in {location}', en: 'Note an answer by telephone: longer stay at {location}' },
  'steps.done.note-stay': { nl: 'Het antwoord van de gemeente is vastgelegd.', en: 'The municipality’s answer has been recorded.' },
  'steps.done.ask-stay': { nl: 'De vraag is verstuurd; de gemeente krijgt bericht.', en: 'The question was sent; the municipality is told.' },
  'steps.done.answer-stay': { nl: 'Uw antwoord op de vraag om langer verblijf is vastgelegd.', en: 'Your answer about the longer stay has been recorded.' },

  'action.stay.agreed': { nl: 'Laatste nacht afgesproken', en: 'Last night agreed' },
  'action.stay.warned': { nl: 'Gewaarschuwd: de laatste nacht nadert', en: 'Warned: the last night comes near' },
  'action.stay.over': { nl: 'Laatste nacht voorbij, nog mensen aanwezig', en: 'Last night over, people still present' },
  'action.stay.over-uncounted': { nl: 'Laatste nacht voorbij, onbekend of er nog mensen zijn: niemand heeft geteld', en: 'Last night over, unknown whether people are still there: nobody counted' },
  'action.stay.extension-asked': { nl: 'Langer verblijf gevraagd', en: 'Longer stay asked for' },
  'action.stay.given': { nl: 'Langer verblijf toegezegd', en: 'Longer stay committed' },
  'action.stay.given-with-conditions': { nl: 'Langer verblijf toegezegd onder voorwaarden', en: 'Longer stay committed with conditions' },
  'action.stay.refused': { nl: 'Langer verblijf niet toegezegd', en: 'Longer stay not committed' },

  'stay-mail.present': { nl: 'Aanwezig: {total} ({groups}), gemeld op {at}.', en: 'Present: {total} ({groups}), reported on {at}.' },
  'stay-mail.present.unknown': { nl: 'Aanwezig: nog niet gemeld.', en: 'Present: not reported yet.' },
  'stay-mail.warning.subject.one': { nl: 'Nog {n} dag tot de laatste nacht: {name}', en: '{n} day until the last night: {name}' },
  'stay-mail.warning.subject.other': { nl: 'Nog {n} dagen tot de laatste nacht: {name}', en: '{n} days until the last night: {name}' },
  'stay-mail.warning.intro.one': {
    nl: 'Met de gemeente {municipality} is afgesproken dat mensen in {name} kunnen blijven tot en met de nacht van {lastNight}. Dat is over {n} dag.',
    en: 'The municipality of {municipality} agreed that people can stay at {name} up to and including the night of {lastNight}. That is in {n} day.',
  },
  'stay-mail.warning.intro.other': {
    nl: 'Met de gemeente {municipality} is afgesproken dat mensen in {name} kunnen blijven tot en met de nacht van {lastNight}. Dat is over {n} dagen.',
    en: 'The municipality of {municipality} agreed that people can stay at {name} up to and including the night of {lastNight}. That is in {n} days.',
  },
  'stay-mail.warning.decide': {
    nl: 'Wat nu: vind op tijd andere plekken, of laat PRO of de piketdienst om een langer verblijf vragen. Alleen de gemeente {municipality} kan dat toezeggen.',
    en: 'What now: find other places in time, or let PRO or operations ask for a longer stay. Only the municipality of {municipality} can commit to that.',
  },
  'stay-mail.warning.asked': {
    nl: 'Er is gevraagd om te blijven tot en met de nacht van {asked}. De gemeente {municipality} heeft nog niet geantwoord. Zoek ook andere plekken.',
    en: 'It has been asked to stay up to and including the night of {asked}. The municipality of {municipality} has not answered yet. Look for other places too.',
  },
  'stay-mail.asked.subject': { nl: 'Langer verblijf gevraagd in {name}: tot en met {asked}', en: 'Longer stay asked for at {name}: up to and including {asked}' },
  'stay-mail.asked.intro': {
    nl: '{asker} vraagt de gemeente {municipality} of mensen in {name} langer kunnen blijven, tot en met de nacht van {asked}. Reden: {reason}.',
    en: '{asker} asks the municipality of {municipality} whether people can stay longer at {name}, up to and including the night of {asked}. Reason: {reason}.',
  },
  'stay-mail.asked.before': { nl: 'Nu afgesproken: tot en met de nacht van {before}.', en: 'Agreed now: up to and including the night of {before}.' },
  'stay-mail.asked.answer': { nl: 'Geef uw antwoord op deze pagina; aanmelden is niet nodig:\n{answerLink}', en: 'Give your answer on this page; no sign-in needed:\n{answerLink}' },
  'stay-mail.asked.right': {
    nl: 'U kunt toezeggen, onder voorwaarden toezeggen of weigeren. Tot u antwoordt, geldt wat nu is afgesproken.',
    en: 'You can commit, commit with conditions or refuse. Until you answer, what is agreed now stands.',
  },
  'stay-mail.extended.subject': { nl: 'Langer verblijf toegezegd in {name}: tot en met {asked}', en: 'Longer stay committed at {name}: up to and including {asked}' },
  'stay-mail.extended.intro': {
    nl: 'De gemeente {municipality} zegt toe dat mensen in {name} kunnen blijven tot en met de nacht van {asked}.',
    en: 'The municipality of {municipality} commits that people can stay at {name} up to and including the night of {asked}.',
  },
  'stay-mail.extended.conditions': { nl: 'Voorwaarden: {conditions}.', en: 'Conditions: {conditions}.' },
  'stay-mail.refused.subject': { nl: 'Geen langer verblijf in {name}', en: 'No longer stay at {name}' },
  'stay-mail.refused.intro': {
    nl: 'De gemeente {municipality} zegt een langer verblijf in {name}, tot en met de nacht van {asked}, niet toe. Dat is haar recht. Opgegeven reden: {reason}.',
    en: 'The municipality of {municipality} does not commit to a longer stay at {name}, up to and including the night of {asked}. That is its right. Reason given: {reason}.',
  },
  'stay-mail.refused.stands': { nl: 'De afgesproken laatste nacht blijft {lastNight}.', en: 'The agreed last night stays {lastNight}.' },
  'stay-mail.refused.none': { nl: 'Er is geen laatste nacht afgesproken.', en: 'No last night is agreed.' },
  'stay-mail.refused.next': { nl: 'Vind op tijd andere plekken.', en: 'Find other places in time.' },
  'stay-mail.over.subject': { nl: 'Laatste nacht voorbij, nog {total} aanwezig: {name}', en: 'Last night over, {total} still present: {name}' },
  'stay-mail.over.intro': {
    nl: 'De laatste nacht die de gemeente {municipality} voor {name} heeft toegezegd, was die van {lastNight}. Er zijn nog mensen aanwezig gemeld.',
    en: 'The last night that the municipality of {municipality} committed for {name} was that of {lastNight}. People are still reported present.',
  },
  'stay-mail.uncounted.subject': { nl: 'Laatste nacht voorbij, onbekend of er nog mensen zijn: {name}', en: 'Last night over, unknown whether people are still there: {name}' },
  'stay-mail.uncounted.intro': {
    nl: 'De laatste nacht die de gemeente {municipality} voor {name} heeft toegezegd, was die van {lastNight}. Of er nog mensen zijn, is onbekend: niemand heeft deze ochtend geteld.',
    en: 'The last night that the municipality of {municipality} committed for {name} was that of {lastNight}. Whether people are still there is unknown: nobody counted this morning.',
  },
  'stay-mail.uncounted.before': { nl: 'De laatste telling was {total}, op {at}.', en: 'The last count was {total}, on {at}.' },
  'stay-mail.uncounted.next': {
    nl: 'COA: tel nu en meld het. Zijn er nog mensen, overleg dan met de gemeente, of breng hen vandaag elders onder.',
    en: 'COA: count now and report it. If people are still there, consult the municipality, or find them another place today.',
  },
  'stay-mail.over.next': {
    nl: 'Overleg nu met de gemeente: vraag om een langer verblijf, of breng de mensen vandaag elders onder.',
    en: 'Consult the municipality now: ask for a longer stay, or find these people another place today.',
  },
} as const satisfies Record<string, Translated>;
