import type { Translated } from '../../../kernel/index.js';

/** Mail about activations. Plain text; `{answerLink}` is filled in when a message is sent. */
export const activationMail = {
  'activation-mail.staffing.subject': {
    nl: 'Bemensing gevraagd: {places} plekken, open vóór {deadline}',
    en: 'Staffing requested: {places} places, open before {deadline}',
  },
  'activation-mail.staffing.intro': {
    nl: 'PRO heeft reserveplekken ingezet. Het Rode Kruis wordt gevraagd de onderstaande locaties te bemensen.',
    en: 'PRO has taken reserve places into use. The Red Cross is asked to staff the locations below.',
  },
  'activation-mail.placement.subject': {
    nl: 'Plaatsing gevraagd: {places} plekken, open vóór {deadline}',
    en: 'Placement requested: {places} places, open before {deadline}',
  },
  'activation-mail.placement.intro': {
    nl: 'PRO heeft reserveplekken ingezet. Het COA wordt gevraagd intake en vervoer vanuit Ter Apel te regelen voor de onderstaande locaties.',
    en: 'PRO has taken reserve places into use. COA is asked to arrange intake and transport from Ter Apel for the locations below.',
  },
  'activation-mail.mobilisation.subject': {
    nl: 'Uw reservelocatie wordt ingezet: {places} plekken, open vóór {deadline}',
    en: 'Your standby location is being taken into use: {places} places, open before {deadline}',
  },
  'activation-mail.mobilisation.intro': {
    nl: 'PRO heeft reserveplekken ingezet. Uw gemeente wordt gevraagd de onderstaande locatie gereed te maken en de sleutels over te dragen. U kunt toezeggen, onder voorwaarden toezeggen of weigeren.',
    en: 'PRO has taken reserve places into use. Your municipality is asked to make the location below ready and to hand over the keys. You can commit, commit with conditions or refuse.',
  },
  'activation-mail.confirmation.subject': {
    nl: 'Inzet gestart: {planned} van {places} plekken gepland, open vóór {deadline}',
    en: 'Activation started: {planned} of {places} places planned, open before {deadline}',
  },
  'activation-mail.confirmation.intro': {
    nl: 'De inzet van reserveplekken is gestart op {triggeredAt}. Reden: {reason}.',
    en: 'The activation of reserve places started on {triggeredAt}. Reason: {reason}.',
  },
  'activation-mail.confirmation.alerted': {
    nl: 'Gealarmeerd: Rode Kruis, COA en de gemeenten van de onderstaande locaties.',
    en: 'Alerted: Red Cross, COA and the municipalities of the locations below.',
  },
  'activation-mail.shortfall': {
    nl: 'LET OP: {shortfall} van de {places} gevraagde plekken zijn niet gepland, omdat er niet meer inzetbaar was. Dit tekort is bij de start aanvaard.',
    en: 'NOTE: {shortfall} of the {places} places asked for are not planned, because no more was ready. This shortfall was accepted at the start.',
  },
  'activation-mail.location.head': { nl: 'Locatie: {name}', en: 'Location: {name}' },
  'activation-mail.location.address': {
    nl: '  Adres: {street} {houseNumber}, {postcode} {place} (gemeente {municipality})',
    en: '  Address: {street} {houseNumber}, {postcode} {place} (municipality of {municipality})',
  },
  'activation-mail.location.persons': { nl: '  Personen: {places} ({groups})', en: '  Persons: {places} ({groups})' },
  'activation-mail.location.when': { nl: '  Open voor de eerste persoon: uiterlijk {deadline}', en: '  Open for the first person: {deadline} at the latest' },
  'activation-mail.location.contact': { nl: '  Contact: {name}, {function}, {telephone}', en: '  Contact: {name}, {function}, {telephone}' },
  'activation-mail.location.no-contact': {
    nl: '  Contact: geen opgegeven; bel de gemeente',
    en: '  Contact: none given; telephone the municipality',
  },
  'activation-mail.steps.head': { nl: 'Wat van u wordt gevraagd, en wanneer:', en: 'What is asked of you, and when:' },
  'activation-mail.steps.line': { nl: '  - {milestone}: uiterlijk {dueAt}', en: '  - {milestone}: {dueAt} at the latest' },
  'activation-mail.answer': {
    nl: 'Bevestig de ontvangst en geef uw antwoord op deze pagina; aanmelden is niet nodig:\n{answerLink}',
    en: 'Confirm receipt and give your answer on this page; no sign-in needed:\n{answerLink}',
  },
  'activation-mail.answer.note': {
    nl: 'Ontvangen is nog niet toegezegd. Zonder ontvangstbevestiging alarmeren wij de volgende contactpersoon.',
    en: 'Received is not yet committed. Without confirmation of receipt we alert the next contact.',
  },
  'activation-mail.page': { nl: 'De inzet volgen: {url}', en: 'Follow the activation: {url}' },
  'activation-mail.state': { nl: 'Open: {open} van {places} plekken.', en: 'Open: {open} of {places} places.' },

  'activation-mail.overdue.subject': { nl: 'Te laat: {milestones}', en: 'Overdue: {milestones}' },
  'activation-mail.overdue.intro': {
    nl: '{organisation} heeft deze mijlpalen niet op tijd gereedgemeld:',
    en: '{organisation} has not completed these milestones in time:',
  },
  'activation-mail.overdue.line': { nl: '  - {milestone}, {location}: was uiterlijk {dueAt}', en: '  - {milestone}, {location}: was due {dueAt}' },
  'activation-mail.step-reminder.subject': { nl: 'Herinnering, binnenkort nodig: {milestones}', en: 'Reminder, due soon: {milestones}' },
  'activation-mail.step-reminder.intro': { nl: 'Dit moet uw organisatie binnenkort klaar hebben:', en: 'Your organisation must soon have this done:' },
  'activation-mail.step-reminder.what': {
    nl: 'Meld op de pagina van de inzet wat klaar is, of geef daar uw antwoord. Lukt het niet op tijd? Bel de piketdienst.',
    en: 'Report on the page of the activation what is done, or give your answer there. Will it not be done in time? Telephone operations.',
  },
  'activation-mail.will-be-late.subject': { nl: 'Wordt te laat: {names}', en: 'Will be late: {names}' },
  'activation-mail.will-be-late.intro': {
    nl: 'Wat nog moet gebeuren, past niet meer vóór de deadline van {deadline}. Zolang de volgende stap niet is gezet, wordt het steeds later.',
    en: 'What remains to be done no longer fits before the deadline, {deadline}. Until the next step is taken it gets later and later.',
  },
  'activation-mail.will-be-late.location': {
    nl: '{location}: gaat het nu snel verder, dan open op {expected}.',
    en: '{location}: if it now goes on at once, it opens on {expected}.',
  },
  'activation-mail.will-be-late.location.by': {
    nl: '{location}: gaat het nu snel verder, dan open op {expected}, dat is {late} te laat.',
    en: '{location}: if it now goes on at once, it opens on {expected}, which is {late} late.',
  },
  'activation-mail.will-be-late.held-up': { nl: '  Nu wacht alles op: {milestone} ({organisations}).', en: '  Everything now waits for: {milestone} ({organisations}).' },
  'activation-mail.will-be-late.steps.owner': { nl: '  Uw eigen stappen tot de opening:', en: '  Your own steps until the opening:' },
  'activation-mail.will-be-late.steps.oversight': { nl: '  De stappen tot de opening:', en: '  The steps until the opening:' },
  'activation-mail.will-be-late.step.owner': { nl: '  - {milestone}', en: '  - {milestone}' },
  'activation-mail.will-be-late.step.oversight': { nl: '  - {milestone} ({organisations})', en: '  - {milestone} ({organisations})' },
  'activation-mail.will-be-late.what.owner': {
    nl: 'Wat u kunt doen: zet uw stappen zo snel mogelijk en meld ze gereed op de pagina van de inzet. Kan het niet sneller? Bel de piketdienst.',
    en: 'What you can do: take your steps as soon as possible and report them on the page of the activation. Can it not be sooner? Telephone operations.',
  },
  'activation-mail.will-be-late.what.oversight': {
    nl: 'Wat u kunt doen: bel wie nu aan zet is. Kan het niet sneller, dan kan er een andere locatie bij worden ingezet, of kan PRO de deadline verlengen.',
    en: 'What you can do: telephone whoever must act now. If it cannot be sooner, another location can be put in, or PRO can put the deadline off.',
  },
  'activation-mail.near.subject': {
    nl: 'De inzettermijn loopt af op {deadline}: open {open} van {places}',
    en: 'The activation window ends {deadline}: open {open} of {places}',
  },
  'activation-mail.near.intro': {
    nl: 'Twee derde van de inzettermijn is voorbij. Nog niet gereed:',
    en: 'Two thirds of the activation window have passed. Not yet done:',
  },
  'activation-mail.near.line': { nl: '  - {milestone}, {location}: uiterlijk {dueAt}', en: '  - {milestone}, {location}: due {dueAt}' },
  'activation-mail.near.nothing-open': { nl: 'Alle mijlpalen die u ziet, zijn gereed.', en: 'All milestones that you see are done.' },
  'activation-mail.met.subject': { nl: 'Gehaald: {open} van {places} plekken open', en: 'Met: {open} of {places} places open' },
  'activation-mail.met.intro': {
    nl: 'De gevraagde plekken zijn open sinds {at}, binnen de inzettermijn (deadline {deadline}).',
    en: 'The places asked for are open since {at}, within the activation window (deadline {deadline}).',
  },
  'activation-mail.missed.subject': { nl: 'Niet gehaald: {open} van {places} plekken open', en: 'Missed: {open} of {places} places open' },
  'activation-mail.missed.intro': {
    nl: 'De inzettermijn is op {deadline} verstreken en nog niet alle gevraagde plekken zijn open. De inzet loopt door; wat later opengaat, wordt als te laat vastgelegd.',
    en: 'The activation window ended {deadline} and not all places asked for are open. The activation goes on; what opens later is recorded as late.',
  },
  'activation-mail.ended.subject': { nl: 'Inzet beëindigd', en: 'Activation stood down' },
  'activation-mail.ended.intro': {
    nl: 'De inzet is beëindigd op {at}. Reden: {reason}. De locaties gaan terug naar de eigenaar en worden opnieuw geschouwd.',
    en: 'The activation was stood down on {at}. Reason: {reason}. The locations go back to their owners and are inspected again.',
  },
  'activation-mail.ended-exercise.intro': {
    nl: 'De oefening is beëindigd op {at}. Reden: {reason}. De locaties blijven reserve zoals zij waren; wat u aan gebreken hebt gezien, telt.',
    en: 'The exercise was stood down on {at}. Reason: {reason}. The locations stay in reserve as they were; defects that you saw do count.',
  },
  'activation-mail.cancelled.subject': { nl: 'Inzet geannuleerd', en: 'Activation cancelled' },
  'activation-mail.cancelled.intro': {
    nl: 'De inzet is geannuleerd op {at}, voordat er iemand is geplaatst. Reden: {reason}. U hoeft niets meer te doen.',
    en: 'The activation was cancelled on {at}, before anybody was placed. Reason: {reason}. Nothing more is asked of you.',
  },
  'activation-mail.refused.subject': { nl: 'Een locatie komt niet beschikbaar: {name}', en: 'A location will not be available: {name}' },
  'activation-mail.refused.intro': {
    nl: 'De gemeente {municipality} zegt {name} niet toe. Dat is haar recht. Opgegeven reden: {reason}. Er zijn nu {planned} van {places} plekken gepland.',
    en: 'The municipality of {municipality} does not commit {name}. That is its right. Reason given: {reason}. {planned} of {places} places are planned now.',
  },
  'activation-mail.failed.subject': { nl: 'Een locatie valt uit: {name}', en: 'A location drops out: {name}' },
  'activation-mail.failed.intro': {
    nl: '{name} (gemeente {municipality}) valt uit. Reden: {reason}. Er zijn nu {planned} van {places} plekken gepland.',
    en: '{name} (municipality of {municipality}) drops out. Reason: {reason}. {planned} of {places} places are planned now.',
  },
  'activation-mail.replan': {
    nl: 'Er wordt nu vervanging gezocht onder de locaties die nog op tijd gebruiksklaar kunnen zijn. Daarover volgt direct bericht.',
    en: 'A replacement is looked for now among the locations that can still be ready in time. You will hear of it at once.',
  },
  'activation-mail.replanned.subject': { nl: 'Vervanging voor {name}: {places} plekken', en: 'Replacement for {name}: {places} places' },
  'activation-mail.replanned.short.subject': { nl: 'Te weinig vervanging voor {name}: {short} plekken tekort', en: 'Not enough to replace {name}: {short} places short' },
  'activation-mail.replanned.intro': {
    nl: 'In plaats van {name} worden de volgende locaties ingezet. Ze hebben dezelfde deadline; alle betrokkenen zijn gealarmeerd.',
    en: 'The following locations are used instead of {name}. They have the same deadline; everyone concerned has been alerted.',
  },
  'activation-mail.replanned.nothing': {
    nl: 'Er is geen gebouw dat {name} nog op tijd kan vervangen.',
    en: 'There is no building that can still replace {name} in time.',
  },
  'activation-mail.replanned.short': {
    nl: 'Er blijven {short} personen zonder plek. Gepland: {planned} van {places} plekken. Bel de gemeenten, of zet op de pagina een locatie in die later klaar is.',
    en: '{short} persons stay without a place. Planned: {planned} of {places} places. Telephone the municipalities, or put in a location that will be ready later on the page.',
  },
  'activation-mail.replanned.rejected': { nl: 'Inzetbaar, maar hier geen oplossing:', en: 'Ready, but no solution here:' },
  'activation-mail.replanned.line': { nl: '- {name}: {reason}', en: '- {name}: {reason}' },
  'activation-mail.extended.subject': { nl: 'De deadline is verlengd tot {deadline}', en: 'The deadline was put off to {deadline}' },
  'activation-mail.extended.intro': {
    nl: 'PRO heeft de deadline verlengd van {was} tot {deadline}. Reden: {reason}.',
    en: 'PRO has put the deadline off from {was} to {deadline}. Reason: {reason}.',
  },
  'activation-mail.extended.steps': {
    nl: 'Wat nog niet gereed is, heeft een nieuwe uiterste tijd gekregen; die staat op de pagina. De eerste deadline, {first}, blijft zichtbaar en telt mee in het verslag.',
    en: 'What is not done yet has a new due time, shown on the page. The first deadline, {first}, stays visible and counts in the report.',
  },
  'activation-mail.nobody.subject': { nl: 'Niemand bereikt bij {organisation}', en: 'Nobody reached at {organisation}' },
  'activation-mail.nobody.no-number': {
    nl: 'Van {organisation} is geen enkel telefoonnummer bekend. De piketdienst belt nu PRO. Zoek een nummer op, of zet een andere locatie in.',
    en: 'No telephone number of {organisation} is known. Operations telephone PRO now. Look a number up, or put another location in.',
  },
  'activation-mail.nobody.tried': {
    nl: 'Alle nummers van {organisation} zijn gebeld; niemand is bereikt. De piketdienst belt nu PRO. Beslis wie er verder belt, of zet een andere locatie in.',
    en: 'Every number of {organisation} was telephoned; nobody was reached. Operations telephone PRO now. Decide who calls on, or put another location in.',
  },
  'activation-mail.nobody.waiting': { nl: '- {name}: {places} plekken', en: '- {name}: {places} places' },
  'activation-mail.nobody.proposed': { nl: 'Kan in plaats daarvan op tijd klaar zijn:', en: 'Can be ready in time instead:' },
  'activation-mail.nobody.nothing': { nl: 'Er is geen ander gebouw dat op tijd klaar kan zijn.', en: 'There is no other building that can be ready in time.' },
  'activation-mail.taken-back.subject': { nl: '{organisation} neemt een antwoord terug', en: '{organisation} takes an answer back' },
  'activation-mail.taken-back.receipt': { nl: '{organisation} heeft de ontvangstbevestiging teruggenomen.', en: '{organisation} has taken back its confirmation of receipt.' },
  'activation-mail.taken-back.commitment': { nl: '{organisation} heeft het antwoord over {name} teruggenomen.', en: '{organisation} has taken back its answer about {name}.' },
  'activation-mail.taken-back.anew': {
    nl: 'Het antwoord wordt opnieuw gevraagd; herinneren en doormelden beginnen opnieuw vanaf nu.',
    en: 'The answer is asked for anew; reminders and escalation begin again from now.',
  },
  'activation-mail.declined.subject': { nl: '{organisation} zegt niet toe: {name}', en: '{organisation} does not commit: {name}' },
  'activation-mail.declined.intro': {
    nl: '{organisation} zegt de inzet bij {name} niet toe. Opgegeven reden: {reason}. Bel nu en regel vervanging.',
    en: '{organisation} does not commit to {name}. Reason given: {reason}. Telephone now and arrange a replacement.',
  },
  'activation-mail.added.subject': { nl: 'Locatie toegevoegd: {name}, {places} plekken', en: 'Location added: {name}, {places} places' },
  'activation-mail.added.intro': {
    nl: 'Aan de lopende inzet is een locatie toegevoegd.',
    en: 'A location has been added to the running activation.',
  },
  'activation-mail.above-plan.subject': { nl: 'Meer personen dan gepland: {name}', en: 'More persons than planned: {name}' },
  'activation-mail.above-plan.intro': {
    nl: 'In {name} zijn {present} personen gemeld; gepland waren {places}. Stem direct af met COA en gemeente.',
    en: 'At {name} {present} persons are reported; {places} were planned. Consult COA and the municipality at once.',
  },
} as const satisfies Record<string, Translated>;
