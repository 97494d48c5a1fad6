import { SaxesParser } from 'saxes';
import { refuse } from '../cells.js';

/** The parts of an XML text as they come by; names without their prefix. */
export type XmlListener = {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
};

/** Characters without an end to a tag or text: what no real sheet has, and memory would have to hold. */
const LONGEST_PIECE = 1_000_000;

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

export const refuseXml = (): never => refuse('damaged', 'De werkmap is beschadigd: een onderdeel is geen geldige XML. Open haar in uw rekenprogramma en bewaar haar opnieuw als .xlsx.', 'The workbook is damaged: a part of it is not valid XML. Open it in your spreadsheet program and save it as .xlsx again.');

/**
 * Reads XML piece by piece and tells the listener; yields after every piece, so that the caller takes what has been found.
 * Nothing outside the text is ever looked up: a document type, and with it every entity of one's own, is refused.
 */
export async function* readXml(pieces: AsyncIterable<Uint8Array>, listener: XmlListener): AsyncGenerator<void> {
  const parser = new SaxesParser({ xmlns: false, position: false });
  let since = 0;
  let broken = false;
  parser.on('error', () => { broken = true; });
  parser.on('doctype', () => refuse('xml-doctype', 'De werkmap bevat een documenttype of externe verwijzing; die wordt niet gelezen. Bewaar haar opnieuw vanuit uw rekenprogramma.', 'The workbook has a document type or external reference; that is not read. Save it again from your spreadsheet program.'));
  parser.on('opentag', ({ name, attributes }) => {
    since = 0;
    listener.open?.(local(name), attributes as Record<string, string>);
  });
  parser.on('text', (text) => {
    since = 0;
    listener.text?.(text);
  });
  parser.on('closetag', ({ name }) => {
    since = 0;
    listener.close?.(local(name));
  });
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const piece of pieces) {
    const text = textOf(decoder, piece);
    since += text.length;
    if (since > LONGEST_PIECE) refuse('cell-too-long', 'In de werkmap staat een cel die veel te lang is.', 'The workbook has a cell that is far too long.');
    parser.write(text);
    if (broken) refuseXml();
    yield;
  }
  parser.close();
  if (broken) refuseXml();
  yield;
}

function textOf(decoder: TextDecoder, piece: Uint8Array): string {
  try {
    return decoder.decode(piece, { stream: true });
  } catch {
    return refuseXml();
  }
}

/** Reads a small part to its end. */
export async function readWhole(pieces: AsyncIterable<Uint8Array>, listener: XmlListener): Promise<void> {
  const reading = readXml(pieces, listener);
  while (!(await reading.next()).done);
}
