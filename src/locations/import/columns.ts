import { GROUP_KEYS, type Language, type Translated } from '../../kernel/index.js';
import { GROUP_LABELS } from '../domain/index.js';
import {
  ANSWER_CHOICES, BUILDING_KIND_CHOICES, type Choices, CONFIDENTIALITY_CHOICES, CONTACT_ROLE_CHOICES, GROUP_CHOICES, INFORMED_CHOICES, KITCHEN_CHOICES, OWNER_KIND_CHOICES, PERMIT_CHOICES, PURPOSE_CHOICES,
  ROOM_USE_CHOICES, STAY_MODE_CHOICES,
} from './choices.js';

/**
 * How the cells of a column are written. `whole` and `decimal`: numbers; `degrees`: decimals that never have thousands;
 * `ticks`: several of the choices in one cell; `rooms` and `blocked`: several small records in one cell.
 */
export type ColumnKind = 'text' | 'long' | 'whole' | 'decimal' | 'degrees' | 'day' | 'answer' | 'choice' | 'ticks' | 'rooms' | 'blocked';

/** A column of the sheet: one fact of a location. */
export type Column = {
  /** The path in LOCATION_SCHEMA, which holds the rules; `id` is the one that is not in it. */
  readonly path: string;
  readonly kind: ColumnKind;
  readonly header: Translated;
  /** What it means and how it is written, where the header does not say so. */
  readonly about?: Translated;
  readonly choices?: Choices;
  /** In the row that shows how it is done; absent: left empty there. */
  readonly example?: Translated;
  /** A new location needs it. */
  readonly required?: boolean;
  /** Whose columns may hold something personal: shown to who may see the contacts. */
  readonly personal?: boolean;
};

type More = Partial<Pick<Column, 'about' | 'choices' | 'example' | 'required' | 'personal'>>;
const t = (nl: string, en: string = nl): Translated => ({ nl, en });
const column = (kind: ColumnKind, path: string, nl: string, en: string, more: More = {}): Column => ({ path, kind, header: { nl, en }, ...more });
const answer = (path: string, nl: string, en: string, example?: 'yes' | 'no'): Column =>
  column('answer', path, nl, en, { choices: ANSWER_CHOICES, ...(example && { example: ANSWER_CHOICES[example] }) });
const choice = (path: string, nl: string, en: string, choices: Choices, example?: string): Column =>
  column('choice', path, nl, en, { choices, ...(example && { example: choices[example] }) });

/** In the row of the template that shows how it is done. A file that still has it is told so. */
export const EXAMPLE_REFERENCE = 'VOORBEELD-0';

const IDENTITY: readonly Column[] = [
  column('text', 'reference', 'Kenmerk', 'Reference', {
    required: true, example: t(EXAMPLE_REFERENCE),
    about: t('Uw eigen kenmerk. Hieraan wordt de locatie herkend: staat zij er al, dan wordt zij bijgewerkt.', 'Your own reference. The location is recognised by it: when it is there already, it is updated.'),
  }),
  column('text', 'name', 'Naam', 'Name', { required: true, example: t('Voorbeeldhal De Verzonnen Kamp (verwijder deze rij)', 'Example hall De Verzonnen Kamp (remove this row)') }),
  choice('buildingKind', 'Soort gebouw', 'Kind of building', BUILDING_KIND_CHOICES, 'sports-hall'),
  column('text', 'street', 'Straat', 'Street', { required: true, example: t('Verzonnenweg') }),
  column('text', 'houseNumber', 'Huisnummer', 'House number', { required: true, example: t('0a'), about: t('Met letter of toevoeging, zoals 12a of 12-2.', 'With its letter or addition, such as 12a or 12-2.') }),
  column('text', 'postcode', 'Postcode', 'Postcode', { required: true, example: t('0000 XX'), about: t('Zoals 9401 AB.', 'Such as 9401 AB.') }),
  column('text', 'place', 'Plaats', 'Place', { required: true, example: t('Nergenshuizen') }),
  column('text', 'municipalityCode', 'Gemeentecode', 'Municipality code', { about: t('CBS-code van uw gemeente, zoals GM0106. Mag leeg blijven.', 'CBS code of your municipality, such as GM0106. May be left empty.') }),
  column('text', 'bagId', 'BAG-kenmerk', 'BAG identifier', { about: t('16 cijfers. Maak de kolom op als tekst: anders verdwijnen de nullen vooraan.', '16 digits. Format the column as text: leading zeros get lost otherwise.') }),
  column('degrees', 'latitude', 'Breedtegraad', 'Latitude', { example: t('52,9', '52.9'), about: t('WGS84, in graden.', 'WGS84, in degrees.') }),
  column('degrees', 'longitude', 'Lengtegraad', 'Longitude', { example: t('6,5', '6.5'), about: t('WGS84, in graden.', 'WGS84, in degrees.') }),
];

const ESSENTIALS: readonly Column[] = [
  column('whole', 'claimedPlaces', 'Aangeboden plekken', 'Places offered', { required: true, example: t('100'), about: t('Personen, dag en nacht.', 'Persons, day and night.') }),
  choice('stayMode', 'Verblijf', 'Stay', STAY_MODE_CHOICES, 'day-and-night'),
  answer('wholeBuilding', 'Hele gebouw', 'Whole building', 'yes'),
  answer('empty', 'Leeg', 'Empty', 'yes'),
  column('decimal', 'leadTimeHours', 'Aanlooptijd (uren)', 'Lead time (hours)', { example: t('48'), about: t('Van oproep tot de eerste bewoner naar binnen kan.', 'From the call until the first person can come in.') }),
  column('choice', 'confidentiality', 'Vertrouwelijkheid', 'Confidentiality', {
    choices: CONFIDENTIALITY_CHOICES, example: CONFIDENTIALITY_CHOICES['confidential']!, about: t('Leeg: vertrouwelijk.', 'Empty: confidential.'),
  }),
  column('ticks', 'alsoPromisedTo', 'Ook toegezegd aan', 'Also promised to', {
    choices: PURPOSE_CHOICES, example: t('nergens anders aan', 'nothing else'),
    about: t('Meer dan een: met puntkomma’s ertussen. “nergens anders aan” als dat zo is; leeg is onbekend.', 'More than one: with semicolons between them. “nothing else” where that is so; empty is unknown.'),
  }),
  answer('countsForSpreidingswet', 'Telt voor de Spreidingswet', 'Counts under the Spreidingswet'),
  ...GROUP_KEYS.map((group) => answer(`suits.${group}`, `Geschikt voor ${GROUP_LABELS[group].nl}`, `Suits ${GROUP_LABELS[group].en}`, group === 'unaccompaniedMinors' ? 'no' : 'yes')),
];

const SPACE: readonly Column[] = [
  column('decimal', 'floorAreaM2', 'Vloeroppervlak (m²)', 'Floor area (m²)', { example: t('612,5', '612.5') }),
  column('decimal', 'sleepingAreaM2', 'Slaapoppervlak (m²)', 'Sleeping area (m²)', { example: t('420') }),
  column('decimal', 'ceilingHeightM', 'Plafondhoogte (m)', 'Ceiling height (m)', { example: t('4,2', '4.2') }),
  column('rooms', 'rooms', 'Ruimten', 'Rooms', {
    choices: ROOM_USE_CHOICES, example: t('1 x slaapzaal 420; 2 x opslag', '1 x sleeping hall 420; 2 x storage'),
    about: t('Aantal x gebruik, met het oppervlak van één ruimte in m² erachter: 12 x slaapkamer 14,5; 1 x opslag.', 'Number x use, followed by the area of one in m²: 12 x bedroom 14.5; 1 x storage.'),
  }),
  column('whole', 'toilets', 'Toiletten', 'Toilets', { example: t('6') }),
  column('whole', 'accessibleToilets', 'Toiletten voor een rolstoel', 'Toilets for a wheelchair', { example: t('1') }),
  column('whole', 'showers', 'Douches', 'Showers', { example: t('4') }),
  column('whole', 'accessibleShowers', 'Douches voor een rolstoel', 'Showers for a wheelchair', { example: t('1') }),
  column('blocked', 'blockedPlaces', 'Geblokkeerde plekken', 'Blocked places', {
    about: t('Plekken, eventueel tot wanneer, en waarom: 10 tot 31-01-2026: lekkage; 4: kapotte bedden.', 'Places, until when if known, and why: 10 until 31-01-2026: leak; 4: broken beds.'),
  }),
];

const PAPERS: readonly Column[] = [
  column('day', 'collegeDecision.decidedOn', 'Datum collegebesluit', 'Date of college decision', { about: t('Nodig zodra u iets anders van het besluit invult.', 'Needed as soon as you fill in anything else of the decision.') }),
  column('text', 'collegeDecision.reference', 'Kenmerk collegebesluit', 'Reference of college decision'),
  column('whole', 'collegeDecision.maximumPersons', 'Collegebesluit: hoogste aantal personen', 'College decision: maximum persons'),
  column('ticks', 'collegeDecision.groups', 'Collegebesluit: groepen', 'College decision: groups', { choices: GROUP_CHOICES, about: t('Met puntkomma’s ertussen.', 'With semicolons between them.') }),
  column('whole', 'collegeDecision.longestStayDays', 'Collegebesluit: langste verblijf (dagen)', 'College decision: longest stay (days)'),
  column('long', 'collegeDecision.conditions', 'Collegebesluit: voorwaarden', 'College decision: conditions'),
  column('ticks', 'collegeDecision.informBeforeOpening', 'Collegebesluit: eerst informeren', 'College decision: inform first', {
    choices: INFORMED_CHOICES, about: t('Wie volgens het besluit geïnformeerd moet zijn voordat de locatie open gaat. Met puntkomma’s ertussen.', 'Who must be informed before the location opens, as the decision says. With semicolons between them.'),
  }),
  column('day', 'collegeDecision.endsOn', 'Collegebesluit geldt tot en met', 'College decision valid up to and including'),
  column('text', 'collegeDecision.mandatedOfficial', 'Wie het gebouw buiten kantooruren mag vrijgeven (functie)', 'Who may release the building out of hours (function)', { personal: true }),
  choice('owner.kind', 'Soort eigenaar', 'Kind of owner', OWNER_KIND_CHOICES, 'municipality'),
  column('text', 'owner.name', 'Naam eigenaar', 'Name of owner', { personal: true }),
  column('day', 'ownerAgreement.signedOn', 'Overeenkomst getekend op', 'Agreement signed on'),
  column('text', 'ownerAgreement.signatory', 'Overeenkomst getekend door (functie)', 'Agreement signed by (function)', { personal: true }),
  column('day', 'ownerAgreement.endsOn', 'Overeenkomst geldt tot en met', 'Agreement valid up to and including'),
  column('text', 'ownerAgreement.whoPays.reserving', 'Wie betaalt het reserveren', 'Who pays for reserving'),
  column('text', 'ownerAgreement.whoPays.use', 'Wie betaalt het gebruik', 'Who pays for use'),
  column('text', 'ownerAgreement.whoPays.damage', 'Wie betaalt schade', 'Who pays for damage'),
  answer('ownerAgreement.insurerTold', 'Verzekeraar van de eigenaar weet het', 'Owner’s insurer has been told'),
  choice('permit.basis', 'Vergunning: grondslag', 'Permit: basis', PERMIT_CHOICES),
  column('day', 'permit.endsOn', 'Vergunning geldt tot en met', 'Permit valid up to and including'),
  column('whole', 'permit.maximumPersons', 'Vergunning: hoogste aantal personen', 'Permit: maximum persons'),
  column('day', 'fireUseNotificationOn', 'Gebruiksmelding ingediend op', 'Fire-use notification filed on', { example: t('31-01-2026'), about: t('Dagen als 31-01-2026 of 2026-01-31.', 'Days as 31-01-2026 or 2026-01-31.') }),
  answer('floorPlanOnFile', 'Plattegrond met maten in het dossier', 'Floor plan with dimensions on file'),
];

const BUILDING: readonly Column[] = [
  answer('utilities.hotWater', 'Warm water', 'Hot water', 'yes'),
  answer('utilities.heating', 'Verwarming', 'Heating', 'yes'),
  answer('utilities.power', 'Stroom van het net', 'Mains power', 'yes'),
  column('decimal', 'utilities.powerKva', 'Vermogen van de aansluiting (kVA)', 'Capacity of the connection (kVA)'),
  answer('utilities.backupPower', 'Noodstroom', 'Back-up power'),
  column('decimal', 'utilities.backupPowerHours', 'Noodstroom houdt het vol (uren)', 'Back-up power lasts (hours)'),
  answer('utilities.network', 'Internet', 'Internet'),
  choice('catering.kitchen', 'Keuken', 'Kitchen', KITCHEN_CHOICES, 'warming-only'),
  column('whole', 'catering.mealsAtOnce', 'Maaltijden tegelijk', 'Meals at one time'),
  column('whole', 'catering.diningSeats', 'Zitplaatsen om te eten', 'Seats for eating'),
  answer('catering.mealsMayBeBroughtIn', 'Cateraar mag eten brengen', 'Caterer may bring meals'),
  answer('laundry.onSite', 'Wasgelegenheid', 'Laundry'),
  column('whole', 'laundry.washers', 'Wasmachines', 'Washing machines'),
  column('whole', 'laundry.dryers', 'Drogers', 'Dryers'),
  column('whole', 'accessibility.parkingSpaces', 'Parkeerplaatsen', 'Parking spaces'),
  answer('accessibility.coach', 'Touringcar kan voorrijden en keren', 'A coach can come up and turn'),
  column('whole', 'accessibility.publicTransportM', 'Lopen naar de halte (m)', 'On foot to the stop (m)'),
  answer('accessibility.wheelchair', 'Rolstoeltoegankelijk', 'Wheelchair access'),
  answer('site.fenced', 'Terrein afgesloten', 'Grounds fenced'),
  answer('site.shared', 'Anderen gebruiken gebouw of terrein ook', 'Others use building or grounds as well'),
  column('text', 'site.sharedWith', 'Gedeeld met', 'Shared with'),
  column('long', 'site.neighboursToInform', 'Buren die het vooraf moeten horen', 'Neighbours who have to hear beforehand', { about: t('Straten, scholen, bedrijven; geen namen van bewoners.', 'Streets, schools, companies; no names of residents.') }),
  column('decimal', 'costs.reservingPerMonth', 'Kosten reserveren per maand (€)', 'Costs of reserving per month (€)'),
  column('decimal', 'costs.usePerDay', 'Kosten gebruik per dag (€)', 'Costs of use per day (€)'),
  column('decimal', 'costs.once', 'Kosten eenmalig (€)', 'Costs once (€)'),
  column('long', 'costs.note', 'Toelichting op de kosten', 'About the costs'),
  column('long', 'notes', 'Opmerkingen', 'Notes'),
];

/** As many as a location can have; the template has the first three. */
export const MOST_CONTACTS = 10;
export const TEMPLATE_CONTACTS = 3;
const ROLES = ['authorises', 'opens', 'alternate'] as const;

function contactColumns(index: number): Column[] {
  const n = index + 1;
  const role = ROLES[index];
  return [
    column('choice', `contacts.${index}.role`, `Contact ${n}: rol`, `Contact ${n}: role`, { choices: CONTACT_ROLE_CHOICES, ...(role && { example: CONTACT_ROLE_CHOICES[role]! }) }),
    column('text', `contacts.${index}.name`, `Contact ${n}: naam`, `Contact ${n}: name`, {
      personal: true, ...(role && { example: t(`Piketdienst ${n}`, `Duty desk ${n}`) }),
      ...(index === 0 && { about: t('Liever een dienst of piketnummer dan een persoon.', 'Rather a service or duty number than a person.') }),
    }),
    column('text', `contacts.${index}.function`, `Contact ${n}: functie`, `Contact ${n}: function`, { personal: true, ...(role && { example: t('piket', 'duty officer') }) }),
    column('text', `contacts.${index}.telephone`, `Contact ${n}: telefoon`, `Contact ${n}: telephone`, { personal: true, ...(role && { example: t(`0592 000 00${n}`) }) }),
    column('text', `contacts.${index}.email`, `Contact ${n}: e-mail`, `Contact ${n}: e-mail`, { personal: true, ...(role && { example: t(`piket${n}@voorbeeld.example`) }) }),
    column('day', `contacts.${index}.confirmedOn`, `Contact ${n}: bereikbaarheid bevestigd op`, `Contact ${n}: confirmed to be reachable on`),
    column('day', `contacts.${index}.notReachedOn`, `Contact ${n}: gebeld en niet bereikt op`, `Contact ${n}: called and not reached on`),
  ];
}

const BEFORE_CONTACTS: readonly Column[] = [...IDENTITY, ...ESSENTIALS, ...SPACE, ...PAPERS, ...BUILDING];

/** The number under which we know the location: finds one that has no reference, or whose reference changes. */
export const ID_COLUMN: Column = column('text', 'id', 'Nummer in Achter de Hand', 'Number in Achter de Hand', {
  about: t('Staat in een export. Niet wijzigen; leeg laten bij een nieuwe locatie.', 'Is in an export. Do not change it; leave empty for a new location.'),
});

/** The columns with so many contacts, in order. */
export const columnsWith = (contacts: number): Column[] => [...BEFORE_CONTACTS, ...Array.from({ length: contacts }, (_, index) => contactColumns(index)).flat()];

/** Every column that a file can have. */
export const COLUMNS: readonly Column[] = [...columnsWith(MOST_CONTACTS), ID_COLUMN];
export const COLUMN_BY_PATH: ReadonlyMap<string, Column> = new Map(COLUMNS.map((each) => [each.path, each]));

/** Written by an export and by the file of rows that were left out; skipped when it comes back: nobody can state it. */
export type NoteColumn = { readonly key: string; readonly header: Translated };
export const NOTE_COLUMNS = {
  reasons: { key: 'reasons', header: t('Waarom niet ingelezen', 'Why it was not imported') },
  row: { key: 'row', header: t('Rij in het vorige bestand', 'Row in the previous file') },
  municipality: { key: 'municipality', header: t('Gemeente', 'Municipality') },
  readiness: { key: 'readiness', header: t('Inzetbaarheid nu', 'Readiness now') },
  places: { key: 'places', header: t('Vastgestelde plekken nu', 'Verified places now') },
  limit: { key: 'limit', header: t('Waardoor begrensd', 'What limits it') },
} as const satisfies Record<string, NoteColumn>;

export const headerOf = ({ header }: Pick<Column, 'header'>, language: Language): string => header[language];
