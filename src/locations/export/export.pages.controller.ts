import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiExcludeController, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { dayOf, INVALID_INPUT, NOT_FOUND, Problem, type Actor, type Instant, type Language, type LocalDay } from '../../kernel/index.js';
import { Allow } from '../../organisations/index.js';
import { Database } from '../../platform/database/index.js';
import { CurrentActor, Operation, parseInput } from '../../platform/http/index.js';
import { translator } from '../../web/index.js';
import { SHEET_NAMES } from '../import/template.js';
import { csvPieces, csvStyleOf } from './csv-lines.js';
import { ExportedLocations, exportQuery, type ExportQuery } from './exported-locations.js';
import { exportSheet, type ExportSheet } from './export-lines.js';
import { geoJsonPieces } from './geojson.js';
import { CSV_TYPE, type Download, GEOJSON_TYPE, sendDownload, XLSX_TYPE } from './send-download.js';
import { xlsxStream } from './xlsx-stream.js';

export const EXPORT_FORMATS = ['csv', 'xlsx', 'geojson'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
const isFormat = (value: string): value is ExportFormat => (EXPORT_FORMATS as readonly string[]).includes(value);

const FILE_NAME: Readonly<Record<Language, string>> = { nl: 'locaties', en: 'locations' };

/** Makes the files. Everything goes through the one reading that knows what the asker may see. */
abstract class Exports {
  constructor(
    protected readonly exported: ExportedLocations,
    protected readonly database: Database,
  ) {}

  protected async send(actor: Actor, format: ExportFormat, query: ExportQuery, now: Instant, response: Response): Promise<void> {
    const locations = this.exported.matching(actor.scope, query, now);
    const fileName = `${FILE_NAME[actor.language]}-${dayOf(now)}.${format}`;
    if (format === 'geojson') return sendDownload(response, { fileName, mediaType: GEOJSON_TYPE, content: geoJsonPieces(locations, actor.language) });
    const t = translator(actor.language);
    const sheet = exportSheet(actor.language, await this.exported.mostContacts(actor.scope), (status) => t(`state.readiness.${status}`));
    const lines = linesOf(locations, sheet);
    const content: Download['content'] = format === 'csv'
      ? csvPieces(sheet.header, lines, csvStyleOf(actor.language))
      : xlsxStream([{ name: SHEET_NAMES.locations[actor.language], header: sheet.header, columns: sheet.columns, lines }], now);
    return sendDownload(response, { fileName, mediaType: format === 'csv' ? CSV_TYPE : XLSX_TYPE, content });
  }
}

async function* linesOf(locations: ReturnType<ExportedLocations['matching']>, sheet: ExportSheet): AsyncGenerator<ReturnType<ExportSheet['line']>> {
  for await (const assessed of locations) yield sheet.line(assessed);
}

/** The list as a file, with the filters that the list has. */
@ApiExcludeController()
@Controller('locaties/exporteren')
export class ExportPagesController extends Exports {
  constructor(exported: ExportedLocations, database: Database) {
    super(exported, database);
  }

  @Get(':format')
  @Allow('location.read')
  async download(@CurrentActor() actor: Actor, @Param('format') format: string, @Query() query: Record<string, unknown>, @Res() response: Response): Promise<void> {
    if (!isFormat(format)) throw new Problem(NOT_FOUND);
    // Which page of the list one was on, and whether as a map, is no part of what is exported.
    const { weergave: _view, page: _page, pageSize: _size, ...filters } = query;
    const now = await this.database.now();
    await this.send(actor, format, parseInput(exportQuery(dayOf(now)), filters), now, response);
  }
}

const apiQuery = (today: LocalDay) => exportQuery(today).extend({ format: z.enum(EXPORT_FORMATS).default('csv') });

@ApiTags('standby-locations')
@Controller('api/v1/location-exports')
export class ExportsController extends Exports {
  constructor(exported: ExportedLocations, database: Database) {
    super(exported, database);
  }

  @Get()
  @Allow('location.read')
  @Operation({
    summary: 'Standby locations as a file: CSV, XLSX or GeoJSON (RFC 7946), with the filters of the list.', query: apiQuery('0001-01-01'), files: [CSV_TYPE, XLSX_TYPE, GEOJSON_TYPE], problems: [INVALID_INPUT],
    description: 'In the language of the caller. An address that the caller may not see is left out, in GeoJSON the whole location. GeoJSON has nothing of contacts. CSV and XLSX can be changed and imported again.',
  })
  async download(@CurrentActor() actor: Actor, @Query() query: unknown, @Res() response: Response): Promise<void> {
    const now = await this.database.now();
    const { format, ...filters } = parseInput(apiQuery(dayOf(now)), query);
    await this.send(actor, format, filters, now, response);
  }
}
