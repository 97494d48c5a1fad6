import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { h } from 'preact';
import { z } from 'zod';
import { dayOf, INVALID_INPUT, NOT_FOUND, Problem, type Actor, type LocalDay } from '../../kernel/index.js';
import { CSV_TYPE, csvPieces, csvStyleOf, sendDownload } from '../../locations/index.js';
import { Allow, PageFrame } from '../../organisations/index.js';
import { Database } from '../../platform/database/index.js';
import { CurrentActor, decodeForm, Operation, parseInput, type AppRequest, type FormBody } from '../../platform/http/index.js';
import { formAsSent, renderPage, translator, type FormState } from '../../web/index.js';
import { SHARE_ANSWERS } from '../domain/index.js';
import { requestIdFrom } from '../reserve-requests.controller.js';
import { changeText } from './change-words.pages.js';
import { reportCsvLines, reportHeader } from './report-csv.pages.js';
import { reportQuery, type ReportQuery } from './report-query.js';
import { type StatusReport, StatusReportReader } from './status-report-reader.js';
import { StatusReportPage } from './status-report.pages.js';

/** Sends the report as a file to be saved. */
export async function sendReport(report: StatusReport, { language }: Actor, response: Response): Promise<void> {
  const t = translator(language);
  const content = csvPieces(reportHeader(t), reportCsvLines(report, t), csvStyleOf(language));
  const name = { nl: 'stand-van-zaken', en: 'status-report' }[language];
  await sendDownload(response, { fileName: `${name}-${report.request.provinceCode}-${report.date}.csv`, mediaType: CSV_TYPE, content });
}

/** The status report for the regietafel, as a page of one A4 and as CSV. */
@ApiExcludeController()
@Controller('reserveverzoeken/:id/stand-van-zaken')
export class StatusReportPagesController {
  constructor(
    private readonly reports: StatusReportReader,
    private readonly frames: PageFrame,
    private readonly database: Database,
  ) {}

  @Get()
  @Allow('status-report.read')
  async show(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Query() asked: FormBody, @Res({ passthrough: true }) response: Response): Promise<string> {
    const { query, state } = readQuery(asked, dayOf(await this.database.now()));
    if (state) response.status(400);
    return renderPage(h(StatusReportPage, { frame: this.frames.of(request), report: await this.reports.of(actor.scope, requestIdFrom(id), query), state }));
  }

  @Get('csv')
  @Allow('status-report.read')
  async csv(@CurrentActor() actor: Actor, @Param('id') id: string, @Query() asked: FormBody, @Res() response: Response): Promise<void> {
    const query = parseInput(reportQuery(dayOf(await this.database.now())), decodeForm(asked));
    await sendReport(await this.reports.of(actor.scope, requestIdFrom(id), query), actor, response);
  }
}

/** Dates that cannot be used are named beside their field, and the report of today is shown. */
function readQuery(asked: FormBody, today: LocalDay): { readonly query: ReportQuery; readonly state: FormState | undefined } {
  try {
    return { query: parseInput(reportQuery(today), decodeForm(asked)), state: undefined };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { query: {}, state: formAsSent(asked, error.fields) };
  }
}

const FIGURES = z.object({
  asked: z.int(), promised: z.int(), verified: z.int().describe('Ready at the instant of the report.'), expiring: z.int().describe('Part of verified.'), refused: z.int().describe('Asked, and refused.'),
}).describe('In places.');
const LINE = z.object({
  municipality: z.object({ id: z.uuid(), name: z.string(), code: z.string().nullable().describe('CBS code.') }), answer: z.enum(SHARE_ANSWERS).nullable().describe('Null: not asked.'),
  figures: FIGURES, difference: FIGURES.nullable().describe('Less what the figures were at the end of `since`.'), changes: z.array(z.string()).describe('In words. Names of locations, no addresses.'),
});
const RESPONSE = z.object({
  reserveRequestId: z.uuid(), date: z.iso.date(), since: z.iso.date().nullable().describe('Null: nothing to compare with yet.'),
  at: z.iso.datetime().describe('The figures are of this instant: today now, a day that is over its end, a day ahead its beginning.'), expected: z.boolean().describe('True for a day ahead: as things stand now.'),
  requested: z.int(), short: z.int(), totals: FIGURES, difference: FIGURES.nullable(), items: z.array(LINE),
});

const reportJson = ({ request, lines, date, since, at, expected, short, totals, difference }: StatusReport, actor: Actor): unknown => ({
  reserveRequestId: request.id, date, since, at, expected, requested: request.places, short, totals, difference,
  items: lines.map(({ municipality, answer, figures, difference: by, changes }) => ({ municipality, answer, figures, difference: by, changes: changes.map((change) => changeText(change, translator(actor.language))) })),
});

/** The status report for the regietafel, for machines. */
@ApiTags('reserve requests')
@Controller('api/v1/reserve-requests/:id/status-report')
export class StatusReportsController {
  constructor(
    private readonly reports: StatusReportReader,
    private readonly database: Database,
  ) {}

  @Get()
  @Allow('status-report.read')
  @Operation({ summary: 'What each municipality was asked, promised, has and refused on a reference date, and what changed since the last meeting.', query: reportQuery('0001-01-01'), response: RESPONSE, problems: [INVALID_INPUT, NOT_FOUND] })
  async one(@CurrentActor() actor: Actor, @Param('id') id: string, @Query() asked: unknown): Promise<unknown> {
    return reportJson(await this.reports.of(actor.scope, requestIdFrom(id), parseInput(reportQuery(dayOf(await this.database.now())), asked)), actor);
  }

  @Get('csv')
  @Allow('status-report.read')
  @Operation({ summary: 'The same as CSV, in the language of the caller.', query: reportQuery('0001-01-01'), files: [CSV_TYPE], problems: [INVALID_INPUT, NOT_FOUND] })
  async csv(@CurrentActor() actor: Actor, @Param('id') id: string, @Query() asked: unknown, @Res() response: Response): Promise<void> {
    const query = parseInput(reportQuery(dayOf(await this.database.now())), asked);
    await sendReport(await this.reports.of(actor.scope, requestIdFrom(id), query), actor, response);
  }
}
