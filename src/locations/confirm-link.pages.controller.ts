import { Body, Controller, Get, HttpStatus, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { h } from 'preact';
import { AnswerLinks, type AnswerLink } from '../alerts/index.js';
import { NOT_FOUND, Problem, SYSTEM_SCOPE, type Actor } from '../kernel/index.js';
import { Organisations, PageFrame, Public, type Organisation } from '../organisations/index.js';
import { Database } from '../platform/database/index.js';
import type { AppRequest, FormBody } from '../platform/http/index.js';
import { renderPage, type Notice } from '../web/index.js';
import { locationsToConfirm } from './confirm-form.js';
import { doneNotice, problemNotice } from './confirm.pages.controller.js';
import { ConfirmLinkPage, DeadConfirmLinkPage } from './confirm.pages.js';
import { ConfirmUnchanged } from './confirm-unchanged.js';
import { ReadinessDigests } from './readiness-digests.js';

/** Who holds the link, and the locations that the message was about: it is good for those only. */
type Visitor = { readonly token: string; readonly link: AnswerLink; readonly actor: Actor; readonly organisation: Organisation; readonly locationIds: readonly string[] };

/** Confirming from the link in a message, without signing in. GET and HEAD show; only the button confirms. */
@ApiExcludeController()
@Controller('bevestigen')
export class ConfirmLinkController {
  constructor(
    private readonly links: AnswerLinks,
    private readonly organisations: Organisations,
    private readonly digests: ReadinessDigests,
    private readonly confirm: ConfirmUnchanged,
    private readonly frames: PageFrame,
    private readonly database: Database,
  ) {}

  @Get(':token')
  @Public({ recognise: false })
  async show(@Req() request: AppRequest, @Param('token') token: string, @Query('gelukt') done: unknown, @Res() response: Response): Promise<void> {
    const visitor = await this.visitor(request, token);
    await this.send(response, visitor ? HttpStatus.OK : HttpStatus.GONE, visitor, request, visitor ? doneNotice(done, visitor.actor) : []);
  }

  @Post(':token')
  @Public({ recognise: false })
  async press(@Req() request: AppRequest, @Param('token') token: string, @Body() body: FormBody = {}, @Res() response: Response): Promise<void> {
    const visitor = await this.visitor(request, token);
    if (!visitor) return this.send(response, HttpStatus.GONE, undefined, request, []);
    const { actor, locationIds } = visitor;
    try {
      const wanted = locationsToConfirm(body);
      // A link in a message about one building must not confirm another.
      if (wanted.some(({ id }) => !locationIds.includes(id))) throw new Problem(NOT_FOUND);
      const confirmed = await this.confirm.run(actor, wanted);
      response.redirect(HttpStatus.SEE_OTHER, `/bevestigen/${token}?gelukt=${confirmed.filter(({ renewed }) => renewed.length > 0).length}`);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      await this.send(response, error.type.status, visitor, request, [problemNotice(error, actor)]);
    }
  }

  private async visitor(request: AppRequest, token: string): Promise<Visitor | undefined> {
    const link = await this.links.resolve(this.database, token, 'confirm');
    if (!link || link.expired || link.withdrawn) return undefined;
    const organisation = await this.organisations.byId(this.database, SYSTEM_SCOPE, link.organisationId);
    const digest = await this.digests.byId(this.database, link.topicId);
    if (!organisation || digest?.organisationId !== organisation.id) throw new Problem(NOT_FOUND);
    const { id: organisationId, kind, provinceCode } = organisation;
    const actor: Actor = {
      scope: { kind, organisationId, provinceCode }, kind, organisationId, personId: null, apiKeyId: null, name: link.contactName, function: link.contactFunction,
      channel: 'answer-link', language: link.language, ip: request.ip ?? null, agent: request.headers['user-agent']?.slice(0, 300) ?? null,
    };
    return { token, link, actor, organisation, locationIds: [...new Set(digest.expiries.map(({ locationId }) => locationId))] };
  }

  private async send(response: Response, status: number, visitor: Visitor | undefined, request: AppRequest, notices: readonly Notice[]): Promise<void> {
    const frame = { ...this.frames.of(request), user: null, navigation: [] };
    if (!visitor) {
      response.status(status).type('html').send(renderPage(h(DeadConfirmLinkPage, { frame })));
      return;
    }
    const { token, actor, organisation, locationIds } = visitor;
    const previews = await this.confirm.preview(actor, locationIds);
    const props = { frame: { ...frame, language: actor.language }, notices, previews, name: actor.name, organisation: organisation.name, action: `/bevestigen/${token}` };
    response.status(status).type('html').send(renderPage(h(ConfirmLinkPage, props)));
  }
}
