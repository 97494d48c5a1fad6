import { Body, Controller, Get, Headers, HttpStatus, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { Problem, type Actor } from '../kernel/index.js';
import { Allow } from '../organisations/index.js';
import { CurrentActor, problemBody, type AppRequest, type FormBody } from '../platform/http/index.js';
import { formAsSent, translator } from '../web/index.js';
import { draftFieldsOf } from './draft-fields.js';
import { LocationDrafts } from './location-drafts.js';
import { LocationFormView, newDraft } from './location-form-view.js';
import { mendable } from './location-problems.js';
import { draftRefOf, nextDraft } from './register-forms.controller.js';

const wantsJson = (accept: string | undefined): boolean => accept?.startsWith('application/json') ?? false;

/** Unfinished forms: kept as one types (the page's script asks for JSON), or with a button. */
@ApiExcludeController()
@Controller('locaties/concepten')
export class DraftFormsController {
  constructor(
    private readonly drafts: LocationDrafts,
    private readonly view: LocationFormView,
  ) {}

  @Get(':id')
  @Allow('location.write')
  async open(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Query('gelukt') done: unknown): Promise<string> {
    const { fields, version } = await this.drafts.byId(actor.scope, id);
    const notices = done === 'bewaard' ? [{ kind: 'success' as const, text: translator(actor.language)('draft.kept') }] : [];
    return this.view.registering(actor, request, { ...newDraft(), id, version }, { state: formAsSent(fields), notices });
  }

  @Post(':id')
  @Allow('location.write')
  async save(
    @CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Headers('accept') accept: string | undefined, @Body() body: FormBody = {}, @Res() response: Response,
  ): Promise<void> {
    const draft = { ...draftRefOf(body), id };
    try {
      const saved = await this.drafts.save(actor, draft, draftFieldsOf(body));
      if (wantsJson(accept)) response.status(HttpStatus.OK).json(saved);
      else response.redirect(HttpStatus.SEE_OTHER, `/locaties/concepten/${id}?gelukt=bewaard`);
    } catch (error) {
      const problem = mendable(error);
      if (wantsJson(accept)) response.status(problem.type.status).json(problemBody(problem, actor.language));
      else response.status(problem.type.status).type('html').send(await this.view.registering(actor, request, nextDraft(draft, problem), { state: formAsSent(body), problem }));
    }
  }

  @Post(':id/verwijderen')
  @Allow('location.write')
  async remove(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: FormBody = {}, @Res() response: Response): Promise<void> {
    await this.drafts.remove(actor, id, Number(body['version'])).catch(ignoreMissing);
    response.redirect(HttpStatus.SEE_OTHER, '/locaties');
  }
}

/** Thrown away twice is thrown away. */
function ignoreMissing(error: unknown): void {
  if (!(error instanceof Problem) || error.type.status !== 404) throw error;
}
