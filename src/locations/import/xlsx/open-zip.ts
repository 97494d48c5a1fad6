import { Readable } from 'node:stream';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { IMPORT_POLICY } from '../../../../config/import.js';
import { refuse } from '../cells.js';
import type { FileBytes } from '../file-bytes.js';

/** A packed file of which parts are unpacked as they are read, and no more than they may be. */
export type Zip = {
  has(name: string): boolean;
  /** The part's bytes, unpacked piece by piece. Throws SheetRefused for more than all parts together may unpack to. */
  read(name: string): AsyncIterable<Uint8Array>;
  close(): void;
};

class FileReader extends yauzl.RandomAccessReader {
  constructor(private readonly file: FileBytes) {
    super();
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.file.read(start, end), { objectMode: false });
  }
}

const damaged = (): never => refuse('damaged', 'De werkmap is beschadigd of niet volledig. Open haar in uw rekenprogramma en bewaar haar opnieuw als .xlsx.', 'The workbook is damaged or incomplete. Open it in your spreadsheet program and save it as .xlsx again.');

export const refuseLarge = (): never =>
  refuse('unpacks-too-large', 'De werkmap pakt uit tot meer dan {maximum} MB. Verwijder lege opgemaakte rijen, plaatjes en bladen die er niet bij horen, of bewaar haar als CSV.', 'The workbook unpacks to more than {maximum} MB. Remove empty formatted rows, pictures and sheets that do not belong, or save it as CSV.',
    { maximum: IMPORT_POLICY.maximumUnpackedBytes.value / 1024 / 1024 });

/** Lists what is in it. Nothing is unpacked yet, and what is never asked for never is. Throws SheetRefused. */
export async function openZip(file: FileBytes): Promise<Zip> {
  const zip = await new Promise<ZipFile>((resolve, reject) => {
    const options = { lazyEntries: true, autoClose: false, validateEntrySizes: true, strictFileNames: false };
    yauzl.fromRandomAccessReader(new FileReader(file), file.size, options, (error, opened) => (error ? reject(error) : resolve(opened)));
  }).catch(damaged);
  if (zip.entryCount > IMPORT_POLICY.maximumParts.value) {
    zip.close();
    refuse('too-many-parts', 'De werkmap bestaat uit meer dan {maximum} onderdelen. Kopieer het blad naar een nieuwe werkmap.', 'The workbook has more than {maximum} parts. Copy the sheet to a new workbook.', { maximum: IMPORT_POLICY.maximumParts.value });
  }
  const entries = await listed(zip).catch(damaged);
  let unpacked = 0;
  return {
    has: (name) => entries.has(name),
    close: () => zip.close(),
    async *read(name) {
      const entry = entries.get(name) ?? damaged();
      if (entry.isEncrypted()) refuse('locked', 'De werkmap heeft een wachtwoord. Bewaar haar zonder.', 'The workbook has a password. Save it without.');
      // What it says of itself is only a first look: what comes out is counted.
      if (entry.uncompressedSize > IMPORT_POLICY.maximumUnpackedBytes.value) refuseLarge();
      const stream = await unpacking(zip, entry).catch(damaged);
      try {
        for await (const bytes of stream as AsyncIterable<Uint8Array>) {
          unpacked += bytes.length;
          if (unpacked > IMPORT_POLICY.maximumUnpackedBytes.value) refuseLarge();
          yield bytes;
        }
      } catch (error) {
        throw isZipError(error) ? asDamaged() : error;
      } finally {
        stream.destroy();
      }
    },
  };
}

/** A lie about sizes, a wrong checksum, bytes that do not unpack. A failure to read the file itself is none of these. */
function isZipError(error: unknown): boolean {
  const { message, code } = error as { message?: unknown; code?: unknown };
  return String(code).startsWith('Z_') || (typeof message === 'string' && /bytes in the stream|relative offset|compression method|invalid (local|central)/i.test(message));
}

function asDamaged(): unknown {
  try {
    return damaged();
  } catch (refusal) {
    return refusal;
  }
}

async function listed(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  await new Promise<void>((resolve, reject) => {
    zip.on('entry', (entry: Entry) => {
      entries.set(entry.fileName.replace(/^\//, ''), entry);
      zip.readEntry();
    });
    zip.once('end', resolve);
    zip.once('error', reject);
    zip.readEntry();
  });
  return entries;
}

const unpacking = (zip: ZipFile, entry: Entry): Promise<Readable> =>
  new Promise((resolve, reject) => zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream))));
