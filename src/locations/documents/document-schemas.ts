import { z } from 'zod';
import { MEDIA_TYPES } from '../../platform/storage/index.js';
import { DOCUMENT_KINDS } from '../domain/index.js';
import { day, line, orNull } from '../field-schemas.js';
import { NO_FILE } from './document-problems.js';

const { code, message } = NO_FILE;

/** What goes with a file, as the fields of a form; `file` itself only says whether one came. */
export const DOCUMENT_SCHEMA = z.strictObject({
  kind: z.enum(DOCUMENT_KINDS).describe('`photo` is a picture, not a PDF.'),
  label: orNull(line(120)).describe('What it is called in lists. Absent: the file’s name.'),
  validUntil: orNull(day).describe('Last day, included. A floor plan counts until then.'),
  file: z.custom<true>((value) => value === true, { params: { code, message } })
    .meta({ type: 'string', format: 'binary', description: `${MEDIA_TYPES.join(', ')}; by its content, whatever its name. At most 20 MB.` }),
});
export type DocumentBody = Omit<z.output<typeof DOCUMENT_SCHEMA>, 'file'>;

export const DOCUMENT_RESPONSE = z.object({
  id: z.uuid(), standbyLocationId: z.uuid(), kind: z.enum(DOCUMENT_KINDS), label: z.string(),
  fileName: z.string().describe('Cleaned, and ending as its content says.'), mediaType: z.enum(MEDIA_TYPES).describe('By its content.'),
  sizeBytes: z.int().describe('Of what is kept. A picture is kept without EXIF, position and comments.'), sha256: z.string().describe('Hexadecimal, of what is kept.'),
  validUntil: z.iso.date().nullable(), scanned: z.boolean().describe('False: no virus scanner was set.'), uploadedBy: z.string(), uploadedAt: z.iso.datetime().describe('UTC.'),
  version: z.int().describe('The ETag, as a number.'),
});
