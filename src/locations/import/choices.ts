import { INFORMED_PARTIES } from '../../../config/informed-parties.js';
import { GROUP_KEYS, type Translated } from '../../kernel/index.js';
import { CONTACT_ROLE_LABELS, GROUP_LABELS, OTHER_PURPOSE_LABELS } from '../domain/index.js';

/** What a cell can say, by the value it stands for. Read in both languages, whatever the language of the file. */
export type Choices = Readonly<Record<string, Translated>>;

const UNKNOWN: Translated = { nl: 'onbekend', en: 'unknown' };

export const ANSWER_CHOICES: Choices = { yes: { nl: 'ja', en: 'yes' }, no: { nl: 'nee', en: 'no' }, unknown: UNKNOWN };

/** Written otherwise by people and by spreadsheet programs, and meaning the same. */
export const ANSWER_ALIASES: Readonly<Record<string, string>> = {
  j: 'yes', y: 'yes', waar: 'yes', true: 'yes', n: 'no', onwaar: 'no', false: 'no', '?': 'unknown',
};

export const STAY_MODE_CHOICES: Choices = { 'day-and-night': { nl: 'dag en nacht', en: 'day and night' }, 'night-only': { nl: 'alleen ’s nachts', en: 'night only' }, unknown: UNKNOWN };

export const CONFIDENTIALITY_CHOICES: Choices = {
  confidential: { nl: 'vertrouwelijk', en: 'confidential' }, 'council-informed': { nl: 'de raad weet het', en: 'the council knows' }, public: { nl: 'openbaar', en: 'public' },
};

export const PERMIT_CHOICES: Choices = {
  'environmental-permit': { nl: 'omgevingsvergunning', en: 'environmental permit' }, 'toleration-decision': { nl: 'gedoogbeslissing', en: 'toleration decision' },
  'zoning-plan': { nl: 'omgevingsplan staat het toe', en: 'the zoning plan allows it' }, unknown: UNKNOWN,
};

export const BUILDING_KIND_CHOICES: Choices = {
  'sports-hall': { nl: 'sporthal', en: 'sports hall' }, school: { nl: 'school', en: 'school' }, office: { nl: 'kantoor', en: 'office' },
  'community-centre': { nl: 'buurthuis of dorpshuis', en: 'community centre' }, 'event-hall': { nl: 'evenementenhal', en: 'event hall' }, church: { nl: 'kerk of klooster', en: 'church or monastery' },
  barracks: { nl: 'kazerne', en: 'barracks' }, hotel: { nl: 'hotel of hostel', en: 'hotel or hostel' }, 'holiday-park': { nl: 'vakantiepark', en: 'holiday park' },
  'care-home': { nl: 'zorggebouw', en: 'care home' }, 'industrial-hall': { nl: 'bedrijfshal', en: 'industrial hall' }, ship: { nl: 'schip', en: 'ship' },
  dwelling: { nl: 'woning', en: 'dwelling' }, other: { nl: 'anders', en: 'other' }, unknown: UNKNOWN,
};

export const OWNER_KIND_CHOICES: Choices = {
  municipality: { nl: 'de gemeente', en: 'the municipality' }, 'national-government': { nl: 'het Rijk', en: 'the state' }, 'other-government': { nl: 'een andere overheid', en: 'another public body' },
  'housing-association': { nl: 'woningcorporatie', en: 'housing association' }, foundation: { nl: 'stichting of vereniging', en: 'foundation or association' },
  company: { nl: 'bedrijf', en: 'company' }, 'private-person': { nl: 'particulier', en: 'private person' }, unknown: UNKNOWN,
};

export const KITCHEN_CHOICES: Choices = { full: { nl: 'volledige keuken', en: 'full kitchen' }, 'warming-only': { nl: 'alleen opwarmen', en: 'warming only' }, none: { nl: 'geen', en: 'none' }, unknown: UNKNOWN };

export const ROOM_USE_CHOICES: Choices = {
  bedroom: { nl: 'slaapkamer', en: 'bedroom' }, 'sleeping-hall': { nl: 'slaapzaal', en: 'sleeping hall' }, living: { nl: 'woon- of dagruimte', en: 'living or day room' },
  dining: { nl: 'eetruimte', en: 'dining room' }, office: { nl: 'kantoor of spreekkamer', en: 'office or consulting room' }, medical: { nl: 'medische ruimte', en: 'medical room' },
  storage: { nl: 'opslag', en: 'storage' }, other: { nl: 'anders', en: 'other' },
};

export const CONTACT_ROLE_CHOICES: Choices = CONTACT_ROLE_LABELS;
export const PURPOSE_CHOICES: Choices = OTHER_PURPOSE_LABELS;
export const INFORMED_CHOICES: Choices = Object.fromEntries(INFORMED_PARTIES.map(({ kind, name }) => [kind, name]));
export const GROUP_CHOICES: Choices = Object.fromEntries(GROUP_KEYS.map((key) => [key, GROUP_LABELS[key]]));

/** In the column of other promises: to nobody. An empty cell there is unknown. */
export const NOBODY: Translated = { nl: 'nergens anders aan', en: 'nothing else' };

/** Letters and figures only, without accents or capitals: "Alleen ’s nachts" and "alleen 's nachts" are one. */
export const folded = (text: string): string => text.normalize('NFKD').replace(/[^\p{L}\p{N}?]/gu, '').toLowerCase();
