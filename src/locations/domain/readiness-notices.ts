import { fill, type Language, LANGUAGES, type LocalDay, type Translated } from '../../kernel/index.js';

type Texts = { readonly text: Translated; readonly cure: Translated };

const notice = (nl: string, en: string, cureNl: string, cureEn: string): Texts => ({ text: { nl, en }, cure: { nl: cureNl, en: cureEn } });

const RE_INSPECT = ['Laat dit punt opnieuw schouwen en leg het bewijs vast.', 'Have this inspected again and record the evidence.'] as const;
const RE_INSPECT_IN_TIME = ['Laat vóór die dag opnieuw schouwen.', 'Have it inspected again before that day.'] as const;
const RENEW = ['Verleng het stuk en leg het nieuwe einde vast.', 'Have it extended and record the new end.'] as const;
const CONFIRM = ['Bel de contacten en bevestig dat zij dag en nacht bereikbaar zijn.', 'Call the contacts and confirm that they can be reached day and night.'] as const;
const COMPLETE = ['Vul de ontbrekende onderdelen aan.', 'Add the parts that are missing.'] as const;
const FIND_OUT = ['Zoek het uit en leg het vast.', 'Find out and record it.'] as const;

/** Every reason there can be, by its stable code: what is the matter and what cures it. Parameters in braces. */
export const NOTICES = {
  FINDING_NEVER_MADE: notice('Nog nooit geschouwd.', 'Never inspected.', ...RE_INSPECT),
  FINDING_NO: notice('Afgekeurd bij de schouw van {on}.', 'Failed at the inspection of {on}.', 'Herstel het gebrek en laat opnieuw schouwen.', 'Repair the defect and have it inspected again.'),
  FINDING_UNKNOWN: notice('Bij de schouw van {on} niet vastgesteld.', 'Not established at the inspection of {on}.', ...RE_INSPECT),
  FINDING_EXPIRED: notice('De bevinding was geldig tot en met {lastDay}.', 'The finding was valid up to and including {lastDay}.', ...RE_INSPECT),
  FINDING_EXPIRING: notice('De bevinding is geldig tot en met {lastDay}.', 'The finding is valid up to and including {lastDay}.', ...RE_INSPECT_IN_TIME),
  FINDING_VOIDED: notice('Vervallen door het gebruik bij de inzet die eindigde op {on}.', 'Voided by the use in the activation that ended on {on}.', ...RE_INSPECT),
  PAPER_MISSING: notice('Niet vastgelegd.', 'Not recorded.', 'Zorg dat het er komt en leg het vast.', 'Obtain it and record it.'),
  PAPER_INCOMPLETE: notice('Niet volledig; er ontbreekt: {parts}.', 'Not complete; missing: {parts}.', ...COMPLETE),
  PAPER_NOT_YET: notice('Geldt pas vanaf {on}.', 'Applies from {on} only.', 'Wacht tot die dag.', 'Wait for that day.'),
  PAPER_EXPIRING: notice('Eindigt op {lastDay}.', 'Ends on {lastDay}.', ...RENEW),
  PAPER_ENDS_TOO_SOON: notice(
    'Eindigt op {lastDay}: te vroeg voor de inzettermijn en {minimumStayDays} dagen verblijf.',
    'Ends on {lastDay}: too soon for the activation window and a stay of {minimumStayDays} days.',
    ...RENEW,
  ),
  PAPER_ENDED: notice('Geëindigd op {lastDay}.', 'Ended on {lastDay}.', ...RENEW),
  DECISION_STAY_TOO_SHORT: notice(
    'Staat {longestStayDays} dagen verblijf toe; er zijn er ten minste {minimumStayDays} nodig.',
    'Allows a stay of {longestStayDays} days; at least {minimumStayDays} are needed.',
    'Vraag het college om een langer verblijf.',
    'Ask the college for a longer stay.',
  ),
  NOT_EMPTY: notice('Het gebouw is in gebruik.', 'The building is in use.', 'Maak de ruimte vrij.', 'Clear the space.'),
  EMPTY_UNKNOWN: notice('Onbekend of het gebouw leeg is.', 'Not known whether the building is empty.', ...FIND_OUT),
  NIGHT_ONLY: notice('Alleen ’s nachts te gebruiken.', 'Can be used at night only.', 'Spreek af dat mensen er ook overdag blijven, of bied een andere ruimte aan.', 'Agree that people also stay there by day, or offer another space.'),
  STAY_MODE_UNKNOWN: notice('Onbekend of mensen er dag en nacht kunnen blijven.', 'Not known whether people can stay there day and night.', ...FIND_OUT),
  NOTIFICATION_MISSING: notice('Niet ingediend.', 'Not filed.', 'Dien de gebruiksmelding in; zij moet {days} dagen vóór het eerste gebruik binnen zijn.', 'File the notification; it has to be in {days} days before the first use.'),
  NOTIFICATION_TOO_RECENT: notice('Ingediend op {on}; gebruik mag vanaf {usableFrom}.', 'Filed on {on}; use is allowed from {usableFrom}.', 'Wacht tot die dag.', 'Wait for that day.'),
  PROMISED_ELSEWHERE: notice('Ook toegezegd aan: {purposes}.', 'Also promised to: {purposes}.', 'Kies waarvoor de plekken zijn en leg dat vast.', 'Decide what the places are for and record it.'),
  PROMISED_UNKNOWN: notice('Onbekend of de plekken ook elders zijn toegezegd.', 'Not known whether the places were promised elsewhere too.', ...FIND_OUT),
  CONTACT_MISSING: notice('Er is geen contact voor: {roles}.', 'There is no contact for: {roles}.', 'Voeg het contact toe en bevestig de bereikbaarheid.', 'Add the contact and confirm that they can be reached.'),
  CONTACT_UNCONFIRMED: notice('Bereikbaarheid niet bevestigd van: {roles}.', 'Not confirmed to be reachable: {roles}.', ...CONFIRM),
  CONTACT_NOT_REACHED: notice('Op {on} niet bereikt: {roles}.', 'Not reached on {on}: {roles}.', ...CONFIRM),
  CONTACT_EXPIRED: notice('Bevestigd tot en met {lastDay}: {roles}.', 'Confirmed up to and including {lastDay}: {roles}.', ...CONFIRM),
  CONTACT_EXPIRING: notice('Bevestigd tot en met {lastDay}: {roles}.', 'Confirmed up to and including {lastDay}: {roles}.', ...CONFIRM),
  MILESTONE_UNOWNED: notice('Niemand staat voor: {milestones}.', 'Nobody owes: {milestones}.', 'Wijs in het reserveverzoek aan wie deze mijlpalen haalt.', 'Name in the reserve request who owes these milestones.'),
  FLOOR_PLAN_MISSING: notice('Geen plattegrond met maten in het dossier.', 'No floor plan with dimensions on file.', 'Voeg de plattegrond toe.', 'Add the floor plan.'),
  FLOOR_PLAN_UNKNOWN: notice('Onbekend of er een plattegrond met maten is.', 'Not known whether there is a floor plan with dimensions.', ...FIND_OUT),
  FLOOR_PLAN_EXPIRING: notice('De plattegrond geldt tot en met {lastDay}.', 'The floor plan is valid up to and including {lastDay}.', 'Voeg op tijd een nieuwe plattegrond toe.', 'Add a new floor plan in time.'),
  FLOOR_PLAN_EXPIRED: notice('De plattegrond gold tot en met {lastDay}.', 'The floor plan was valid up to and including {lastDay}.', 'Voeg een nieuwe plattegrond toe.', 'Add a new floor plan.'),
  LEAD_TIME_UNKNOWN: notice('Onbekend.', 'Not known.', 'Geef op hoeveel uur er nodig is, of meet het in een oefening.', 'State how many hours are needed, or measure it in an exercise.'),
  LEAD_TIME_TOO_LONG: notice('Volgens opgave {hours} uur; de inzettermijn is {windowHours} uur.', 'Stated as {hours} hours; the window is {windowHours} hours.', 'Verkort de aanlooptijd en toon dat aan in een oefening.', 'Shorten the lead time and show it in an exercise.'),
  LEAD_TIME_MEASURED_TOO_LONG: notice('Gemeten {hours} uur; de inzettermijn is {windowHours} uur.', 'Measured as {hours} hours; the window is {windowHours} hours.', 'Verkort de aanlooptijd en toon dat aan in een oefening.', 'Shorten the lead time and show it in an exercise.'),
  BOOKED: notice('Niet beschikbaar van {from} tot en met {lastDay}: {reason}.', 'Not available from {from} up to and including {lastDay}: {reason}.', 'Verplaats de boeking of wacht tot zij voorbij is.', 'Move the booking or wait until it is over.'),
  BOOKED_OPEN: notice('Niet beschikbaar vanaf {from}, einde onbekend: {reason}.', 'Not available from {from}, end not known: {reason}.', 'Leg vast tot wanneer dit duurt.', 'Record until when this lasts.'),
  DEPLOYED: notice('In gebruik bij een inzet sinds {from}.', 'In use in an activation since {from}.', 'Beëindig die inzet; daarna moet opnieuw worden geschouwd.', 'Stand that activation down; it has to be inspected again after that.'),
} as const satisfies Readonly<Record<string, Texts>>;

export type NoticeCode = keyof typeof NOTICES;
export type NoticeParams = Readonly<Record<string, string | number | Translated | { readonly day: LocalDay }>>;

/** Why a criterion fails or is about to: a code with its parameters. Words are made only when somebody reads them. */
export type Notice = {
  readonly code: NoticeCode;
  readonly params: NoticeParams;
  readonly since: LocalDay | null;
  /** The last day it holds, included, when that is known. */
  readonly until: LocalDay | null;
};

export const noticeOf = (code: NoticeCode, params: NoticeParams = {}, days: { since?: LocalDay; until?: LocalDay } = {}): Notice => ({
  code,
  params,
  since: days.since ?? null,
  until: days.until ?? null,
});

const DAY_FORMATS: Readonly<Record<Language, Intl.DateTimeFormat>> = {
  nl: new Intl.DateTimeFormat('nl-NL', { dateStyle: 'long', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }),
};

function wordsIn(value: NoticeParams[string], language: Language): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return value.toLocaleString(language, { maximumFractionDigits: 1 });
  return 'day' in value ? DAY_FORMATS[language].format(new Date(value.day)) : value[language];
}

const filledIn = (template: Translated, params: NoticeParams, language: Language): string =>
  fill(template[language], Object.fromEntries(Object.entries(params).map(([name, value]) => [name, wordsIn(value, language)])));

const inEveryLanguage = (template: Translated, params: NoticeParams): Translated =>
  Object.fromEntries(LANGUAGES.map((language) => [language, filledIn(template, params, language)])) as Record<Language, string>;

/** The text and the cure of a notice with everything filled in, days written out. */
export const wordsOf = (notice: Notice): { readonly text: Translated; readonly cure: Translated } => ({
  text: inEveryLanguage(NOTICES[notice.code].text, notice.params),
  cure: inEveryLanguage(NOTICES[notice.code].cure, notice.params),
});
