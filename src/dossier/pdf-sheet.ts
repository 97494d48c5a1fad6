import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import type { Instant, Language } from '../kernel/index.js';

// In points of 1/72 inch.
const MARGIN = 42;
const MARK_HEIGHT = 26;
const FOOT_HEIGHT = 24;
const PADDING = 3;
const GAP = 6;
const SIZES = { title: 18, heading: 13, caption: 9.5, text: 9.5, cell: 8.5, foot: 8 } as const;
const INK = '#13211f';
const SOFT = '#4b5b58';
const LINE = '#b7c4c1';
const MARK_GROUND = '#ffd23f';

/** Lines of one cell that certainly fit on a page: a longer row goes on in the next. */
const LINES_OF_A_ROW = 16;

// Embedded, so that names from every country can be read and a reader on any machine shows the same.
const font = (path: string): string => createRequire(import.meta.url).resolve(`@expo-google-fonts/noto-sans/${path}`);
const FONTS = { regular: font('400Regular/NotoSans_400Regular.ttf'), bold: font('700Bold/NotoSans_700Bold.ttf') };
type Weight = keyof typeof FONTS;

export type SheetTexts = {
  readonly title: string;
  readonly product: string;
  readonly language: Language;
  /** What stands on every page of an exercise; null for what is real. */
  readonly mark: string | null;
  readonly foot: (page: number, pages: number) => string;
  readonly madeAt: Instant;
};

/** `caption`: null under a heading that says the same. */
export type SheetTable = { readonly caption: string | null; readonly headers: readonly string[]; readonly rows: readonly (readonly string[])[] };

type Structure = PDFKit.PDFStructureElement;
type Style = { readonly weight: Weight; readonly size: number; readonly colour?: string };

/** An A4 document with headings, text and tables, tagged so that a screen reader finds its way. The first thing written comes first. */
export class PdfSheet {
  private readonly document: PDFKit.PDFDocument;
  private readonly root: Structure;
  private readonly top: number;
  private readonly heights = new Map<string, number>();
  private y: number;

  constructor(private readonly texts: SheetTexts) {
    const { title, product, language, mark, madeAt } = texts;
    this.top = MARGIN + (mark ? MARK_HEIGHT : 0);
    this.document = new PDFDocument({
      size: 'A4', margin: MARGIN, bufferPages: true, pdfVersion: '1.7', tagged: true, displayTitle: true, lang: language,
      info: { Title: title, Author: product, Creator: product, Producer: product, CreationDate: madeAt, ModDate: madeAt },
    });
    this.document.registerFont('regular', FONTS.regular).registerFont('bold', FONTS.bold);
    this.root = this.document.struct('Document');
    this.document.addStructure(this.root);
    this.y = this.top;
  }

  heading(level: 1 | 2, given: string): void {
    const text = breakable(given);
    const style: Style = { weight: 'bold', size: level === 1 ? SIZES.title : SIZES.heading };
    // A heading alone at the foot of a page belongs to nothing.
    this.makeRoom(this.heightOf(text, style, this.width) + 5 * GAP + 40);
    if (this.y > this.top) this.y += 2 * GAP;
    this.block(`H${level}`, text, style);
  }

  paragraph(given: string): void {
    const text = breakable(given);
    const style: Style = { weight: 'regular', size: SIZES.text };
    this.makeRoom(this.heightOf(text, style, this.width));
    this.block('P', text, style);
  }

  /** Terms with their values, as a table without a head. */
  facts(pairs: readonly (readonly [string, string])[]): void {
    this.tableOf(null, pairs.map((pair) => [...pair]));
  }

  /** The head is repeated on every page that the table goes on. */
  table({ caption, headers, rows }: SheetTable): void {
    const style: Style = { weight: 'bold', size: SIZES.caption, colour: SOFT };
    if (caption) {
      this.makeRoom(this.heightOf(caption, style, this.width) + 50);
      this.block('P', caption, style);
    }
    this.tableOf(headers, rows);
  }

  /** Ends the document with its page numbers, and gives its bytes. Nothing can be written afterwards. */
  async bytes(): Promise<Buffer> {
    this.root.end();
    this.markPages();
    const parts: Buffer[] = [];
    this.document.on('data', (part: Buffer) => parts.push(part));
    const ended = new Promise((resolve, reject) => this.document.once('end', resolve).once('error', reject));
    this.document.end();
    await ended;
    return Buffer.concat(parts);
  }

  private get width(): number {
    return this.document.page.width - 2 * MARGIN;
  }

  private get bottom(): number {
    return this.document.page.height - MARGIN - FOOT_HEIGHT;
  }

  private makeRoom(height: number): boolean {
    if (this.y + height <= this.bottom) return false;
    this.document.addPage();
    this.y = this.top;
    return true;
  }

  private use({ weight, size, colour = INK }: Style): PDFKit.PDFDocument {
    return this.document.font(weight).fontSize(size).fillColor(colour);
  }

  // Laying a text out is what takes the time, and the same words stand in many cells.
  private heightOf(text: string, style: Style, width: number): number {
    const key = `${style.weight} ${style.size} ${width} ${text}`;
    const known = this.heights.get(key) ?? this.use(style).heightOfString(text || ' ', { width });
    this.heights.set(key, known);
    return known;
  }

  private block(type: string, text: string, style: Style): void {
    this.root.add(this.document.struct(type, {}, () => this.use(style).text(text, MARGIN, this.y, { width: this.width })));
    this.y += this.heightOf(text, style, this.width) + GAP;
  }

  private tableOf(headers: readonly string[] | null, rows: readonly (readonly string[])[]): void {
    const widths = this.widthsFor(headers, rows);
    const table = this.document.struct('Table');
    this.root.add(table);
    if (headers) this.row(table, headers, widths, 'head');
    for (const row of rows.map((cells) => cells.map(breakable)).flatMap(shortRows)) {
      if (this.makeRoom(this.rowHeight(row, widths, 'body')) && headers) this.repeated(headers, widths);
      this.row(table, row, widths, 'body');
    }
    table.end();
    this.y += GAP;
  }

  // A screen reader has heard the head already.
  private repeated(headers: readonly string[], widths: readonly number[]): void {
    this.artifact('Pagination', () => this.cells(headers, widths, 'head', (draw) => draw()));
    this.y += this.rowHeight(headers, widths, 'head');
    this.line();
  }

  private row(table: Structure, cells: readonly string[], widths: readonly number[], kind: 'head' | 'body'): void {
    const row = this.document.struct('TR');
    table.add(row);
    this.cells(cells, widths, kind, (draw, at) => {
      const options: { title?: string; scope?: string } = kind === 'head' ? { scope: 'Column' } : at === 0 ? { scope: 'Row' } : {};
      row.add(this.document.struct(options.scope ? 'TH' : 'TD', options, draw));
    });
    row.end();
    this.y += this.rowHeight(cells, widths, kind);
    this.line();
  }

  private cells(cells: readonly string[], widths: readonly number[], kind: 'head' | 'body', each: (draw: () => void, at: number) => void): void {
    let x = MARGIN;
    for (const [at, text] of cells.entries()) {
      const [left, width] = [x, widths[at]! - 2 * PADDING];
      each(() => this.use(cellStyle(kind, at)).text(text || ' ', left + PADDING, this.y + PADDING, { width }), at);
      x += widths[at]!;
    }
  }

  private rowHeight(cells: readonly string[], widths: readonly number[], kind: 'head' | 'body'): number {
    return Math.max(...cells.map((text, at) => this.heightOf(text, cellStyle(kind, at), widths[at]! - 2 * PADDING))) + 2 * PADDING;
  }

  private line(): void {
    this.artifact('Layout', () => this.document.moveTo(MARGIN, this.y).lineTo(MARGIN + this.width, this.y).lineWidth(0.5).strokeColor(LINE).stroke());
  }

  private artifact(type: 'Layout' | 'Pagination', draw: () => void): void {
    this.document.markContent('Artifact', { type });
    draw();
    this.document.endMarkedContent();
  }

  // Narrow columns get what they need, the wide ones share the rest.
  private widthsFor(headers: readonly string[] | null, rows: readonly (readonly string[])[]): number[] {
    const all = headers ? [headers, ...rows] : rows;
    const needed = (all[0] ?? []).map((_, at) => Math.max(...all.map((cells, row) => this.lineWidth(cells[at] ?? '', cellStyle(headers && row === 0 ? 'head' : 'body', at)))) + 2 * PADDING + 1);
    const widths = needed.map(() => 0);
    let left = this.width;
    let open = needed.length;
    for (const at of needed.map((_, index) => index).sort((a, b) => needed[a]! - needed[b]!)) {
      widths[at] = Math.min(needed[at]!, left / open);
      left -= widths[at]!;
      open -= 1;
    }
    return widths.map((width) => width + left / widths.length);
  }

  private lineWidth(text: string, style: Style): number {
    return Math.max(...text.split('\n').map((line) => this.use(style).widthOfString(line)));
  }

  private markPages(): void {
    const { start, count } = this.document.bufferedPageRange();
    for (let page = start; page < start + count; page += 1) {
      this.document.switchToPage(page);
      // Else what stands in the margin would begin a new page.
      this.document.page.margins.bottom = 0;
      this.artifact('Pagination', () => this.marks(page + 1, count));
    }
  }

  private marks(page: number, pages: number): void {
    const { mark, title, foot } = this.texts;
    const options = { width: this.width, lineBreak: false } as const;
    if (mark) {
      this.document.rect(MARGIN, MARGIN - GAP, this.width, MARK_HEIGHT - GAP).fillAndStroke(MARK_GROUND, INK);
      this.use({ weight: 'bold', size: SIZES.text }).text(mark, MARGIN, MARGIN - PADDING, { ...options, align: 'center' });
    }
    const y = this.document.page.height - MARGIN;
    this.use({ weight: 'regular', size: SIZES.foot, colour: SOFT }).text(title, MARGIN, y, options);
    this.use({ weight: 'regular', size: SIZES.foot, colour: SOFT }).text(foot(page, pages), MARGIN, y, { ...options, align: 'right' });
  }
}

const cellStyle = (kind: 'head' | 'body', at: number): Style =>
  ({ weight: kind === 'head' || at === 0 ? 'bold' : 'regular', size: SIZES.cell, ...(kind === 'head' && { colour: SOFT }) });

/** A row whose cells have too many lines for a page, in several. */
function shortRows(row: readonly string[]): (readonly string[])[] {
  const lines = row.map((text) => text.split('\n'));
  const parts = Math.ceil(Math.max(...lines.map(({ length }) => length)) / LINES_OF_A_ROW);
  return Array.from({ length: parts }, (_, part) => lines.map((of) => of.slice(part * LINES_OF_A_ROW, (part + 1) * LINES_OF_A_ROW).join('\n')));
}

// A word that fills lines is measured anew for each of them: what somebody typed without a space would take seconds.
const breakable = (text: string): string => text.replace(/\S{40}(?=\S)/gu, '$& ');
