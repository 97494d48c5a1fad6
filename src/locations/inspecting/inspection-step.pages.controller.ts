import { Body, Controller, Get, Headers, HttpStatus, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { h } from 'preact';
import { NOT_FOUND, Problem, type Actor, type FieldError } from '../../kernel/index.js';
import { Allow, PageFrame } from '../../organisations/index.js';
import { Database } from '../../platform/database/index.js';
import { CurrentActor, problemBody, type AppRequest, type FormBody } from '../../platform/http/index.js';
import { readUpload, type UploadedFile, type UploadFields } from '../../platform/storage/index.js';
import { renderPage } from '../../web/index.js';
import { DefectOwners } from '../defects/defect-owners.js';
import { EMPTY_STEP, type InspectedCriterion, isAnswered, isInspectedCriterion, newestFindings } from '../domain/index.js';
import { EvidencePhotos } from './evidence-photos.js';
import { INSPECTION_DRAFT_GONE } from './inspection-draft-problems.js';
import { type InspectionDraft, InspectionDrafts } from './inspection-drafts.js';
import { InspectionStepPage } from './inspection-step.pages.js';
import { inspectionPath } from './inspecting-parts.js';
import { OwnLocation } from './own-location.reader.js';
import { stepFieldsOf } from './step-fields.js';
import { parseStep } from './step-schemas.js';

const wantsJson = (accept: string | undefined): boolean => accept?.startsWith('application/json') ?? false;

/** One criterion of an inspection under way: shown, and kept as it is filled in. */
@ApiExcludeController()
@Controller('locaties/:id/schouw')
export class InspectionStepPagesController {
  constructor(
    private readonly own: OwnLocation,
    private readonly drafts: InspectionDrafts,
    private readonly photos: EvidencePhotos,
    private readonly owners: DefectOwners,
    private readonly frames: PageFrame,
    private readonly database: Database,
  ) {}

  @Get(':criterion')
  @Allow('inspection.write')
  async show(
    @CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Param('criterion') name: string, @Query('nakijken') check: unknown, @Res() response: Response,
  ): Promise<void> {
    const criterion = criterionFrom(name);
    const draft = await this.drafts.own(this.database, actor, id);
    if (!draft) return response.redirect(HttpStatus.SEE_OTHER, `${inspectionPath(id)}?punt=${criterion}`);
    const errors = check === undefined ? [] : wrongIn(criterion, draft);
    response.type('html').send(await this.page(actor, request, id, criterion, draft, errors, undefined));
  }

  @Post(':criterion')
  @Allow('inspection.write')
  async keep(
    @CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Param('criterion') name: string, @Headers('accept') accept: string | undefined, @Body() body: FormBody = {},
    @Res() response: Response,
  ): Promise<void> {
    const criterion = criterionFrom(name);
    await this.own.byId(actor, id);
    if (wantsJson(accept)) return this.keepQuietly(actor, response, id, criterion, body);
    const fields: UploadFields = { ...(body as UploadFields) };
    try {
      await this.take(actor, id, criterion, fields, await this.upload(request, fields));
      await this.goOn(actor, request, response, id, criterion, String(fields['go'] ?? ''));
    } catch (error) {
      if (!(error instanceof Problem) || ![400, 409, 413, 415, 422, 503].includes(error.type.status)) throw error;
      await this.drafts.save(actor, id, criterion, stepFieldsOf(fields)).catch(() => undefined);
      await this.refuse(actor, request, response, id, criterion, error);
    }
  }

  /** As one types: no page comes back, only when it was kept. */
  private async keepQuietly(actor: Actor, response: Response, id: string, criterion: InspectedCriterion, body: FormBody): Promise<void> {
    try {
      response.status(HttpStatus.OK).json(await this.drafts.save(actor, id, criterion, stepFieldsOf(body)));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      response.status(error.type.status).json(problemBody(error, actor.language));
    }
  }

  private async upload(request: AppRequest, fields: UploadFields): Promise<UploadedFile | undefined> {
    return request.is('multipart/form-data') ? readUpload(request, this.photos.limits, fields) : undefined;
  }

  /** What was typed first: it is not lost when the photo is refused. */
  private async take(actor: Actor, id: string, criterion: InspectedCriterion, fields: UploadFields, photo: UploadedFile | undefined): Promise<void> {
    try {
      await this.drafts.save(actor, id, criterion, stepFieldsOf(fields));
      if (photo) await this.drafts.addPhoto(actor, id, criterion, await this.photos.attach(actor, id, criterion, photo));
    } finally {
      await photo?.content.close();
    }
  }

  private async goOn(actor: Actor, request: AppRequest, response: Response, id: string, criterion: InspectedCriterion, go: string): Promise<void> {
    const here = `${inspectionPath(id)}/${criterion}`;
    if (go === 'clear') await this.drafts.clear(actor, id, criterion);
    if (go.startsWith('drop:')) await this.drafts.dropPhoto(actor, id, criterion, go.slice('drop:'.length));
    if (go === 'stop') return response.redirect(HttpStatus.SEE_OTHER, `/locaties/${id}`);
    if (!isInspectedCriterion(go) && go !== 'overzicht') return response.redirect(HttpStatus.SEE_OTHER, here);
    const draft = await this.drafts.own(this.database, actor, id);
    const errors = draft ? wrongIn(criterion, draft) : [];
    if (errors.length === 0) return response.redirect(HttpStatus.SEE_OTHER, `${inspectionPath(id)}/${go}`);
    response.status(HttpStatus.BAD_REQUEST).type('html').send(await this.page(actor, request, id, criterion, draft!, errors, undefined));
  }

  private async refuse(actor: Actor, request: AppRequest, response: Response, id: string, criterion: InspectedCriterion, problem: Problem): Promise<void> {
    const draft = await this.drafts.own(this.database, actor, id);
    if (!draft) throw new Problem(INSPECTION_DRAFT_GONE);
    const about = problem.fields.length > 0 ? undefined : { title: problem.titleIn(actor.language), text: problem.detailIn(actor.language) };
    response.status(problem.type.status).type('html').send(await this.page(actor, request, id, criterion, draft, problem.fields, about));
  }

  private async page(
    actor: Actor, request: AppRequest, id: string, criterion: InspectedCriterion, draft: InspectionDraft, errors: readonly FieldError[], problem: { title: string; text: string } | undefined,
  ): Promise<string> {
    const location = await this.own.byId(actor, id);
    const { fields, photoIds } = draft.steps[criterion] ?? EMPTY_STEP;
    return renderPage(h(InspectionStepPage, {
      frame: this.frames.of(request), location, criterion, steps: draft.steps, version: draft.version, problem, state: { values: fields, errors },
      photos: await this.photos.named(actor, id, photoIds), last: newestFindings(location.inspections, await this.database.now())[criterion],
      owners: await this.owners.of(actor.scope, { organisationId: location.organisationId, provinceCode: location.address.provinceCode }), ownerId: location.organisationId,
    }));
  }
}

/** Throws REQUEST.NOT_FOUND (404). */
function criterionFrom(name: string): InspectedCriterion {
  if (!isInspectedCriterion(name)) throw new Problem(NOT_FOUND);
  return name;
}

/** What is wrong with a step as it is kept; nothing with one that nobody looked at. */
function wrongIn(criterion: InspectedCriterion, { steps }: InspectionDraft): readonly FieldError[] {
  const step = steps[criterion] ?? EMPTY_STEP;
  if (!isAnswered(step)) return [];
  try {
    parseStep(criterion, step);
    return [];
  } catch (error) {
    if (error instanceof Problem) return error.fields;
    throw error;
  }
}
