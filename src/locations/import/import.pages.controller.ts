import { Body, Controller, Get, HttpStatus, Param, Post, Req, Res, Sse, type MessageEvent } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { h } from 'preact';
import { filter, from, fromEventPattern, map, merge, mergeMap, startWith, throttleTime, type Observable } from 'rxjs';
import { IMPORT_POLICY } from '../../../config/import.js';
import { LANGUAGES, newId, NOT_FOUND, Problem, type Actor, type Language } from '../../kernel/index.js';
import { Allow, LiveLine, PageFrame } from '../../organisations/index.js';
import { Database } from '../../platform/database/index.js';
import { CurrentActor, idempotencyKeyOf, KEY_REUSED, type AppRequest, type FormBody } from '../../platform/http/index.js';
import { LiveEvents } from '../../platform/live/index.js';
import { readUpload, UPLOAD_TOO_LARGE, type UploadFields } from '../../platform/storage/index.js';
import { formAsSent, renderFragment, renderPage, translator, type FormState, type LiveSnapshot } from '../../web/index.js';
import { csvPieces, csvStyleOf } from '../export/csv-lines.js';
import { CSV_TYPE, sendDownload, XLSX_TYPE } from '../export/send-download.js';
import { xlsxStream } from '../export/xlsx-stream.js';
import { DecideImport } from './decide-import.js';
import { problemHeader, problemLines, restHeader, restLines, shownHeaderFaults, shownProblems } from './import-lists.js';
import { ImportBody, type ImportView } from './import-parts.js';
import { noFile } from './import-problems.js';
import { downloadName, importPath, ImportPage, ImportStartPage, TEMPLATE_NAMES } from './import.pages.js';
import { IMPORT_TOPIC, LocationImports } from './location-imports.js';
import type { ImportMode, LocationImport } from './location-import.js';
import { StartImport } from './start-import.js';
import { exampleLine, SHEET_NAMES, templateHeader, templateSheets } from './template.js';

// A batch is a change; the bar moves smoothly enough.
const GATHER_MS = 250;

/** Importing, from template to result. Everything works without script; with it the progress moves by itself. */
@ApiExcludeController()
@Controller('locaties/importeren')
export class ImportPagesController {
  constructor(
    private readonly imports: LocationImports,
    private readonly start: StartImport,
    private readonly decide: DecideImport,
    private readonly frames: PageFrame,
    private readonly database: Database,
    private readonly events: LiveEvents,
    private readonly line: LiveLine,
  ) {}

  @Get()
  @Allow('location.write')
  async form(@CurrentActor() actor: Actor, @Req() request: AppRequest): Promise<string> {
    return this.startPage(actor, request, undefined, newId(), undefined);
  }

  @Post()
  @Allow('location.write')
  async upload(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Res() response: Response): Promise<void> {
    const fields: UploadFields = {};
    try {
      const id = await this.take(actor, request, fields);
      response.redirect(HttpStatus.SEE_OTHER, importPath(id));
    } catch (error) {
      const problem = besideTheFile(problemFrom(error));
      const key = typeof fields['idempotencyKey'] === 'string' && problem.type !== KEY_REUSED ? fields['idempotencyKey'] : newId();
      const page = await this.startPage(actor, request, formAsSent(fields, problem.fields), key, problem.fields.length > 0 ? undefined : problem);
      response.status(problem.type.status).type('html').send(page);
    }
  }

  @Get('sjablonen/:name')
  @Allow('location.write')
  async template(@Param('name') name: string, @Res() response: Response): Promise<void> {
    const language = LANGUAGES.find((each) => [`${TEMPLATE_NAMES[each]}.csv`, `${TEMPLATE_NAMES[each]}.xlsx`].includes(name));
    if (!language) throw new Problem(NOT_FOUND);
    await (name.endsWith('.csv')
      ? sendDownload(response, { fileName: name, mediaType: CSV_TYPE, content: csvPieces(templateHeader(language), [exampleLine(language)], csvStyleOf(language)) })
      : sendDownload(response, { fileName: name, mediaType: XLSX_TYPE, content: xlsxStream(templateSheets(language), await this.database.now()) }));
  }

  @Get(':id')
  @Allow('location.write')
  async show(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string): Promise<string> {
    return this.page(actor, request, id, undefined);
  }

  @Sse(':id/stream')
  @Allow('location.write')
  async stream(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string): Promise<Observable<MessageEvent>> {
    await this.imports.byId(this.database, actor, id);
    const changes = fromEventPattern<string>((listener) => this.events.onChange(IMPORT_TOPIC, listener), (_, stop: () => void) => stop()).pipe(filter((changed) => changed === id));
    const missed = fromEventPattern<void>((listener) => this.events.onResync(listener), (_, stop: () => void) => stop());
    const snapshots = merge(changes, missed).pipe(
      startWith(undefined),
      throttleTime(GATHER_MS, undefined, { leading: true, trailing: true }),
      mergeMap(() => from(this.snapshot(actor, id)), 1),
      map((snapshot) => ({ type: 'snapshot', data: JSON.stringify(snapshot) })),
    );
    return this.line.of(snapshots, request);
  }

  @Post(':id/inlezen')
  @Allow('location.write')
  async write(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Body() body: FormBody = {}, @Res() response: Response): Promise<void> {
    const mode: ImportMode = body['mode'] === 'good' ? 'good' : 'all';
    await this.decided(actor, request, response, id, () => this.decide.write(actor, id, Number(body['version']), mode));
  }

  @Post(':id/opnieuw')
  @Allow('location.write')
  async again(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Body() body: FormBody = {}, @Res() response: Response): Promise<void> {
    await this.decided(actor, request, response, id, () => this.decide.again(actor, id, Number(body['version'])));
  }

  @Post(':id/verwijderen')
  @Allow('location.write')
  async cancel(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Body() body: FormBody = {}, @Res() response: Response): Promise<void> {
    await this.decided(actor, request, response, id, () => this.decide.cancel(actor, id, Number(body['version'])));
  }

  @Get(':id/problemen')
  @Allow('location.write')
  async problems(@CurrentActor() actor: Actor, @Param('id') id: string, @Res() response: Response): Promise<void> {
    const found = await this.imports.byId(this.database, actor, id);
    const lines = problemLines(found, this.imports.everyWrongRow(this.database, id), actor.language);
    await sendDownload(response, { fileName: downloadName(found, WORDS.problems[actor.language], 'csv'), mediaType: CSV_TYPE, content: csvPieces(problemHeader(actor.language), lines, csvStyleOf(actor.language)) });
  }

  @Get(':id/rest')
  @Allow('location.write')
  async rest(@CurrentActor() actor: Actor, @Param('id') id: string, @Res() response: Response): Promise<void> {
    const { language } = actor;
    const found = await this.imports.byId(this.database, actor, id);
    if (!found.format || found.clearedAt) throw new Problem(NOT_FOUND);
    const header = restHeader(found, language);
    const lines = restLines(found, this.imports.everyWrongRow(this.database, id), language);
    const name = WORDS.rest[language];
    // In the same kind of file as it came.
    await (found.format.kind === 'csv'
      ? sendDownload(response, { fileName: downloadName(found, name, 'csv'), mediaType: CSV_TYPE, content: csvPieces(header, lines, { delimiter: found.format.delimiter, language }) })
      : sendDownload(response, { fileName: downloadName(found, name, 'xlsx'), mediaType: XLSX_TYPE, content: xlsxStream([{ name: SHEET_NAMES.locations[language], header, lines, columns: header.map(() => ({ width: 22, empty: 'text' as const })) }], await this.database.now()) }));
  }

  private async take(actor: Actor, request: AppRequest, fields: UploadFields): Promise<string> {
    const file = await readUpload(request, this.start.limits, fields);
    try {
      if (!file || file.content.size === 0) throw noFile();
      const input = { name: file.name, sha256: file.content.sha256.toString('hex') };
      const key = typeof fields['idempotencyKey'] === 'string' ? fields['idempotencyKey'] : undefined;
      return await this.start.run(actor, file, idempotencyKeyOf(actor, key, { operation: 'import-locations', input }));
    } finally {
      await file?.content.close();
    }
  }

  private async decided(actor: Actor, request: AppRequest, response: Response, id: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
      response.redirect(HttpStatus.SEE_OTHER, importPath(id));
    } catch (error) {
      const problem = problemFrom(error);
      response.status(problem.type.status).type('html').send(await this.page(actor, request, id, problem));
    }
  }

  private async view(actor: Actor, id: string): Promise<ImportView> {
    const found = await this.imports.byId(this.database, actor, id);
    const rows = hasProblems(found) ? await this.imports.wrongRows(this.database, id, 0, IMPORT_POLICY.shownProblems.value) : [];
    return { found, headerProblems: shownHeaderFaults(found, actor.language), rowProblems: shownProblems(found, rows, actor.language).slice(0, IMPORT_POLICY.shownProblems.value) };
  }

  private async snapshot(actor: Actor, id: string): Promise<LiveSnapshot> {
    const view = await this.view(actor, id);
    const t = translator(actor.language);
    const { status, version } = view.found;
    const announcements = status === 'checked' ? [t('import.announce.checked')] : status === 'done' ? [t('import.announce.done')] : [];
    return { serverNow: (await this.database.now()).toISOString(), version, html: { import: renderFragment(actor.language, h(ImportBody, { view })) }, announcements };
  }

  private async page(actor: Actor, request: AppRequest, id: string, problem: Problem | undefined): Promise<string> {
    return renderPage(h(ImportPage, { frame: this.frames.of(request), view: await this.view(actor, id), serverNow: await this.database.now(), problem }));
  }

  private async startPage(actor: Actor, request: AppRequest, state: FormState | undefined, idempotencyKey: string, problem: Problem | undefined): Promise<string> {
    return renderPage(h(ImportStartPage, { frame: this.frames.of(request), recent: await this.imports.recent(this.database, actor), state, idempotencyKey, problem }));
  }
}

const WORDS: Readonly<Record<'problems' | 'rest', Readonly<Record<Language, string>>>> = {
  problems: { nl: 'problemen', en: 'problems' }, rest: { nl: 'locaties-te-verbeteren', en: 'locations-to-correct' },
};

const hasProblems = ({ status, rows }: LocationImport): boolean => (status === 'checked' || status === 'done') && rows.wrong > 0;

/** What can be mended by trying otherwise, or again; everything else goes on as it is. */
function problemFrom(error: unknown): Problem {
  if (error instanceof Problem && [400, 409, 412, 413, 415, 422, 503].includes(error.type.status)) return error;
  throw error;
}

/** A file that is too large is said so at its field. */
const besideTheFile = (problem: Problem): Problem =>
  problem.type === UPLOAD_TOO_LARGE ? new Problem(problem.type, problem.params, [{ path: 'file', code: 'too-large', message: problem.type.detail, params: problem.params }]) : problem;
