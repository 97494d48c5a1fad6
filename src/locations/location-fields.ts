import { INFORMED_PARTIES } from '../../config/informed-parties.js';
import { GROUP_KEYS, type Translated } from '../kernel/index.js';
import { BUILDING_KINDS, CONFIDENTIALITIES, KITCHENS, OTHER_PURPOSE_LABELS, OTHER_PURPOSES, OWNER_KINDS, PERMIT_BASES, STAY_MODES } from './domain/index.js';

/** How a question is asked and its answer shown. `answer`: yes, no or unknown. */
export type FieldKind = 'text' | 'long' | 'whole' | 'decimal' | 'day' | 'answer' | 'choice' | 'ticks';

/** One question about a location. Its words are in the catalogue, under `location.field.` and its name. */
export type LocationField = {
  /** The name in the form: the path in what the API takes, and that of its errors. */
  readonly name: string;
  readonly kind: FieldKind;
  readonly unit?: string;
  /** What one can choose from, in order; the words are in the catalogue under this key and the value, or here. */
  readonly choices?: { readonly values: readonly string[]; readonly words: string | Readonly<Record<string, Translated>> };
  /** Shown only to who may see the contacts, or the address. Absent: to everybody. */
  readonly shownWith?: 'contacts' | 'address';
};

/** Lists of which each entry has fields of its own. */
export type FieldRows = 'contacts' | 'rooms' | 'blockedPlaces';
export const FIELD_ROWS: readonly FieldRows[] = ['contacts', 'rooms', 'blockedPlaces'];

/** Questions that belong together under one heading; the id names it in the page's address and in the catalogue. */
export type FieldGroup = { readonly id: string; readonly fields: readonly LocationField[]; readonly rows?: readonly FieldRows[] };

/** Ticked to say that the places are promised to nobody else; nothing ticked is unknown. */
export const PROMISED_TO_NOBODY = 'none';

const of = (kind: FieldKind, ...names: readonly string[]): LocationField[] => names.map((name) => ({ name, kind }));
const choice = (name: string, values: readonly string[], words: string): LocationField => ({ name, kind: 'choice', choices: { values, words } });
const within = (prefix: string, fields: readonly LocationField[]): LocationField[] => fields.map((field) => ({ ...field, name: `${prefix}.${field.name}` }));
const amount = (name: string, unit: string, kind: FieldKind = 'decimal'): LocationField => ({ name, kind, unit });
const forParties = (...fields: readonly LocationField[]): LocationField[] => fields.map((field) => ({ ...field, shownWith: 'contacts' }));
const forPlace = (...fields: readonly LocationField[]): LocationField[] => fields.map((field) => ({ ...field, shownWith: 'address' }));

export const NAME: LocationField = { name: 'name', kind: 'text' };
export const ADDRESS_FIELDS: readonly LocationField[] = forPlace(...of('text', 'street', 'houseNumber', 'postcode', 'place'));
export const STAY_MODE = choice('stayMode', STAY_MODES, 'location.stayMode');
export const WHOLE_BUILDING: LocationField = { name: 'wholeBuilding', kind: 'answer', choices: { values: ['yes', 'no', 'unknown'], words: 'location.whole' } };
export const EMPTY: LocationField = { name: 'empty', kind: 'answer' };
export const ESSENTIAL_FIGURES: readonly LocationField[] = [
  { name: 'claimedPlaces', kind: 'whole' }, { name: 'leadTimeHours', kind: 'decimal' }, amount('sleepingAreaM2', 'm²'), ...of('whole', 'toilets', 'showers'),
];

/** What the form begins with. Name and address, places, stay, sleeping area, toilets, showers, whole or part, empty, lead time; who opens it stands with them. */
export const ESSENTIALS: readonly LocationField[] = [NAME, ...ADDRESS_FIELDS, ...ESSENTIAL_FIGURES, STAY_MODE, WHOLE_BUILDING, EMPTY];

const DECISION: FieldGroup = {
  id: 'besluit',
  fields: within('collegeDecision', [
    ...of('day', 'decidedOn'), ...of('text', 'reference'), ...of('whole', 'maximumPersons', 'longestStayDays'), ...of('day', 'endsOn'), ...forParties(...of('text', 'mandatedOfficial')),
    { name: 'groups', kind: 'ticks', choices: { values: GROUP_KEYS, words: 'group' } }, ...of('long', 'conditions'),
    { name: 'informBeforeOpening', kind: 'ticks', choices: { values: INFORMED_PARTIES.map(({ kind }) => kind), words: Object.fromEntries(INFORMED_PARTIES.map(({ kind, name }) => [kind, name])) } },
  ]),
};
const AGREEMENT: FieldGroup = {
  id: 'overeenkomst',
  fields: within('ownerAgreement', [
    ...of('day', 'signedOn', 'endsOn'), ...forParties(...of('text', 'signatory')), ...of('text', 'whoPays.reserving', 'whoPays.use', 'whoPays.damage'), ...of('answer', 'insurerTold'),
  ]),
};
const PERMIT: FieldGroup = {
  id: 'vergunning',
  fields: [choice('permit.basis', PERMIT_BASES, 'location.permit'), ...of('day', 'permit.endsOn'), ...of('whole', 'permit.maximumPersons'), ...of('day', 'fireUseNotificationOn'), ...of('answer', 'floorPlanOnFile')],
};
const PROMISES: FieldGroup = {
  id: 'toezeggingen',
  fields: [
    choice('confidentiality', CONFIDENTIALITIES, 'location.confidentiality'),
    {
      name: 'alsoPromisedTo', kind: 'ticks',
      choices: { values: [PROMISED_TO_NOBODY, ...OTHER_PURPOSES], words: { ...OTHER_PURPOSE_LABELS, [PROMISED_TO_NOBODY]: { nl: 'nergens anders aan', en: 'nothing else' } } },
    },
    ...of('answer', 'countsForSpreidingswet'),
  ],
};
const CONTACTS: FieldGroup = { id: 'contacten', fields: [], rows: ['contacts'] };
const SUITS: FieldGroup = { id: 'groepen', fields: within('suits', of('answer', 'families', 'singleAdults', 'wheelchairUsers', 'unaccompaniedMinors')) };

const BUILDING: FieldGroup = {
  id: 'gebouw',
  fields: [
    choice('buildingKind', BUILDING_KINDS, 'location.buildingKind'), ...of('text', 'reference'), choice('owner.kind', OWNER_KINDS, 'location.ownerKind'), ...forParties(...of('text', 'owner.name')),
    ...forPlace(...of('text', 'bagId'), ...of('decimal', 'latitude', 'longitude')),
  ],
};
const SPACE: FieldGroup = {
  id: 'ruimte',
  fields: [amount('floorAreaM2', 'm²'), amount('ceilingHeightM', 'm'), ...of('whole', 'accessibleToilets', 'accessibleShowers')],
  rows: ['rooms', 'blockedPlaces'],
};
const SERVICES: FieldGroup = {
  id: 'voorzieningen',
  fields: [
    ...within('utilities', [...of('answer', 'hotWater', 'heating', 'power', 'backupPower', 'network'), amount('powerKva', 'kVA'), ...of('decimal', 'backupPowerHours')]),
    ...within('catering', [choice('kitchen', KITCHENS, 'location.kitchen'), ...of('whole', 'mealsAtOnce', 'diningSeats'), ...of('answer', 'mealsMayBeBroughtIn')]),
    ...within('laundry', [...of('answer', 'onSite'), ...of('whole', 'washers', 'dryers')]),
  ],
};
const GROUNDS: FieldGroup = {
  id: 'terrein',
  fields: [
    ...within('accessibility', [...of('answer', 'wheelchair', 'coach'), ...of('whole', 'parkingSpaces'), amount('publicTransportM', 'm', 'whole')]),
    ...within('site', [...of('answer', 'fenced', 'shared'), ...forPlace(...of('text', 'sharedWith'), ...of('long', 'neighboursToInform'))]),
  ],
};
const COSTS: FieldGroup = {
  id: 'kosten',
  fields: forParties(...within('costs', [amount('reservingPerMonth', '€'), amount('usePerDay', '€'), amount('once', '€'), ...of('long', 'note')]), ...of('long', 'notes')),
};

/** What decides whether the places count. */
export const GROUPS_TO_COUNT: readonly FieldGroup[] = [DECISION, AGREEMENT, PERMIT, PROMISES, CONTACTS, SUITS];
/** What who fits out and opens the building needs to know. */
export const GROUPS_TO_DESCRIBE: readonly FieldGroup[] = [BUILDING, SPACE, SERVICES, GROUNDS, COSTS];
export const FIELD_GROUPS: readonly FieldGroup[] = [...GROUPS_TO_COUNT, ...GROUPS_TO_DESCRIBE];

export const LOCATION_FIELDS: readonly LocationField[] = [...ESSENTIALS, ...FIELD_GROUPS.flatMap(({ fields }) => fields)];
