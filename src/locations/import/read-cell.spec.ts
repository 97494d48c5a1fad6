import { describe, expect, it } from '@jest/globals';
import type { Cell } from './cells.js';
import { COLUMN_BY_PATH } from './columns.js';
import { keptApostrophe, neutralised } from './neutral-text.js';
import { readCell } from './read-cell.js';
import { saysTheSame, writeCell, writeDay, writeNumber } from './write-cell.js';

const column = (path: string) => COLUMN_BY_PATH.get(path)!;
const text = (value: string): Cell => ({ kind: 'text', text: value });
const read = (path: string, cell: Cell | undefined): unknown => {
  const result = readCell(cell, column(path));
  return result.ok ? result.value : { fault: result.error.code };
};
const faulty = (code: string) => ({ fault: code });

describe('an empty cell', () => {
  it.each([[undefined], [text('')], [text('  ')], [text('\u00A0')]])('states nothing: %j', (cell) => {
    expect(read('name', cell)).toBeNull();
    expect(read('toilets', cell)).toBeNull();
    expect(read('empty', cell)).toBeNull();
  });
});

describe('a number', () => {
  it.each([
    ['100', 100], ['100,0', 100], ['1.200', 1200], ['1,200', 1200], ['1 200', 1200], ['1.234.567', 1_234_567], ['12,5', 12.5], ['-3', -3],
    ['twaalf', faulty('not-a-number')], ['12 stuks', faulty('not-a-number')], ['1.2.3', faulty('not-a-number')], ['1e3', faulty('not-a-number')], ['--3', faulty('not-a-number')], ['1'.repeat(31), faulty('not-a-number')],
  ])('of whole things: %s', (written, value) => expect(read('toilets', text(written))).toEqual(value));

  it.each([
    ['612,5', 612.5], ['612.5', 612.5], ['1.234,5', 1234.5], ['1,234.5', 1234.5], ['€ 1.234,56', 1234.56], ['0,125', 0.125], ['0.125', 0.125], ['1234,567', 1234.567], ['1.2340', 1.234], [',5', 0.5],
    ['1.234', faulty('ambiguous-number')], ['1,234', faulty('ambiguous-number')], ['1.23,4.5', faulty('not-a-number')], ['12 m2', faulty('not-a-number')],
  ])('with decimals: %s', (written, value) => expect(read('floorAreaM2', text(written))).toEqual(value));

  it.each([['52,993', 52.993], ['52.993', 52.993], ['6,5', 6.5], ['52.993.123', faulty('not-a-number')]])('of degrees, which has no thousands: %s', (written, value) => {
    expect(read('latitude', text(written))).toEqual(value);
  });

  it('of an XLSX is taken as it is', () => expect(read('floorAreaM2', { kind: 'number', value: 1.234 })).toBe(1.234));
});

describe('a day', () => {
  it.each([
    ['31-01-2026', '2026-01-31'], ['31/1/2026', '2026-01-31'], ['1.2.2026', '2026-02-01'], ['2026-01-31', '2026-01-31'], ['2026-01-31T00:00:00', '2026-01-31'], ['29-02-2028', '2028-02-29'],
    ['29-02-2026', faulty('not-a-day')], ['01/31/2026', faulty('not-a-day')], ['31-01-26', faulty('short-year')], ['31-01/2026', faulty('not-a-day')], ['2026-01-31T14:00:00', faulty('not-a-day')], ['binnenkort', faulty('not-a-day')],
  ])('%s', (written, value) => expect(read('permit.endsOn', text(written))).toEqual(value));

  it('of an XLSX is a date, never a number', () => {
    expect(read('permit.endsOn', { kind: 'day', day: '2026-01-31' })).toBe('2026-01-31');
    expect(read('permit.endsOn', { kind: 'number', value: 46_053 })).toEqual(faulty('number-for-day'));
  });
});

describe('an answer', () => {
  it.each([['ja', 'yes'], ['JA ', 'yes'], ['j', 'yes'], ['yes', 'yes'], ['WAAR', 'yes'], ['nee', 'no'], ['No', 'no'], ['onbekend', 'unknown'], ['unknown', 'unknown'], ['?', 'unknown'], ['misschien', faulty('not-a-choice')], ['1', faulty('not-a-choice')]])(
    '%s', (written, value) => expect(read('empty', text(written))).toEqual(value));
  it('may be a tick of the spreadsheet', () => expect(read('empty', { kind: 'boolean', value: false })).toBe('no'));
});

describe('a choice', () => {
  it.each([
    ['stayMode', 'Dag en nacht', 'day-and-night'], ['stayMode', 'DAY AND NIGHT', 'day-and-night'], ['stayMode', 'day-and-night', 'day-and-night'], ['stayMode', "alleen 's nachts", 'night-only'], ['stayMode', 'alleen ’s nachts', 'night-only'],
    ['buildingKind', 'Sporthal', 'sports-hall'], ['owner.kind', 'het rijk', 'national-government'], ['contacts.0.role', 'de vervanger', 'alternate'], ['stayMode', 'overdag', faulty('not-a-choice')],
  ])('%s: %s', (path, written, value) => expect(read(path, text(written))).toEqual(value));

  it.each([
    ['een boeking; opvang uit Oekraïne', ['ukraine-reception', 'booking']], ['a booking, a booking', ['booking']], ['nergens anders aan', []], ['onbekend', null],
    ['nergens anders aan; een boeking', faulty('contradiction')], ['de buren', faulty('not-a-choice')],
  ])('several: %s', (written, value) => expect(read('alsoPromisedTo', text(written))).toEqual(value));
});

describe('rooms and blocked places', () => {
  it.each([
    ['12 x slaapkamer 14,5; 1 x opslag', [{ count: 12, use: 'bedroom', areaM2: 14.5 }, { count: 1, use: 'storage', areaM2: null }]],
    ['2× sleeping hall à 80 m²', [{ count: 2, use: 'sleeping-hall', areaM2: 80 }]],
    ['slaapkamer', faulty('not-a-room')], ['2 x kelder', faulty('not-a-room')], ['2 x slaapkamer 1.234', faulty('not-a-room')],
  ])('%s', (written, value) => expect(read('rooms', text(written))).toEqual(value));

  it.each([
    ['10 tot 31-01-2026: lekkage; 4: kapotte bedden', [{ places: 10, reason: 'lekkage', until: '2026-01-31' }, { places: 4, reason: 'kapotte bedden', until: null }]],
    ['10', faulty('not-blocked-places')], ['10 tot morgen: lekkage', faulty('not-blocked-places')], ['10 tot 31-02-2026: lekkage', faulty('not-blocked-places')],
  ])('%s', (written, value) => expect(read('blockedPlaces', text(written))).toEqual(value));
});

describe('a text', () => {
  it.each<[string, Cell, unknown]>([
    ['of digits that became a number', { kind: 'number', value: 12 }, '12'],
    ['with a line break', text('een\r\ntwee'), 'een\ntwee'],
    ['that was neutralised', text("'=1+1"), '=1+1'],
    ['with an apostrophe of its own', text("'s-Gravenweg"), "'s-Gravenweg"],
    ['that was read in the wrong character set', text('BelgiÃ«laan'), faulty('garbled')],
    ['with a character that nobody could read', text('Belgi\uFFFDlaan'), faulty('garbled')],
    ['with real accents', text('Café Ångström, naïef façade ’t Ë'), 'Café Ångström, naïef façade ’t Ë'],
    ['that is a formula', { kind: 'formula', shown: '=A1' }, faulty('formula')],
    ['that is an error', { kind: 'error', shown: '#N/A' }, faulty('error-value')],
    ['of which the spreadsheet made a day', { kind: 'day', day: '2026-02-12' }, faulty('became-a-day')],
    ['of which digits were lost', { kind: 'number', value: 1.0601e15 + 0.5 }, faulty('number-for-text')],
  ])('%s', (_what, cell, value) => expect(read('name', cell)).toEqual(value));

  it.each(['bagId', 'contacts.0.telephone'])('%s that became a number may have lost its zeros', (path) => {
    expect(read(path, { kind: 'number', value: 592_000_100 })).toEqual(faulty('number-for-text'));
  });
});

describe('what is written', () => {
  it.each([
    ['empty', 'unknown'], ['toilets', 0], ['floorAreaM2', 1.234], ['latitude', 52.993], ['permit.endsOn', '2026-01-31'], ['stayMode', 'night-only'], ['alsoPromisedTo', []], ['alsoPromisedTo', ['booking', 'spreidingswet']],
    ['rooms', [{ count: 12, use: 'bedroom', areaM2: 1.234 }, { count: 1, use: 'other', areaM2: null }]], ['blockedPlaces', [{ places: 10, reason: 'lekkage: dak', until: '2026-01-31' }]], ['notes', 'een\ntwee'], ['name', '=1+1'], ['name', "'=1"],
    ['collegeDecision.groups', ['families', 'unaccompaniedMinors']],
  ])('%s %j is read as it was', (path, value) => {
    for (const language of ['nl', 'en'] as const) {
      const cell = writeCell(value, column(path), language)!;
      const inCsv = cell.kind === 'number' ? writeNumber(cell.value, language) : cell.kind === 'day' ? writeDay(cell.day, language) : cell.kind === 'text' ? neutralised(cell.text) : '';
      expect([language, saysTheSame(read(path, text(inCsv)), value, column(path))]).toEqual([language, true]);
      const inXlsx: Cell = cell.kind === 'text' ? text(keptApostrophe(cell.text)) : cell;
      expect([language, saysTheSame(read(path, inXlsx), value, column(path))]).toEqual([language, true]);
    }
  });

  it.each(['=1+1', '+31 592', '-1', '@sum', '\tx', '\rx', "'=1", "''+x"])('%j is no formula to a spreadsheet, and comes back', (written) => {
    expect(neutralised(written)).toMatch(/^'/);
    expect(neutralised(neutralised(written).slice(1))).toBe(neutralised(written));
  });
  it('leaves the rest alone', () => expect(["'t Huis", 'a=b', '1-2'].map(neutralised)).toEqual(["'t Huis", 'a=b', '1-2']));

  it('tells unknown from no and nothing from nobody', () => {
    expect(saysTheSame('unknown', null, column('empty'))).toBe(true);
    expect(saysTheSame('no', null, column('empty'))).toBe(false);
    expect(saysTheSame([], null, column('alsoPromisedTo'))).toBe(false);
    expect(saysTheSame(0, null, column('toilets'))).toBe(false);
  });
});
