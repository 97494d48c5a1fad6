import type { IncomingMessage } from 'node:http';
import busboy, { type FileInfo } from 'busboy';
import { Problem, type ProblemType } from '../../kernel/index.js';
import { spool, TooManyBytes, type SpooledFile } from './spool.js';

export const UPLOAD_TOO_LARGE: ProblemType = {
  code: 'UPLOAD.TOO_LARGE', status: 413,
  title: { nl: 'Het bestand is te groot', en: 'The file is too large' },
  detail: {
    nl: 'Een bestand mag hooguit {maximum} MB zijn. Er is niets opgeslagen. Maak het kleiner, bijvoorbeeld door het opnieuw als PDF te bewaren of te splitsen.',
    en: 'A file may be at most {maximum} MB. Nothing was saved. Make it smaller, for example by saving it as PDF again or by splitting it.',
  },
};
export const UPLOAD_EXPECTED: ProblemType = {
  code: 'UPLOAD.EXPECTED', status: 415,
  title: { nl: 'Hier hoort een formulier met een bestand', en: 'A form with a file belongs here' },
  detail: { nl: 'Stuur de inhoud als multipart/form-data, met het bestand in het veld “file”.', en: 'Send the body as multipart/form-data, with the file in the field “file”.' },
};
export const UPLOAD_BROKEN: ProblemType = {
  code: 'UPLOAD.BROKEN', status: 400,
  title: { nl: 'Het formulier is niet goed aangekomen', en: 'The form did not arrive well' },
  detail: {
    nl: 'Het was afgebroken, of er zat meer in dan één bestand en de velden die erbij horen. Er is niets opgeslagen. Probeer het opnieuw.',
    en: 'It was cut off, or held more than one file and the fields that go with it. Nothing was saved. Try again.',
  },
};

export type UploadLimits = {
  readonly maximumBytes: number;
  /** Where what comes in is kept meanwhile. */
  readonly folder: string;
};

/** A file as it came in. Whoever asked for it closes its content. */
export type UploadedFile = {
  /** As given: not to be trusted, and possibly empty. */
  readonly name: string;
  readonly content: SpooledFile;
};
/** A form's fields, filled in as they arrive. */
export type UploadFields = Record<string, string | string[]>;

const MEGABYTE = 1024 * 1024;
const FILE_FIELD = 'file';
/** What goes around the file: fields, boundaries, names. */
const AROUND_THE_FILE = 64 * 1024;
const FIELD_LIMITS = { fields: 10, fieldNameSize: 100, fieldSize: 4000, files: 1, headerPairs: 20 };

/**
 * Reads a multipart form with at most one file, which goes to disk as it comes in; undefined when none was chosen. What
 * else was typed is put into `fields`, also when this throws: UPLOAD.TOO_LARGE (413) as soon as the file is,
 * UPLOAD.EXPECTED (415), UPLOAD.BROKEN (400). Nothing is left of the file then.
 */
export async function readUpload(request: IncomingMessage, limits: UploadLimits, fields: UploadFields): Promise<UploadedFile | undefined> {
  const parser = parserFor(request);
  let file: Promise<UploadedFile | undefined> = Promise.resolve(undefined);
  try {
    await new Promise<void>((resolve, reject) => {
      parser.on('field', (name, value, { nameTruncated, valueTruncated }) => {
        if (nameTruncated || valueTruncated) reject(new Problem(UPLOAD_BROKEN));
        else fields[name] = name in fields ? [fields[name]!, value].flat() : value;
      });
      parser.on('file', (name, stream, info) => {
        // Whoever reads it is told by the reading; an error before that has nobody else to go to, and would end the process.
        stream.on('error', () => undefined);
        file = takeIn(name, stream, info, limits, Number(request.headers['content-length'] ?? 0));
        file.catch(reject);
      });
      for (const limit of ['filesLimit', 'fieldsLimit', 'partsLimit'] as const) parser.on(limit, () => reject(new Problem(UPLOAD_BROKEN)));
      parser.on('error', () => reject(new Problem(UPLOAD_BROKEN)));
      parser.on('close', resolve);
      // Whoever hangs up half-way gets no answer, but the file they began has to go.
      request.on('close', () => request.complete || reject(new Problem(UPLOAD_BROKEN)));
      request.pipe(parser);
    });
    return await file;
  } catch (error) {
    request.unpipe(parser);
    parser.destroy();
    await file.then((taken) => taken?.content.close(), () => undefined);
    throw error instanceof TooManyBytes ? new Problem(UPLOAD_TOO_LARGE, { maximum: limits.maximumBytes / MEGABYTE }) : error;
  }
}

function parserFor(request: IncomingMessage): busboy.Busboy {
  try {
    // Browsers write names in UTF-8, whatever the standard's default.
    const parser = busboy({ headers: request.headers, limits: FIELD_LIMITS, defParamCharset: 'utf8' });
    if (/^multipart\/form-data/i.test(request.headers['content-type'] ?? '')) return parser;
  } catch {
    // No type, another one, or no boundary.
  }
  throw new Problem(UPLOAD_EXPECTED);
}

async function takeIn(
  field: string, stream: AsyncIterable<Uint8Array>, { filename }: FileInfo, { folder, maximumBytes }: UploadLimits, announcedBytes: number,
): Promise<UploadedFile | undefined> {
  // No need to read what cannot fit.
  if (announcedBytes > maximumBytes + AROUND_THE_FILE) throw new TooManyBytes('Announced as too large.');
  const content = await spool(stream, folder, maximumBytes);
  const chosen = field === FILE_FIELD && (content.size > 0 || Boolean(filename));
  if (chosen) return { name: filename ?? '', content };
  await content.close();
  if (field !== FILE_FIELD) throw new Problem(UPLOAD_BROKEN);
  return undefined;
}
