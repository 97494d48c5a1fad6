import { afterEach, describe, expect, it } from '@jest/globals';
import { buffer } from 'node:stream/consumers';
import yazl from 'yazl';
import { IMPORT_POLICY } from '../../../config/import.js';
import type { Line } from '../export/csv-lines.js';
import { fixedParts } from '../export/xlsx-parts.js';
import { xlsxStream } from '../export/xlsx-stream.js';
import { type Cell, SheetRefused, type SheetRow } from './cells.js';
import { bytesInMemory } from './file-bytes.js';
import { readSheet } from './read-sheet.js';
import { dayOfSerial } from './xlsx/read-xlsx.js';
import { showsDay } from './xlsx/workbook.js';

const AT = new Date('2026-01-31T12:00:00Z');
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

async function read(bytes: Buffer, name = 'locaties.xlsx'): Promise<{ sheet: string; rows: SheetRow[] }> {
  const { format, rows } = await readSheet(bytesInMemory(bytes), name);
  const found: SheetRow[] = [];
  for await (const row of rows) found.push(row);
  return { sheet: format.kind === 'xlsx' ? format.sheet : '', rows: found };
}
const refusal = (bytes: Buffer, name?: string): Promise<string> =>
  read(bytes, name).then(() => { throw new Error('It was read.'); }, (error: unknown) => (error instanceof SheetRefused ? error.fault.code : Promise.reject(error)));

/** A packed file of these parts; what is not given is as in a workbook of ours. */
async function packed(parts: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  for (const [name, content] of Object.entries(parts)) zip.addBuffer(Buffer.from(content as string), name, { mtime: AT });
  zip.end();
  return buffer(zip.outputStream);
}
const workbook = (sheetData: string, others: Readonly<Record<string, string | Buffer>> = {}): Promise<Buffer> =>
  packed({ ...fixedParts(['Locaties']), 'xl/worksheets/sheet1.xml': `<worksheet xmlns="${MAIN}"><sheetData>${sheetData}</sheetData></worksheet>`, ...others });
const cellsOf = async (bytes: Buffer): Promise<Record<string, Cell>> => Object.fromEntries((await read(bytes)).rows.flatMap(({ number, cells }) => [...cells].map(([index, cell]) => [`${number}:${index}`, cell])));
const HEADER = '<row r="1"><c r="A1" t="inlineStr"><is><t>Kenmerk</t></is></c></row>';

/** A packed file whose parts say of themselves that they unpack to `claimed` bytes. */
async function lying(name: string, content: Buffer, claimed: number): Promise<Buffer> {
  const bytes = await packed({ ...fixedParts(['Locaties']), [name]: content });
  const real = Buffer.alloc(4);
  real.writeUInt32LE(content.length);
  for (let at = bytes.indexOf(real); at >= 0; at = bytes.indexOf(real, at + 4)) bytes.writeUInt32LE(claimed, at);
  return bytes;
}

afterEach(() => { Object.assign(IMPORT_POLICY.maximumUnpackedBytes, { value: 150 * 1024 * 1024 }); });

describe('what we write', () => {
  const lines: Line[] = [
    [{ kind: 'text', text: 'A-1' }, { kind: 'number', value: 612.5 }, { kind: 'day', day: '2026-01-31' }, undefined, { kind: 'text', text: '=1+1' }],
    [],
    [{ kind: 'text', text: 'een\ntwee & <drie> "vier" _x0041_ é €' }, undefined, { kind: 'boolean', value: true }, undefined, { kind: 'text', text: "'=1" }],
  ];
  const header = ['Kenmerk', 'Vloeroppervlak', 'Dag', 'Leeg', 'Opmerkingen'];
  const written = () => buffer(xlsxStream([{ name: 'Locaties & <zo>', header, lines, columns: header.map(() => ({ width: 20, empty: 'text' })) }, { name: 'Uitleg', header: ['x'], lines: [[{ kind: 'text', text: 'y' }]], columns: [{ width: 9 }] }], AT));

  it('is read as it was', async () => {
    const { sheet, rows } = await read(await written());
    expect(sheet).toBe('Locaties & <zo>');
    expect(rows.map(({ number, cells }) => [number, Object.fromEntries(cells)])).toEqual([
      [1, Object.fromEntries(header.map((text, index) => [index, { kind: 'text', text }]))],
      [2, { 0: { kind: 'text', text: 'A-1' }, 1: { kind: 'number', value: 612.5 }, 2: { kind: 'day', day: '2026-01-31' }, 4: { kind: 'text', text: '=1+1' } }],
      [4, { 0: { kind: 'text', text: 'een\ntwee & <drie> "vier" _x0041_ é €' }, 2: { kind: 'boolean', value: true }, 4: { kind: 'text', text: "''=1" } }],
    ]);
  });

  it('has no formula, and marks what looks like one as text', async () => {
    const zip = (await written()).toString('latin1');
    expect(zip).not.toContain('<f>');
    const inside = await cellsOf(await written());
    expect(Object.values(inside).filter(({ kind }) => kind === 'formula')).toEqual([]);
  });
});

describe('what others write', () => {
  it('has its cells understood', async () => {
    const styles = `<styleSheet xmlns="${MAIN}"><numFmts><numFmt numFmtId="170" formatCode="[$-413]d\\ mmmm\\ yyyy;@"/><numFmt numFmtId="171" formatCode="0.00\\ &quot;dm&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs></styleSheet>`;
    const strings = `<sst xmlns="${MAIN}"><si><t>Kenmerk</t></si><si><r><t>vet </t></r><r><t xml:space="preserve">en niet</t></r><rPh sb="0" eb="1"><t>uitspraak</t></rPh></si></sst>`;
    const rows = `<row r="3"><c r="A3" t="s"><v>0</v></c><c r="B3" t="s"><v>1</v></c><c r="C3" t="inlineStr"><is><t>a_x000D_b</t></is></c></row>
      <row r="7"><c r="B7"><v>46053</v></c><c r="C7" s="1"><v>46053</v></c><c r="D7" s="2"><v>46053.75</v></c><c r="E7" s="3"><v>1.5</v></c><c t="b"><v>1</v></c><c r="H7" t="e"><v>#N/A</v></c><c r="AA7" t="str"><v>x</v></c><c r="AB7"><f>A1+1</f><v>2</v></c><c r="AC7"><f t="shared" si="0"/></c><c r="AD7" t="d"><v>2026-01-31T00:00:00</v></c><c r="AE7" s="1"/></row>`;
    const sheet = { 'xl/styles.xml': styles, 'xl/sharedStrings.xml': strings };
    expect(await cellsOf(await workbook(rows, sheet))).toEqual({
      '3:0': { kind: 'text', text: 'Kenmerk' }, '3:1': { kind: 'text', text: 'vet en niet' }, '3:2': { kind: 'text', text: 'a\rb' },
      '7:1': { kind: 'number', value: 46_053 }, '7:2': { kind: 'day', day: '2026-01-31' }, '7:3': { kind: 'day', day: '2026-01-31' }, '7:4': { kind: 'number', value: 1.5 }, '7:5': { kind: 'boolean', value: true },
      '7:7': { kind: 'error', shown: '#N/A' }, '7:26': { kind: 'text', text: 'x' }, '7:27': { kind: 'formula', shown: '2' }, '7:28': { kind: 'formula', shown: '=' }, '7:29': { kind: 'day', day: '2026-01-31' },
    });
  });

  it('may carry a prefix, and is taken from the sheet called as in the template, else the first visible one', async () => {
    const named = (...sheets: string[]) => `<x:workbook xmlns:x="${MAIN}" xmlns:r="r"><x:sheets>${sheets.join('')}</x:sheets></x:workbook>`;
    const sheet = (text: string) => `<x:worksheet xmlns:x="${MAIN}"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>${text}</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>`;
    const parts = { ...fixedParts(['a', 'b', 'c']), 'xl/worksheets/sheet1.xml': sheet('een'), 'xl/worksheets/sheet2.xml': sheet('twee'), 'xl/worksheets/sheet3.xml': sheet('drie') };
    const entry = (name: string, number: number, more = '') => `<x:sheet name="${name}" sheetId="${number}" r:id="rId${number}"${more}/>`;
    const ours = await packed({ ...parts, 'xl/workbook.xml': named(entry('Blad1', 1), entry('LOCATIES', 2), entry('Blad3', 3)) });
    const visible = await packed({ ...parts, 'xl/workbook.xml': named(entry('Locaties', 1, ' state="hidden"'), entry('Blad2', 2)) });
    expect(await cellsOf(ours)).toEqual({ '1:0': { kind: 'text', text: 'twee' } });
    expect(await cellsOf(visible)).toEqual({ '1:0': { kind: 'text', text: 'twee' } });
  });

  it.each([[1, '1900-01-01'], [59, '1900-02-28'], [61, '1900-03-01'], [46_053, '2026-01-31'], [46_053.99, '2026-01-31'], [2_958_465, '9999-12-31'], [0.5, undefined], [-1, undefined], [2_958_466, undefined]])('day %d is %s', (serial, day) => {
    expect(dayOfSerial(serial, false)).toBe(day);
  });
  it('may count days from 1904', () => expect(dayOfSerial(44_591, true)).toBe('2026-01-31'));
  it.each([['dd-mm-yyyy', true], ['d mmm', true], ['[$-413]mmmm', true], ['0.00', false], ['#,##0 "dagen"', false], ['[Red]0', false], ['General', false], ['@', false], ['0\\d', false], ['h:mm', true]])('%s shows a day: %s', (format, day) => expect(showsDay(format)).toBe(day));
});

describe('a workbook that is not what it seems', () => {
  it.each<[string, () => Promise<Buffer>, string]>([
    ['a zip of something else', () => packed({ 'foto.jpg': 'x' }), 'not-a-workbook'],
    ['a zip in a zip', async () => packed({ 'locaties.xlsx': await workbook(HEADER) }), 'not-a-workbook'],
    ['a Word document', () => packed({ 'word/document.xml': '<x/>' }), 'word-document'],
    ['an OpenDocument sheet', () => packed({ mimetype: 'x', 'content.xml': '<x/>' }), 'open-document'],
    ['a binary workbook', () => packed({ 'xl/workbook.bin': 'x' }), 'binary-workbook'],
    ['cut off', async () => (await workbook(HEADER)).subarray(0, 900), 'damaged'],
    ['only the first bytes of a zip', () => Promise.resolve(Buffer.from('504b0304', 'hex')), 'damaged'],
    ['without sheets', () => packed({ ...fixedParts([]) }), 'no-sheet'],
    ['with a sheet that is missing', () => packed(fixedParts(['Locaties'])), 'no-sheet'],
    ['with a sheet elsewhere', () => workbook(HEADER, { 'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="rId1" Type="x/worksheet" TargetMode="External" Target="https://voorbeeld.example/blad.xml"/></Relationships>' }), 'no-sheet'],
    ['with XML that ends too early', () => workbook('<row r="1"><c r="A1">'), 'damaged'],
    ['with bytes that are no text', () => workbook(HEADER, { 'xl/worksheets/sheet1.xml': Buffer.from('fffe3c00', 'hex') }), 'damaged'],
    ['with rows in disorder', () => workbook(`${HEADER}<row r="1"/>`), 'damaged'],
    ['with a text that is not there', () => workbook('<row r="1"><c r="A1" t="s"><v>5</v></c></row>'), 'damaged'],
    ['with an external entity', () => workbook('', { 'xl/worksheets/sheet1.xml': `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&e;</t></is></c></row></sheetData></worksheet>` }), 'xml-doctype'],
    ['with entities that grow', () => workbook('', { 'xl/sharedStrings.xml': `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><sst><si><t>&b;</t></si></sst>` }), 'xml-doctype'],
    ['with an entity that nobody declared', () => workbook('<row r="1"><c r="A1" t="inlineStr"><is><t>&e;</t></is></c></row>'), 'damaged'],
    ['with a cell of 2 MB', () => workbook(`<row r="1"><c r="A1" t="inlineStr"><is><t>${'x'.repeat(2_000_000)}</t></is></c></row>`), 'cell-too-long'],
    ['with a cell of 40,000 characters', () => workbook(`<row r="1"><c r="A1" t="inlineStr"><is><t>${'x'.repeat(40_000)}</t></is></c></row>`), 'cell-too-long'],
    ['with a column far away', () => workbook('<row r="1"><c r="XFD1"><v>1</v></c></row>'), 'too-many-columns'],
    ['with 20,002 rows', () => workbook(Array.from({ length: 20_002 }, (_, index) => `<row r="${index + 1}"><c r="A${index + 1}"><v>1</v></c></row>`).join('')), 'too-many-rows'],
    ['of which a part does not unpack', async () => { const bytes = await workbook(HEADER); const at = bytes.indexOf('xl/workbook.xml') + 'xl/workbook.xml'.length; return bytes.fill(0xff, at, at + 40); }, 'damaged'],
  ])('%s', async (_what, make, code) => expect(await refusal(await make())).toBe(code));

  it('unpacks to more than it may: it is cut off, whatever it says of itself', async () => {
    Object.assign(IMPORT_POLICY.maximumUnpackedBytes, { value: 5_000_000 });
    const spaces = Buffer.concat([Buffer.from(`<worksheet><sheetData>${HEADER}`), Buffer.alloc(40_000_000, ' \n'), Buffer.from('</sheetData></worksheet>')]);
    const honest = await packed({ ...fixedParts(['Locaties']), 'xl/worksheets/sheet1.xml': spaces });
    expect(honest.length).toBeLessThan(100_000);
    expect(await refusal(honest)).toBe('unpacks-too-large');
    expect(await refusal(await lying('xl/worksheets/sheet1.xml', spaces, 1000))).toBe('damaged');
  });

  it('of rows that are formatted and empty reads on without keeping any of it', async () => {
    const before = process.memoryUsage().heapUsed;
    const empty = Array.from({ length: 200_000 }, (_, index) => `<row r="${index + 2}"><c r="A${index + 2}" s="1"/></row>`).join('');
    expect((await read(await workbook(HEADER + empty))).rows.length).toBe(1);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(200_000_000);
  });

  it('packs 100 parts that claim the same bytes: only what is needed is unpacked', async () => {
    const many = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`xl/media/${index}.bin`, Buffer.alloc(1_000_000)]));
    Object.assign(IMPORT_POLICY.maximumUnpackedBytes, { value: 1_000_000 });
    expect((await read(await workbook(HEADER, many))).rows.length).toBe(1);
  });

  it('has more parts than any real one', async () => {
    expect(await refusal(await packed(Object.fromEntries(Array.from({ length: 2001 }, (_, index) => [`${index}`, ''])))))
      .toBe('too-many-parts');
  });

});
