import { describe, expect, it } from '@jest/globals';
import { fill, newId } from '../../kernel/index.js';
import { parseInput } from '../../platform/http/index.js';
import { NOTHING_ESTABLISHED, statedLocation } from '../location-from-body.js';
import { changedParts, recordedLocation } from '../location-record.js';
import { LOCATION_SCHEMA } from '../location-schemas.js';
import { StandbyLocation } from '../standby-location.entity.js';
import type { Cell } from './cells.js';
import { columnsWith, EXAMPLE_REFERENCE, ID_COLUMN } from './columns.js';
import { readHeaders } from './headers.js';
import { readRow, type RowReading } from './read-row.js';
import { statedInput } from './stated-input.js';
import { valueAt, writeCell } from './write-cell.js';

const OWN = { code: 'GM0106', today: '2026-02-05' };
const text = (value: string): Cell => ({ kind: 'text', text: value });
const BASICS = { Kenmerk: 'A-1', Naam: 'Hal', Straat: 'Verzonnen weg', Huisnummer: '1', Postcode: '9401ab', Plaats: 'Assen', 'Aangeboden plekken': '100' };
const FULL = {
  reference: 'A-1', name: 'Hal', street: 'Verzonnen weg', houseNumber: '1', postcode: '9401 AB', place: 'Assen', bagId: '0106010000012345', latitude: 52.99, longitude: 6.561, claimedPlaces: 100, stayMode: 'day-and-night', wholeBuilding: 'yes', empty: 'no',
  floorAreaM2: 612.345, sleepingAreaM2: 336, ceilingHeightM: 5, rooms: [{ count: 12, use: 'bedroom', areaM2: 14.5 }, { count: 1, use: 'storage' }], toilets: 5, showers: 0, leadTimeHours: 48, buildingKind: 'sports-hall', accessibleToilets: 1,
  ownerAgreement: { signedOn: '2026-01-02', signatory: '=directeur', endsOn: '2026-12-31', whoPays: { reserving: 'COA', use: 'COA', damage: null }, insurerTold: 'no' },
  collegeDecision: { decidedOn: '2026-01-10', reference: 'B-17', maximumPersons: 90, groups: ['singleAdults', 'families'], longestStayDays: 28, conditions: 'Niet meer dan\ndrie maanden', endsOn: '2026-12-31', mandatedOfficial: 'gemeentesecretaris' },
  permit: { basis: 'zoning-plan', endsOn: null, maximumPersons: 100 }, fireUseNotificationOn: '2026-01-03', alsoPromisedTo: ['spreidingswet', 'booking'], blockedPlaces: [{ places: 4, reason: 'lekkage; dak', until: '2026-03-01' }], floorPlanOnFile: 'yes',
  suits: { families: 'yes', singleAdults: 'yes' }, confidentiality: 'public', owner: { kind: 'foundation', name: 'Stichting X' }, utilities: { hotWater: 'yes', powerKva: 80.5 }, catering: { kitchen: 'none', mealsAtOnce: 40 }, laundry: { washers: 3 },
  accessibility: { coach: 'no', publicTransportM: 350 }, site: { shared: 'yes', sharedWith: 'judo', neighboursToInform: 'de straat' }, costs: { reservingPerMonth: 1234.5, once: 0, note: '-' }, notes: '@piket',
  contacts: [{ role: 'opens', name: 'Piket', function: 'dienst', telephone: '+31 592 000 100', confirmedOn: '2026-02-01' }, { role: 'authorises', name: 'Secretaris', function: 'mandaat', email: 'a@assen.example' }, { role: 'alternate', name: 'B', function: 'c', telephone: '0592 000 101' }, { role: 'opens', name: 'Vierde', function: 'd', telephone: '0592 000 102' }],
};

function stored(changes: Record<string, unknown> = {}, columns: Partial<StandbyLocation> = {}): StandbyLocation {
  const stated = statedLocation(parseInput(LOCATION_SCHEMA, { ...FULL, ...changes }), OWN, { ...NOTHING_ESTABLISHED, measuredLeadTimeHours: 20 });
  return Object.assign(new StandbyLocation(), JSON.parse(JSON.stringify(stated)), { id: newId(), organisationId: newId(), version: 3, withdrawnAt: null, ...columns });
}

function read(cells: Record<string, string | Cell | undefined>, current?: StandbyLocation, own = OWN): RowReading {
  const entries = Object.entries(cells);
  const headers = readHeaders({ number: 1, cells: new Map(entries.map(([header], index) => [index, text(header)])) });
  const row = new Map(entries.flatMap(([, cell], index): [number, Cell][] => (cell === undefined ? [] : [[index, typeof cell === 'string' ? text(cell) : cell]])));
  return readRow({ number: 2, cells: row }, headers, current, own);
}
const faults = (reading: RowReading): string[] => (reading.outcome === 'wrong' ? reading.problems.map(({ index, code }) => `${index} ${code}`) : [reading.outcome]);
const statedOf = (reading: RowReading) => ('stated' in reading ? reading.stated : undefined);
/** The location as an export writes it. */
const exported = (location: StandbyLocation, language: 'nl' | 'en', contacts = 4): Record<string, Cell | undefined> =>
  Object.fromEntries(columnsWith(contacts).map((column) => [column.header[language], writeCell(valueAt({ ...statedInput(location), municipalityCode: location.municipalityCode }, column.path), column, language)]));

describe('a row of a new location', () => {
  it('states what its cells say, and what is left out is unknown', () => {
    expect(statedOf(read({ ...BASICS, Leeg: '', Toiletten: '6', Vloeroppervlak: '612,5', 'Vloeroppervlak (m²)': '612,5' }))).toMatchObject({
      reference: 'A-1', postcode: '9401 AB', claimedPlaces: 100, municipalityCode: 'GM0106', provinceCode: 'PV22', facts: { toilets: 6, empty: 'unknown', floorAreaM2: 612.5, confidentiality: 'confidential', collegeDecision: null, permit: null },
    });
  });

  it.each<[string, Record<string, string>, string[]]>([
    ['every wrong cell at once, each with its column', { ...BASICS, Postcode: '49074', 'Aangeboden plekken': 'veel', Leeg: 'soms', Toiletten: '2000', Breedtegraad: '52,9' }, ['6 not-a-number', '7 not-a-choice', '4 foreign-postcode', 'null half-a-point', '8 too-large']],
    ['what is missing in the row', { ...BASICS, Naam: ' ' }, ['1 required']],
    ['what is missing from the file', { Kenmerk: 'A-1', Naam: 'Hal' }, ['null missing-column', 'null missing-column', 'null missing-column', 'null missing-column', 'null missing-column']],
    ['no reference', { ...BASICS, Kenmerk: '' }, ['0 no-reference']],
    ['the example', { ...BASICS, Kenmerk: EXAMPLE_REFERENCE, Postcode: '0000 XX' }, ['0 example-row']],
    ['a number that is nobody’s', { ...BASICS, [ID_COLUMN.header.nl]: newId() }, ['7 unknown-id']],
    ['a number that is none', { ...BASICS, [ID_COLUMN.header.nl]: '12' }, ['7 unknown-id']],
    ['another municipality', { ...BASICS, Gemeentecode: 'GM0114' }, ['7 not-your-municipality']],
    ['a municipality that was merged away', { ...BASICS, Gemeentecode: 'GM0048' }, ['7 municipality-merged']],
    ['rules between fields', { ...BASICS, Toiletten: '2', 'Toiletten voor een rolstoel': '3', 'Vloeroppervlak (m²)': '10', 'Slaapoppervlak (m²)': '20' }, ['10 larger-than-floor', '8 more-than-all']],
    ['a room that cannot be', { ...BASICS, Ruimten: '0 x slaapkamer 10' }, ['7 too-small']],
    ['half a decision', { ...BASICS, 'Kenmerk collegebesluit': 'B-1' }, ['null required']],
    ['a contact without telephone or e-mail, at its own columns', { ...BASICS, 'Contact 1: rol': 'wie het gebouw opent', 'Contact 2: rol': 'de vervanger', 'Contact 2: naam': 'Piket', 'Contact 2: functie': 'x', 'Contact 2: telefoon': '' }, ['11 unreachable']],
    ['a cell under no header', { ...BASICS, '': 'verdwaald' }, ['7 stray-cell']],
    ['an unreadable character', { ...BASICS, Naam: 'a\u0000b' }, ['1 unreadable']],
  ])('names %s', (_what, cells, expected) => {
    expect(faults(read(cells)).map((each) => each.replace('null required', 'null missing-column')).sort()).toEqual(expected.map((each) => each.replace('null required', 'null missing-column')).sort());
  });

  it('names a column that is not in the file by its header', () => {
    const reading = read({ ...BASICS, 'Kenmerk collegebesluit': 'B-1' });
    const [problem] = reading.outcome === 'wrong' ? reading.problems : [];
    expect(fill(problem!.message.nl, problem!.params)).toContain('“Datum collegebesluit”');
  });
});

describe('a row of a location that is there', () => {
  it.each(['nl', 'en'] as const)('is unchanged as it was exported: %s', (language) => {
    for (const location of [stored(), stored({ alsoPromisedTo: [], rooms: [], contacts: [], collegeDecision: null, ownerAgreement: { signedOn: null }, empty: 'unknown' })]) {
      expect(read(exported(location, language), location)).toEqual({ outcome: 'unchanged' });
    }
  });

  it('changes what its cells say otherwise, and nothing else', () => {
    const location = stored();
    const stated = statedOf(read({ ...exported(location, 'nl'), Toiletten: '7', 'Contact 2: telefoon': '0592 000 999', 'Noodstroom': 'ja' }, location))!;
    const was = recordedLocation(location);
    const is = recordedLocation({ ...location, ...stated });
    expect(changedParts(was.facts, is.facts).after).toMatchObject({ toilets: 7, utilities: { hotWater: 'yes', backupPower: 'yes', powerKva: 80.5 } });
    expect(Object.keys(changedParts(was.facts, is.facts).after).sort()).toEqual(['toilets', 'utilities']);
    expect(stated.contacts.map(({ telephone }) => telephone)).toEqual(['+31592000100', '+31592000999', '+31592000101', '+31592000102']);
    expect(stated.facts.measuredLeadTimeHours).toBe(20);
  });

  it('keeps what the file has no column for', () => {
    const location = stored();
    const stated = statedOf(read({ Kenmerk: 'A-1', 'Aangeboden plekken': '80' }, location))!;
    expect(stated).toMatchObject({ claimedPlaces: 80, name: 'Hal', facts: { collegeDecision: { reference: 'B-17' }, rooms: location.facts.rooms } });
    expect(stated.contacts).toHaveLength(4);
  });

  it('empties what its cell leaves empty', () => {
    const stated = statedOf(read({ Kenmerk: 'A-1', Toiletten: '', 'Datum collegebesluit': '', 'Kenmerk collegebesluit': '', 'Collegebesluit: hoogste aantal personen': '', 'Collegebesluit: groepen': '', 'Collegebesluit: langste verblijf (dagen)': '', 'Collegebesluit: voorwaarden': '', 'Collegebesluit geldt tot en met': '', 'Wie het gebouw buiten kantooruren mag vrijgeven (functie)': '', 'Contact 2: naam': '', 'Contact 2: functie': '', 'Contact 2: e-mail': '', Leeg: 'onbekend' }, stored()))!;
    expect(stated.facts).toMatchObject({ toilets: null, collegeDecision: null, empty: 'unknown', showers: 0 });
    expect(stated.contacts.map(({ name }) => name)).toEqual(['Piket', 'B', 'Vierde']);
  });

  it('may change its reference when it has its number, and keeps a code that was merged away', () => {
    const location = stored({}, { municipalityCode: 'GM0048', provinceCode: 'PV20' });
    const own = { code: 'GM1950', today: '2026-02-05' };
    expect(read({ ...exported(location, 'nl'), [ID_COLUMN.header.nl]: location.id }, location, own)).toEqual({ outcome: 'unchanged' });
    expect(statedOf(read({ [ID_COLUMN.header.nl]: location.id, Kenmerk: 'A-2', Gemeentecode: 'GM0048' }, location, own))).toMatchObject({ reference: 'A-2', municipalityCode: 'GM0048', provinceCode: 'PV20' });
  });

  it('is refused when it was withdrawn, also when nothing in it is different', () => {
    const location = stored({}, { withdrawnAt: new Date('2026-01-01T00:00:00Z') });
    expect(faults(read(exported(location, 'nl'), location))).toEqual(['0 withdrawn']);
  });
});
