import { Body, Controller, Get, HttpStatus, Logger, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { h } from 'preact';
import { AnswerLinks, type AnswerLink } from '../alerts/index.js';
import { NOT_FOUND, Problem, SYSTEM_SCOPE, type Actor } from '../kernel/index.js';
import { Organisations, PageFrame, Public } from '../organisations/index.js';
import { Database } from '../platform/database/index.js';
import type { AppRequest, FormBody } from '../platform/http/index.js';
import { renderPage, type Notice } from '../web/index.js';
import { ActivationReader } from './activation-view.js';
import { doneNotices } from './activation-pages.controller.js';
import { AnswerPage, DeadLinkPage } from './answer.pages.js';
import type { FailedForm } from './own-steps.js';
import { LINK_STEPS, StepForms, type Step } from './step-forms.js';

/** What only somebody does who has read the message. */
const SHOW_THAT_MAIL_ARRIVES: readonly Step[] = ['receive', 'commit'];

type Visitor = { readonly link: AnswerLink; readonly actor: Actor; readonly organisation: string };

/** Answering from the link in an alert, without signing in. GET shows; only POST with a chosen answer counts. */
@ApiExcludeController()
@Controller('antwoord')
export class AnswerPagesController {
  private readonly log = new Logger('Answers');

  constructor(
    private readonly links: AnswerLinks,
    private readonly organisations: Organisations,
    private readonly reader: ActivationReader,
    private readonly steps: StepForms,
    private readonly frames: PageFrame,
    private readonly database: Database,
  ) {}

  @Get(':token')
  @Public({ recognise: false })
  async show(@Req() request: AppRequest, @Param('token') token: string, @Query('gelukt') done: unknown, @Res() response: Response): Promise<void> {
    await this.answer(request, token, response, async (visitor) => this.send(response, 200, visitor, request, token, undefined, doneNotices(done, visitor.actor.language)));
  }

  @Post(':token')
  @Public({ recognise: false })
  async act(@Req() request: AppRequest, @Param('token') token: string, @Body() body: FormBody, @Res() response: Response): Promise<void> {
    await this.answer(request, token, response, async (visitor) => {
      const handled = await this.steps.handle(visitor.actor, visitor.link.topicId, body, LINK_STEPS);
      if (handled.ok) {
        if (SHOW_THAT_MAIL_ARRIVES.includes(handled.step)) await this.mailArrived(token, visitor);
        response.redirect(HttpStatus.SEE_OTHER, `/antwoord/${token}?gelukt=${handled.step}`);
        return;
      }
      const { problem, failed } = handled;
      const { language } = visitor.actor;
      await this.send(response, problem.type.status, visitor, request, token, failed, [{ kind: 'error', title: problem.titleIn(language), text: problem.detailIn(language) }]);
    });
  }

  // The answer has been given: whoever gave it is not told that something failed when only this did.
  private async mailArrived(token: string, { actor, link }: Visitor): Promise<void> {
    await this.database.transaction((tx) => this.links.hasArrived(tx, actor, token, link)).catch((error: unknown) => {
      this.log.warn(`That mail reaches a contact was not written down. ${error instanceof Error ? error.message : String(error)}`);
    });
  }

  private async answer(request: AppRequest, token: string, response: Response, work: (visitor: Visitor) => Promise<void>): Promise<void> {
    const link = await this.links.resolve(this.database, token);
    if (!link || link.expired || link.withdrawn) {
      response.status(HttpStatus.GONE).type('html').send(renderPage(h(DeadLinkPage, { frame: this.frames.of(request) })));
      return;
    }
    const organisation = await this.organisations.byId(this.database, SYSTEM_SCOPE, link.organisationId);
    if (!organisation) throw new Problem(NOT_FOUND);
    const { id: organisationId, kind, provinceCode, name } = organisation;
    const actor: Actor = {
      scope: { kind, organisationId, provinceCode }, kind, organisationId, personId: null, apiKeyId: null, name: link.contactName, function: link.contactFunction,
      channel: 'answer-link', language: link.language, ip: request.ip ?? null, agent: request.headers['user-agent']?.slice(0, 300) ?? null,
    };
    await work({ link, actor, organisation: name });
  }

  private async send(response: Response, status: number, { link, actor, organisation }: Visitor, request: AppRequest, token: string, failed: FailedForm | undefined, notices: readonly Notice[]): Promise<void> {
    const view = await this.reader.view(actor.scope, link.topicId);
    const frame = { ...this.frames.of(request), language: actor.language, user: null, navigation: [] };
    response.status(status).type('html').send(renderPage(h(AnswerPage, { frame, organisation, notices, view, actor, failed, action: `/antwoord/${token}`, addable: [] })));
  }
}
