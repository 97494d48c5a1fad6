import { describe, expect, it } from '@jest/globals';
import { fill } from '../../kernel/index.js';
import type { Cell } from './cells.js';
import { COLUMNS, NOTE_COLUMNS } from './columns.js';
import { nearestColumn, readHeaders } from './headers.js';

const headersOf = (...headers: readonly string[]) => readHeaders({ number: 1, cells: new Map<number, Cell>(headers.map((text, index) => [index, { kind: 'text', text }])) });
const pathsOf = (...headers: readonly string[]): string[] => headersOf(...headers).columns.map(({ column }) => column.path);
const faultsOf = (...headers: readonly string[]): string[] => [...headersOf(...headers).fatal, ...headersOf(...headers).unknown].map(({ code, letters }) => `${letters} ${code}`.trim());

describe('headers', () => {
  it('are known in Dutch and in English, every one', () => {
    for (const language of ['nl', 'en'] as const) expect(pathsOf(...COLUMNS.map(({ header }) => header[language]))).toEqual(COLUMNS.map(({ path }) => path));
  });

  it.each([
    ['mixed languages', ['Kenmerk', 'Name', 'Straat'], ['reference', 'name', 'street']],
    ['capitals, blanks and marks', ['  KENMERK ', 'naam*', 'Vloeroppervlak m2', 'e-mail contact 1'], ['reference', 'name', 'floorAreaM2']],
    ['without the unit', ['Kenmerk', 'Vloeroppervlak', 'Ceiling height', 'Aanlooptijd'], ['reference', 'floorAreaM2', 'ceilingHeightM', 'leadTimeHours']],
    ['the names of the API', ['reference', 'collegeDecision.decidedOn', 'contacts.0.email'], ['reference', 'collegeDecision.decidedOn', 'contacts.0.email']],
    ['with an empty one between', ['Kenmerk', '', 'Naam'], ['reference', 'name']],
  ])('%s', (_what, headers, paths) => expect(pathsOf(...headers)).toEqual(paths));

  it('that are notes of ours are skipped', () => {
    const headers = headersOf('Kenmerk', NOTE_COLUMNS.reasons.header.nl, NOTE_COLUMNS.readiness.header.en);
    expect([headers.notes, headers.unknown, headers.fatal]).toEqual([[1, 2], [], []]);
  });

  it.each([
    ['one twice', ['Kenmerk', 'Naam', 'Name'], ['C duplicate-column']],
    ['one unknown', ['Kenmerk', 'Zonnepanelen'], ['B unknown-column']],
    ['no reference', ['Naam', 'Straat'], ['no-reference']],
    ['none at all', ['Jansen', '12', 'ja'], ['no-headers', 'A unknown-column', 'B unknown-column', 'C unknown-column']],
  ])('%s: named', (_what, headers, faults) => expect(faultsOf(...headers)).toEqual(faults));

  it.each([
    ['Toiletten (aantal)', 'toilets'], ['Kenmerken', 'reference'], ['Vloeroppervlakte', 'floorAreaM2'], ['Postkode', 'postcode'], ['Lattitude', 'latitude'], ['Huisnr', 'houseNumber'], ['Zonnepanelen', undefined], ['Plafond hoogte', 'ceilingHeightM'],
    ['Contact 1 telefoon', 'contacts.0.telephone'],
  ])('%s is nearest to %s', (header, path) => expect(nearestColumn(header)?.path).toBe(path));

  it('names the nearest one in words', () => {
    const [unknown] = headersOf('Kenmerk', 'Postkode').unknown;
    expect(fill(unknown!.message.nl, unknown!.params)).toBe('Kolom B, “Postkode”, kennen wij niet. Bedoelt u “Postcode”? Hernoem haar dan; anders wordt zij niet ingelezen.');
  });
});
