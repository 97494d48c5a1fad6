import { IMPORT_POLICY } from '../../../../config/import.js';
import { refuse } from '../cells.js';
import { folded } from '../choices.js';
import type { Zip } from './open-zip.js';
import { readWhole } from './xml.js';

export type Workbook = {
  readonly sheet: { readonly name: string; readonly part: string };
  /** Days are counted from 1904, as on an old Mac. */
  readonly from1904: boolean;
  /** Cell styles that show a number as a day, by their number. */
  readonly dayStyles: ReadonlySet<number>;
  readonly sharedTexts: readonly string[];
};

const WORKBOOK = 'xl/workbook.xml';
const RELATIONS = 'xl/_rels/workbook.xml.rels';
/** What the sheet is called in the template. */
const OUR_SHEETS = new Set(['locaties', 'locations']);

type SheetEntry = { readonly name: string; readonly relation: string; readonly hidden: boolean };

/** What has to be known before the cells can be understood. Throws SheetRefused. */
export async function readWorkbook(zip: Zip): Promise<Workbook> {
  if (!zip.has(WORKBOOK)) refuseOtherZips(zip);
  const { sheets, from1904 } = await readSheets(zip);
  const parts = await readRelations(zip);
  const candidates = sheets.filter(({ hidden, relation }) => !hidden && parts.has(relation));
  const chosen = candidates.find(({ name }) => OUR_SHEETS.has(folded(name))) ?? candidates[0];
  if (!chosen) refuse('no-sheet', 'De werkmap heeft geen zichtbaar blad met rijen.', 'The workbook has no visible sheet with rows.');
  return { sheet: { name: chosen.name, part: parts.get(chosen.relation)! }, from1904, dayStyles: await readDayStyles(zip), sharedTexts: await readSharedTexts(zip) };
}

function refuseOtherZips(zip: Zip): never {
  if (zip.has('xl/workbook.bin')) refuse('binary-workbook', 'Dit is een binaire werkmap (.xlsb). Bewaar haar als .xlsx.', 'This is a binary workbook (.xlsb). Save it as .xlsx.');
  if (zip.has('content.xml')) refuse('open-document', 'Dit is een OpenDocument-bestand. Bewaar het als .xlsx of als CSV UTF-8.', 'This is an OpenDocument file. Save it as .xlsx or as CSV UTF-8.');
  if (zip.has('word/document.xml')) refuse('word-document', 'Dit is een Word-document. Upload een Excel-werkmap (.xlsx) of een CSV.', 'This is a Word document. Upload an Excel workbook (.xlsx) or a CSV.');
  return refuse('not-a-workbook', 'Dit is een ingepakt bestand (zip), geen Excel-werkmap. Pak het uit en upload de werkmap zelf.', 'This is a packed file (zip), not an Excel workbook. Unpack it and upload the workbook itself.');
}

async function readSheets(zip: Zip): Promise<{ sheets: SheetEntry[]; from1904: boolean }> {
  const sheets: SheetEntry[] = [];
  let from1904 = false;
  await readWhole(zip.read(WORKBOOK), {
    open(name, attributes) {
      if (name === 'workbookPr') from1904 = ['1', 'true'].includes(attributes['date1904'] ?? '');
      if (name === 'sheet') sheets.push({ name: attributes['name'] ?? '', relation: attributes['r:id'] ?? attributes['id'] ?? '', hidden: (attributes['state'] ?? 'visible') !== 'visible' });
    },
  });
  return { sheets, from1904 };
}

/** Worksheets by the name under which the workbook knows them. What points outside the file is left alone. */
async function readRelations(zip: Zip): Promise<Map<string, string>> {
  const parts = new Map<string, string>();
  if (!zip.has(RELATIONS)) return parts;
  await readWhole(zip.read(RELATIONS), {
    open(name, { Id, Type, Target, TargetMode }) {
      if (name !== 'Relationship' || !Id || !Target || TargetMode === 'External' || !Type?.endsWith('/worksheet')) return;
      const part = Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`;
      if (zip.has(part)) parts.set(Id, part);
    },
  });
  return parts;
}

/** Formats of Excel's own that show a day, in any language (ECMA-376, 18.8.30). */
const DAY_FORMATS = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58]);

/** Whether a format shows a day: a `d`, `m` or `y` outside quotation marks, brackets and escapes. */
export const showsDay = (format: string): boolean => /[dy]|m{2,}/i.test(format.replace(/"[^"]*"|\[[^\]]*\]|\\.|_./g, ''));

async function readDayStyles(zip: Zip): Promise<Set<number>> {
  const days = new Set<number>();
  if (!zip.has('xl/styles.xml')) return days;
  const own = new Map<number, string>();
  let inCellStyles = false;
  let style = 0;
  await readWhole(zip.read('xl/styles.xml'), {
    open(name, attributes) {
      if (name === 'numFmt') own.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
      if (name === 'cellXfs') inCellStyles = true;
      if (name !== 'xf' || !inCellStyles) return;
      const id = Number(attributes['numFmtId'] ?? 0);
      const format = own.get(id);
      if (format === undefined ? DAY_FORMATS.has(id) : showsDay(format)) days.add(style);
      style += 1;
    },
    close(name) {
      if (name === 'cellXfs') inCellStyles = false;
    },
  });
  return days;
}

async function readSharedTexts(zip: Zip): Promise<string[]> {
  const texts: string[] = [];
  if (!zip.has('xl/sharedStrings.xml')) return texts;
  const collector = textCollector();
  let length = 0;
  await readWhole(zip.read('xl/sharedStrings.xml'), {
    open(name) {
      if (name === 'si') collector.clear();
      collector.open(name);
    },
    text: (text) => collector.text(text),
    close(name) {
      collector.close(name);
      if (name !== 'si') return;
      texts.push(collector.taken());
      // A short text costs more than its characters.
      length += texts.at(-1)!.length + 16;
      if (length > IMPORT_POLICY.maximumSharedText.value) refuse('too-much-text', 'De werkmap bevat te veel tekst. Verdeel haar over meer bestanden, of bewaar haar als CSV.', 'The workbook holds too much text. Divide it over more files, or save it as CSV.');
    },
  });
  return texts;
}

/** Gathers the text of `t` elements, but not that of phonetic guides (`rPh`). */
export function textCollector() {
  let parts: string[] = [];
  let reading = false;
  let guide = false;
  return {
    open(name: string): void {
      if (name === 'rPh') guide = true;
      if (name === 't') reading = !guide;
    },
    text(text: string): void {
      if (reading) parts.push(text);
    },
    close(name: string): void {
      if (name === 'rPh') guide = false;
      if (name === 't') reading = false;
    },
    clear(): void {
      parts = [];
    },
    /** With the characters that XML cannot hold restored (`_x000D_`). */
    taken: (): string => parts.join('').replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
  };
}
