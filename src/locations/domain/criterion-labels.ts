import type { Criterion } from '../../../config/readiness.js';
import type { GroupKey, Translated } from '../../kernel/index.js';
import type { ContactRole, OtherPurpose } from './location.js';

export const CRITERION_LABELS: Readonly<Record<Criterion | 'availability', Translated>> = {
  'college-decision': { nl: 'Collegebesluit', en: 'College decision' },
  'owner-agreement': { nl: 'Overeenkomst met de eigenaar', en: "Owner's agreement" },
  empty: { nl: 'Leegstand', en: 'Empty building' },
  'stay-mode': { nl: 'Verblijf dag en nacht', en: 'Stay by day and night' },
  permit: { nl: 'Vergunning of gedoogbeslissing', en: 'Permit or toleration decision' },
  'fire-use-notification': { nl: 'Gebruiksmelding', en: 'Fire-use notification' },
  'not-promised-elsewhere': { nl: 'Niet ook elders toegezegd', en: 'Not promised elsewhere' },
  'fire-safety': { nl: 'Brandveiligheid', en: 'Fire safety' },
  'water-legionella': { nl: 'Water en legionella', en: 'Water and legionella' },
  'power-heating': { nl: 'Stroom, verwarming en warm water', en: 'Power, heating and hot water' },
  sanitary: { nl: 'Toiletten en douches', en: 'Toilets and showers' },
  access: { nl: 'Toegang en sleutels', en: 'Access and keys' },
  contacts: { nl: 'Bereikbare contacten', en: 'Contacts that can be reached' },
  'milestones-owned': { nl: 'Rolverdeling', en: 'Who owes which milestone' },
  'floor-plan': { nl: 'Plattegrond met maten', en: 'Floor plan with dimensions' },
  'lead-time': { nl: 'Aanlooptijd', en: 'Lead time' },
  availability: { nl: 'Beschikbaarheid', en: 'Availability' },
};

export const CONTACT_ROLE_LABELS: Readonly<Record<ContactRole, Translated>> = {
  authorises: { nl: 'wie het gebruik vrijgeeft', en: 'who authorises use' },
  opens: { nl: 'wie het gebouw opent', en: 'who opens the building' },
  alternate: { nl: 'de vervanger', en: 'the alternate' },
};

export const OTHER_PURPOSE_LABELS: Readonly<Record<OtherPurpose, Translated>> = {
  'ukraine-reception': { nl: 'opvang uit Oekraïne', en: 'reception from Ukraine' },
  spreidingswet: { nl: 'de Spreidingswet', en: 'the Spreidingswet' },
  'crisis-reception': { nl: 'crisisopvang', en: 'crisis reception' },
  booking: { nl: 'een boeking', en: 'a booking' },
};

export const GROUP_LABELS: Readonly<Record<GroupKey, Translated>> = {
  families: { nl: 'gezinnen', en: 'families' },
  singleAdults: { nl: 'alleenstaande volwassenen', en: 'single adults' },
  unaccompaniedMinors: { nl: 'alleenstaande minderjarigen (amv)', en: 'unaccompanied minors' },
  wheelchairUsers: { nl: 'rolstoelgebruikers', en: 'wheelchair users' },
};

/** Several names in one text, with commas. */
export const listed = (names: readonly Translated[]): Translated => ({
  nl: names.map((name) => name.nl).join(', '),
  en: names.map((name) => name.en).join(', '),
});
