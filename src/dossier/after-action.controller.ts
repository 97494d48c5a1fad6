import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { h } from 'preact';
import { isId, NOT_FOUND, Problem, type Actor, type Language } from '../kernel/index.js';
import { Allow, PageFrame } from '../organisations/index.js';
import { CurrentActor, Operation, type AppRequest } from '../platform/http/index.js';
import { renderPage, translator } from '../web/index.js';
import { AFTER_ACTION_RESPONSE, afterActionJson } from './after-action-json.js';
import { afterActionPdf } from './after-action-pdf.js';
import { AfterActionReader } from './after-action-reader.js';
import { AfterActionPage } from './after-action.pages.js';
import { STILL_RUNNING } from './domain/index.js';

const PDF_TYPE = 'application/pdf';
const PROBLEMS = [STILL_RUNNING, NOT_FOUND];
const DESCRIPTION = 'Once the activation was stood down or cancelled. Organisations only: who answered is not in it. A municipality reads about its own locations, and of other parties no name.';

const readsOwnPart = ({ scope }: Actor): boolean => scope.kind === 'municipality';

function activationIdFrom(text: string): string {
  if (!isId(text)) throw new Problem(NOT_FOUND);
  return text;
}

/** Sends the report as a file, shown or saved as the browser likes. */
async function sendPdf(reader: AfterActionReader, actor: Actor, language: Language, id: string, response: Response): Promise<void> {
  const report = await reader.of(actor.scope, activationIdFrom(id));
  const name = { nl: 'evaluatie', en: 'after-action-report' }[language];
  const kind = report.activation.exercise ? { nl: '-oefening', en: '-exercise' }[language] : '';
  const bytes = await afterActionPdf(report, translator(language), readsOwnPart(actor));
  response.setHeader('Content-Disposition', `inline; filename="${name}${kind}-${id}.pdf"`);
  response.type(PDF_TYPE).send(bytes);
}

/** The report after an activation, for people. */
@ApiExcludeController()
@Controller('inzetten/:id')
export class AfterActionPagesController {
  constructor(
    private readonly reader: AfterActionReader,
    private readonly frames: PageFrame,
  ) {}

  @Get('evaluatie')
  @Allow('activation.read')
  async show(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string): Promise<string> {
    const report = await this.reader.of(actor.scope, activationIdFrom(id));
    return renderPage(h(AfterActionPage, { frame: this.frames.of(request), report, ownPart: readsOwnPart(actor) }));
  }

  @Get('evaluatie.pdf')
  @Allow('activation.read')
  async pdf(@CurrentActor() actor: Actor, @Param('id') id: string, @Res() response: Response): Promise<void> {
    await sendPdf(this.reader, actor, actor.language, id, response);
  }
}

/** The same for machines. */
@ApiTags('activations')
@Controller('api/v1/activations/:id')
export class AfterActionReportsController {
  constructor(private readonly reader: AfterActionReader) {}

  @Get('after-action-report')
  @Allow('activation.read')
  @Operation({
    summary: 'How an activation went: planned and actual times, delays to acceptance, receipt and commitment, what was late and whose, compared with earlier ones of the same locations.',
    description: DESCRIPTION, response: AFTER_ACTION_RESPONSE, problems: PROBLEMS,
  })
  async one(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<unknown> {
    return afterActionJson(await this.reader.of(actor.scope, activationIdFrom(id)));
  }

  @Get('after-action-report.pdf')
  @Allow('activation.read')
  @Operation({ summary: 'The same as PDF, in the language of the caller.', description: DESCRIPTION, files: [PDF_TYPE], problems: PROBLEMS })
  async pdf(@CurrentActor() actor: Actor, @Param('id') id: string, @Res() response: Response): Promise<void> {
    await sendPdf(this.reader, actor, actor.language, id, response);
  }
}
