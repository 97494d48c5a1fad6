import { describe, expect, it } from '@jest/globals';
import { SheetRefused, type SheetFormat, shownCell } from './cells.js';
import { bytesInMemory } from './file-bytes.js';
import { readSheet } from './read-sheet.js';

type Outcome = { readonly format: SheetFormat; readonly rows: readonly (readonly [number, ...string[]])[] };

/** Reads in pieces of seven bytes, so that every seam is tried. */
async function read(content: string | Buffer, name = 'locaties.csv', piece = 7): Promise<Outcome> {
  const whole = bytesInMemory(typeof content === 'string' ? Buffer.from(content) : content);
  const inPieces = { ...whole, async *read(start = 0, end = whole.size) {
    for await (const bytes of whole.read(start, end)) for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
  } };
  const { format, rows } = await readSheet(inPieces, name);
  const found: [number, ...string[]][] = [];
  for await (const { number, cells } of rows) found.push([number, ...Array.from({ length: Math.max(...cells.keys()) + 1 }, (_, index) => shownCell(cells.get(index)))]);
  return { format, rows: found };
}
const refusal = (content: string | Buffer, name?: string, piece?: number): Promise<string> =>
  read(content, name, piece).then(() => { throw new Error('It was read.'); }, (error: unknown) => (error instanceof SheetRefused ? error.fault.code : Promise.reject(error)));
const latin = (text: string): Buffer => Buffer.from(text, 'latin1');
const utf16 = (text: string, big = false): Buffer => {
  const little = Buffer.from(`\uFEFF${text}`, 'utf16le');
  return big ? little.swap16() : little;
};

describe('a CSV', () => {
  it.each<[string, string, string, (readonly [number, ...string[]])[]]>([
    ['with semicolons', 'Kenmerk;Naam\nA-1;Hal\n', ';', [[1, 'Kenmerk', 'Naam'], [2, 'A-1', 'Hal']]],
    ['with commas', 'Reference,Name\nA-1,Hall\n', ',', [[1, 'Reference', 'Name'], [2, 'A-1', 'Hall']]],
    ['with tabs', 'Kenmerk\tNaam\nA-1\tHal, oud\n', '\t', [[1, 'Kenmerk', 'Naam'], [2, 'A-1', 'Hal, oud']]],
    ['with commas inside semicolons', 'Kenmerk;Naam, voluit;Straat\nA-1;Hal;X\n', ';', [[1, 'Kenmerk', 'Naam, voluit', 'Straat'], [2, 'A-1', 'Hal', 'X']]],
    ['with one column', 'Kenmerk\nA-1\n', ';', [[1, 'Kenmerk'], [2, 'A-1']]],
    ['with a byte order mark', '\uFEFFKenmerk;Naam\r\nA-1;Hal', ';', [[1, 'Kenmerk', 'Naam'], [2, 'A-1', 'Hal']]],
    ['with Excel’s hint', 'sep=,\r\nKenmerk,Naam\r\nA-1,Hal\r\n', ',', [[1, 'Kenmerk', 'Naam'], [2, 'A-1', 'Hal']]],
    ['with returns of an old Mac', 'Kenmerk;Naam\rA-1;Hal\r', ';', [[1, 'Kenmerk', 'Naam'], [2, 'A-1', 'Hal']]],
    ['with mixed line ends', 'Kenmerk;Naam\r\nA-1;Hal\nA-2;Zaal\r\n', ';', [[1, 'Kenmerk', 'Naam'], [2, 'A-1', 'Hal'], [3, 'A-2', 'Zaal']]],
    ['with empty lines, which count as rows', '\nKenmerk;Naam\n\n;;\n  ;\nA-1;Hal\n\n', ';', [[2, 'Kenmerk', 'Naam'], [6, 'A-1', 'Hal']]],
    ['with quotation marks and line breaks', 'Kenmerk;Opmerkingen\n"A;1";"een\ntwee ""drie"""\nA-2;x\n', ';', [[1, 'Kenmerk', 'Opmerkingen'], [2, 'A;1', 'een\ntwee "drie"'], [3, 'A-2', 'x']]],
    ['with a quotation mark inside a word', 'Kenmerk;Naam\nA-1;Zaal "De Kamp"\nA-2;x', ';', [[1, 'Kenmerk', 'Naam'], [2, 'A-1', 'Zaal "De Kamp"'], [3, 'A-2', 'x']]],
    ['with rows of unequal length', 'Kenmerk;Naam\nA-1\nA-2;x;y', ';', [[1, 'Kenmerk', 'Naam'], [2, 'A-1'], [3, 'A-2', 'x', 'y']]],
    ['with accents in UTF-8', 'Kenmerk;Naam\nA-1;Café België €', ';', [[1, 'Kenmerk', 'Naam'], [2, 'A-1', 'Café België €']]],
  ])('%s', async (_what, content, delimiter, rows) => {
    expect(await read(content)).toEqual({ format: { kind: 'csv', encoding: 'utf-8', delimiter }, rows });
  });

  it.each<[string, Buffer, string, string]>([
    ['Windows-1252', Buffer.from([...latin('Kenmerk;Naam\nA-1;Caf\xe9 Belgi\xeb '), 0x80, 0x92, 0x73]), 'windows-1252', 'Café België €’s'],
    ['UTF-16 as Excel writes Unicode text', utf16('Kenmerk\tNaam\nA-1\tCafé €'), 'utf-16le', 'Café €'],
    ['UTF-16 the other way round', utf16('Kenmerk;Naam\nA-1;Café €', true), 'utf-16be', 'Café €'],
  ])('in %s', async (_what, content, encoding, name) => {
    const { format, rows } = await read(content);
    expect(format).toMatchObject({ kind: 'csv', encoding });
    expect(rows[1]).toEqual([2, 'A-1', name]);
  });

  it.each<[string, string | Buffer | (() => Buffer), string, string]>([
    ['without anything', '', 'empty-file', 'locaties.csv'],
    ['in the characters of DOS', latin('Kenmerk;Naam\nA-1;Belgi\x89 caf\x82'), 'unknown-encoding', 'locaties.csv'],
    ['in the characters of an old Mac', latin('Kenmerk;Naam\nA-1;Belgi\x91 re\x9fnie'), 'unknown-encoding', 'locaties.csv'],
    ['in the characters of an old Mac, between letters', latin('Kenmerk;Naam\nA-1;caf\x8e de Ro\x91n'), 'unknown-encoding', 'locaties.csv'],
    ['with a quotation mark that is never closed', 'Kenmerk;Naam\nA-1;"Hal\nA-2;x\n', 'open-quote', 'locaties.csv'],
    ['with a cell of 40,000 characters', `Kenmerk;Naam\nA-1;${'x'.repeat(40_000)}\n`, 'cell-too-long', 'locaties.csv'],
    ['with a cell of 10 MB', () => Buffer.concat([latin('Kenmerk;Naam\nA-1;"'), Buffer.alloc(10_000_000, 'x'), latin('"\n')]), 'cell-too-long', 'locaties.csv'],
    ['with 400 columns', `${Array.from({ length: 400 }, (_, index) => `k${index}`).join(';')}\n`, 'too-many-columns', 'locaties.csv'],
    ['that is UTF-16 without a mark', utf16('Kenmerk;Naam\nA-1;x').subarray(2), 'neither', 'locaties.csv'],
    ['that is a PDF', '%PDF-1.7\n…', 'pdf', 'locaties.csv'],
    ['that is a picture', Buffer.from('89504e470d0a1a0a0000000d', 'hex'), 'neither', 'locaties.csv'],
    ['that is a web page', '<!DOCTYPE html><html><table><tr><td>Kenmerk</td></tr></table></html>', 'web-page', 'locaties.csv'],
    ['that is a web page named .xlsx', '\uFEFF \n<table><tr><td>Kenmerk</td></tr></table>', 'web-page', 'locaties.xlsx'],
    ['that is named .xlsx', 'Kenmerk;Naam\nA-1;x\n', 'text-named-xlsx', 'locaties.xlsx'],
    ['that is an old Excel file', Buffer.from('d0cf11e0a1b11ae10000', 'hex'), 'old-or-locked', 'locaties.xls'],
    ['that is a workbook', Buffer.from('504b0304140000000000', 'hex'), 'xlsx-named-csv', 'locaties.csv'],
  ])('%s is refused', async (_what, content, code, name) => {
    expect(await refusal(typeof content === 'function' ? content() : content, name, 65_536)).toBe(code);
  });
});
