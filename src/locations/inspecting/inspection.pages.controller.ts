import { Body, Controller, Get, HttpStatus, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { h } from 'preact';
import { Problem, type Actor } from '../../kernel/index.js';
import { Allow, PageFrame } from '../../organisations/index.js';
import { Database } from '../../platform/database/index.js';
import { CurrentActor, decodeForm, parseInput, type AppRequest, type FormBody } from '../../platform/http/index.js';
import { formatDateTimeInput, formAsSent, renderPage, type FormState, type Notice } from '../../web/index.js';
import { evaluateReadiness, type Finding, isInspectedCriterion, type ReadinessStatus } from '../domain/index.js';
import type { RegisteredLocation } from '../registered-location.js';
import { DEFAULT_RULES } from '../default-rules.js';
import { FinishInspection } from './finish-inspection.js';
import { type InspectionDraft, InspectionDrafts } from './inspection-drafts.js';
import { goOnPath, InspectionOverviewPage, InspectionStartPage } from './inspection.pages.js';
import { inspectionPath } from './inspecting-parts.js';
import { OwnLocation } from './own-location.reader.js';
import { criterionOf, parseInspection, START_SCHEMA } from './step-schemas.js';

/** Beginning, looking over, finishing and throwing away an inspection. */
@ApiExcludeController()
@Controller('locaties/:id/schouw')
export class InspectionPagesController {
  constructor(
    private readonly own: OwnLocation,
    private readonly drafts: InspectionDrafts,
    private readonly finishing: FinishInspection,
    private readonly frames: PageFrame,
    private readonly database: Database,
  ) {}

  @Get()
  @Allow('inspection.write')
  async begin(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Query('punt') criterion: unknown, @Res() response: Response): Promise<void> {
    const location = await this.own.byId(actor, id);
    const draft = await this.drafts.own(this.database, actor, id);
    // Who comes for one criterion and has begun already goes there at once.
    if (draft && isInspectedCriterion(criterion)) response.redirect(HttpStatus.SEE_OTHER, `${inspectionPath(id)}/${criterion}`);
    else response.type('html').send(await this.startPage(actor, request, location, draft, undefined, criterion));
  }

  @Post()
  @Allow('inspection.write')
  async start(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Body() body: FormBody = {}, @Res() response: Response): Promise<void> {
    const { punt: criterion, ...fields } = body;
    try {
      await this.drafts.start(actor, id, parseInput(START_SCHEMA, decodeForm(fields)));
      const draft = await this.drafts.own(this.database, actor, id);
      response.redirect(HttpStatus.SEE_OTHER, isInspectedCriterion(criterion) ? `${inspectionPath(id)}/${criterion}` : goOnPath(id, draft?.steps ?? {}));
    } catch (error) {
      if (!(error instanceof Problem) || error.fields.length === 0) throw error;
      const page = await this.startPage(actor, request, await this.own.byId(actor, id), await this.drafts.own(this.database, actor, id), formAsSent(body, error.fields), criterion);
      response.status(error.type.status).type('html').send(page);
    }
  }

  @Get('overzicht')
  @Allow('inspection.write')
  async overview(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Res() response: Response): Promise<void> {
    const draft = await this.drafts.own(this.database, actor, id);
    if (!draft) response.redirect(HttpStatus.SEE_OTHER, inspectionPath(id));
    else response.type('html').send(await this.overviewPage(actor, request, id, draft, []));
  }

  @Post('afronden')
  @Allow('inspection.write')
  async finish(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Res() response: Response): Promise<void> {
    const draft = await this.drafts.own(this.database, actor, id);
    try {
      await this.finishing.run(actor, id);
      response.redirect(HttpStatus.SEE_OTHER, `/locaties/${id}?gelukt=geschouwd`);
    } catch (error) {
      if (!(error instanceof Problem) || ![400, 409].includes(error.type.status)) throw error;
      const wrong = draft && criterionOf(error.fields, draft.steps);
      if (wrong) response.redirect(HttpStatus.SEE_OTHER, `${inspectionPath(id)}/${wrong}?nakijken`);
      // Pressed twice: it was finished the first time.
      else if (!draft) response.redirect(HttpStatus.SEE_OTHER, `/locaties/${id}?gelukt=geschouwd`);
      else response.status(error.type.status).type('html').send(await this.overviewPage(actor, request, id, draft, [noticeOf(error, actor)]));
    }
  }

  @Post('weggooien')
  @Allow('inspection.write')
  async discard(@CurrentActor() actor: Actor, @Param('id') id: string, @Res() response: Response): Promise<void> {
    await this.own.byId(actor, id);
    await this.drafts.discard(actor, id);
    response.redirect(HttpStatus.SEE_OTHER, inspectionPath(id));
  }

  private async startPage(
    actor: Actor, request: AppRequest, location: RegisteredLocation, draft: InspectionDraft | undefined, state: FormState | undefined, criterion: unknown,
  ): Promise<string> {
    const inspectedAt = formatDateTimeInput(draft?.inspectedAt ?? (await this.database.now()));
    const inspector = draft?.inspector ?? `${actor.name}, ${actor.function}`;
    return renderPage(h(InspectionStartPage, { frame: this.frames.of(request), location, draft, state, inspectedAt, inspector, criterion: isInspectedCriterion(criterion) ? criterion : undefined }));
  }

  private async overviewPage(actor: Actor, request: AppRequest, id: string, draft: InspectionDraft, notices: readonly Notice[]): Promise<string> {
    const location = await this.own.byId(actor, id);
    return renderPage(h(InspectionOverviewPage, { frame: this.frames.of(request), notices, location, draft, afterwards: await this.afterwards(location, draft) }));
  }

  /** How the location would stand with what was found; undefined while that cannot be recorded yet. */
  private async afterwards(location: RegisteredLocation, draft: InspectionDraft): Promise<ReadinessStatus | undefined> {
    try {
      const { body } = parseInspection(location.id, draft, draft.steps);
      const found = { id: draft.id, inspectedAt: body.inspectedAt, inspector: body.inspector, findings: body.findings as readonly Finding[] };
      const now = await this.database.now();
      return evaluateReadiness(location.facts, [...location.inspections, found], location.availability, DEFAULT_RULES.policy, now, DEFAULT_RULES.context).status;
    } catch (error) {
      if (error instanceof Problem) return undefined;
      throw error;
    }
  }
}

const noticeOf = (problem: Problem, { language }: Actor): Notice => ({
  kind: 'error', title: problem.titleIn(language), text: [problem.detailIn(language), ...problem.fields.map(({ message }) => message[language])].join(' '),
});
