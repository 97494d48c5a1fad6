import { Readable } from 'node:stream';
import yazl from 'yazl';
import type { Line } from './csv-lines.js';
import { fixedParts, headerRow, SHEET_END, type SheetSettings, sheetRow, sheetStart } from './xlsx-parts.js';

export type SheetToWrite = SheetSettings & { readonly header: readonly string[]; readonly lines: AsyncIterable<Line> | Iterable<Line> };

const PIECE_LENGTH = 64 * 1024;

async function* sheetXml({ header, lines, ...settings }: SheetToWrite): AsyncGenerator<string> {
  let piece = sheetStart(settings) + headerRow(header);
  let number = 1;
  for await (const line of lines) {
    number += 1;
    piece += sheetRow(line, number, settings.wrapped);
    if (piece.length < PIECE_LENGTH) continue;
    yield piece;
    piece = '';
  }
  yield piece + SHEET_END;
}

/** A workbook that is made while it is read: no more of it is in memory than a piece. `at`: when its parts were made. */
export function xlsxStream(sheets: readonly SheetToWrite[], at: Date): Readable {
  const zip = new yazl.ZipFile();
  const output = zip.outputStream as unknown as Readable;
  const options = { mtime: at, compress: true };
  for (const [name, content] of Object.entries(fixedParts(sheets.map(({ name }) => name)))) zip.addBuffer(Buffer.from(content), name, options);
  for (const [index, sheet] of sheets.entries()) {
    const xml = Readable.from(sheetXml(sheet), { objectMode: false, encoding: 'utf8' });
    // Whoever downloads must see that it broke off: a short workbook would look complete.
    xml.once('error', (error) => output.destroy(error));
    output.once('close', () => xml.destroy());
    zip.addReadStream(xml, `xl/worksheets/sheet${index + 1}.xml`, options);
  }
  zip.end();
  return output;
}
