import { refuse } from './cells.js';

const OLE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const startsWith = (head: Buffer, start: string | Buffer): boolean => head.subarray(0, start.length).equals(Buffer.from(start as string, 'latin1'));
const isZip = (head: Buffer): boolean => startsWith(head, 'PK\x03\x04') || startsWith(head, 'PK\x05\x06');
const isUtf16 = (head: Buffer): boolean => (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
const isWebPage = (head: Buffer): boolean => /^(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|body|table|meta|script|\?xml|!--)/i.test(head.toString('latin1', 0, 1000));

/**
 * What kind of file it is, by what is in it; its name must not say otherwise. Throws SheetRefused for what is neither,
 * saying what it is and what to do.
 */
export function fileKind(name: string, head: Buffer): 'csv' | 'xlsx' {
  const ending = /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  if (head.length === 0) refuse('empty-file', 'Het bestand is leeg.', 'The file is empty.');
  if (isZip(head)) return ending === 'csv' || ending === 'txt' ? refuseNamedCsv() : 'xlsx';
  refuseOthers(head);
  if (ending === 'xlsx') refuse('text-named-xlsx', 'Dit bestand heet .xlsx, maar er zit gewone tekst in. Geef het de naam .csv, of bewaar het als Excel-werkmap.', 'This file is named .xlsx, but holds plain text. Name it .csv, or save it as an Excel workbook.');
  return 'csv';
}

const refuseNamedCsv = (): never =>
  refuse('xlsx-named-csv', 'Dit bestand heet .csv, maar er zit een Excel-werkmap of ander ingepakt bestand in. Geef het de naam .xlsx, of bewaar het als CSV.', 'This file is named .csv, but holds an Excel workbook or another packed file. Name it .xlsx, or save it as CSV.');

function refuseOthers(head: Buffer): void {
  if (startsWith(head, OLE)) {
    refuse('old-or-locked', 'Dit is een oud Excel-bestand (.xls) of een werkmap met een wachtwoord. Bewaar het zonder wachtwoord als .xlsx.', 'This is an old Excel file (.xls) or a workbook with a password. Save it without a password as .xlsx.');
  }
  if (startsWith(head, '%PDF')) refuse('pdf', 'Dit is een PDF. Upload het bestand waar de PDF van is gemaakt, als .xlsx of .csv.', 'This is a PDF. Upload the file that the PDF was made of, as .xlsx or .csv.');
  if (isWebPage(head)) {
    refuse('web-page', 'Dit is een webpagina of XML, geen Excel-werkmap en geen CSV, hoe het bestand ook heet. Open het in uw rekenprogramma en bewaar het als .xlsx.', 'This is a web page or XML, not an Excel workbook nor a CSV, whatever its name. Open it in your spreadsheet program and save it as .xlsx.');
  }
  if (!isUtf16(head) && head.includes(0)) {
    refuse('neither', 'Dit is geen CSV en geen Excel-werkmap (.xlsx). Bewaar het vanuit uw rekenprogramma als .xlsx of als CSV UTF-8.', 'This is neither a CSV nor an Excel workbook (.xlsx). Save it from your spreadsheet program as .xlsx or as CSV UTF-8.');
  }
}
