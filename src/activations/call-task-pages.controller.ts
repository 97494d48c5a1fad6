import { Body, Controller, Get, HttpStatus, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { h } from 'preact';
import { INVALID_INPUT, NOT_FOUND, Problem, SYSTEM_SCOPE, type Actor } from '../kernel/index.js';
import { Allow, assertMay, may, Organisations, PageFrame } from '../organisations/index.js';
import { Database } from '../platform/database/index.js';
import { CurrentActor, decodeForm, parseInput, type AppRequest, type FormBody } from '../platform/http/index.js';
import { formAsSent, renderPage, translator, type Notice } from '../web/index.js';
import { CALL_ATTEMPT_SCHEMA, TELEPHONED_COMMITMENT_SCHEMA, TELEPHONED_RECEIPT_SCHEMA } from './activation-schemas.js';
import { ActivationReader } from './activation-view.js';
import { idFrom } from './activations.controller.js';
import { CallTaskPage } from './call-task.pages.js';
import type { FailedForm } from './own-steps.js';
import { commitmentInput, NO_STEP } from './step-forms.js';
import { TelephoneParty } from './telephone-party.js';

const DONE = { call: 'call-task.done.call', receive: 'call-task.done.answer', commit: 'call-task.done.answer' } as const;
type Step = keyof typeof DONE;

/** The duty desk telephones one organisation about an activation. */
@ApiExcludeController()
@Controller('inzetten/:id/belopdrachten/:taskId')
export class CallTaskPagesController {
  constructor(
    private readonly telephone: TelephoneParty,
    private readonly reader: ActivationReader,
    private readonly organisations: Organisations,
    private readonly frames: PageFrame,
    private readonly database: Database,
  ) {}

  @Get()
  @Allow('call-task.read')
  async show(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param() { id, taskId }: { id: string; taskId: string }, @Query('gelukt') done: unknown): Promise<string> {
    const key = typeof done === 'string' && Object.hasOwn(DONE, done) ? DONE[done as Step] : undefined;
    return this.page(actor, request, idFrom(id), idFrom(taskId), undefined, key ? [{ kind: 'success', text: translator(actor.language)(key) }] : []);
  }

  @Post()
  @Allow('call-task.work')
  async act(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param() { id, taskId }: { id: string; taskId: string }, @Body() body: FormBody, @Res() response: Response): Promise<void> {
    const { step, subjectId, ...fields } = body;
    try {
      const name = (Object.keys(DONE) as Step[]).find((known) => known === step);
      if (!name) throw new Problem(INVALID_INPUT, {}, [NO_STEP]);
      await this.carryOut(actor, idFrom(taskId), name, String(subjectId ?? ''), fields);
      response.redirect(HttpStatus.SEE_OTHER, `/inzetten/${idFrom(id)}/belopdrachten/${taskId}?gelukt=${name}`);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const failed = { step: String(step ?? ''), subjectId: String(subjectId ?? ''), state: formAsSent(body, error.fields) };
      const notices: Notice[] = [{ kind: 'error', title: error.titleIn(actor.language), text: error.detailIn(actor.language) }];
      response.status(error.type.status).type('html').send(await this.page(actor, request, idFrom(id), idFrom(taskId), failed, notices));
    }
  }

  private async carryOut(actor: Actor, taskId: string, step: Step, subjectId: string, fields: FormBody): Promise<void> {
    assertMay(actor, 'call-task.work');
    switch (step) {
      case 'call':
        return this.telephone.called(actor, taskId, parseInput(CALL_ATTEMPT_SCHEMA, { ...decodeForm(fields), contactId: subjectId }));
      case 'receive':
        return this.telephone.received(actor, taskId, parseInput(TELEPHONED_RECEIPT_SCHEMA, decodeForm(fields)));
      case 'commit': {
        const { deploymentId, ...given } = parseInput(TELEPHONED_COMMITMENT_SCHEMA, { ...commitmentInput(fields), deploymentId: subjectId });
        return this.telephone.committed(actor, taskId, deploymentId, given);
      }
    }
  }

  private async page(actor: Actor, request: AppRequest, id: string, taskId: string, failed: FailedForm | undefined, notices: readonly Notice[]): Promise<string> {
    const task = (await this.reader.view(actor.scope, id)).callTasks.find((one) => one.id === taskId);
    const organisation = task && (await this.organisations.byId(this.database, SYSTEM_SCOPE, task.organisationId));
    if (!task || !organisation) throw new Problem(NOT_FOUND);
    const { kind, id: organisationId, provinceCode } = organisation;
    const view = await this.reader.view({ kind, organisationId, provinceCode }, id);
    // Whoever answers by telephone says so: no name of our own is filled in.
    const asParty = { kind, organisationId, name: '', function: '', personId: null };
    return renderPage(h(CallTaskPage, {
      frame: this.frames.of(request), notices, task, mayWork: may(actor, 'call-task.work'),
      answers: { view, actor: asParty, failed, action: `/inzetten/${id}/belopdrachten/${taskId}`, addable: [] },
    }));
  }
}
