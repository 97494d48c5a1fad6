import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Logger } from '@nestjs/common';
import type { Response } from 'express';

export const CSV_TYPE = 'text/csv; charset=utf-8';
export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const GEOJSON_TYPE = 'application/geo+json';

export type Download = {
  /** Letters, figures, points and hyphens only. */
  readonly fileName: string;
  readonly mediaType: string;
  /** A workbook that is being made, or text piece by piece. */
  readonly content: Readable | AsyncIterable<string>;
};

const log = new Logger('Downloads');

/** Sends a file to be saved while it is being made. Breaks the line off when making it fails: a short file would look whole. */
export async function sendDownload(response: Response, { fileName, mediaType, content }: Download): Promise<void> {
  response.setHeader('Content-Type', mediaType);
  response.setHeader('Content-Disposition', `attachment; filename="${fileName}"`);
  const source = content instanceof Readable ? content : Readable.from(content, { objectMode: false, encoding: 'utf8' });
  await pipeline(source, response).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') log.error(`${fileName} broke off while it was sent. ${error instanceof Error ? error.stack : String(error)}`);
  });
}
