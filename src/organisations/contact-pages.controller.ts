import { Body, Controller, Get, HttpStatus, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { h } from 'preact';
import { dayOf, newId, type Actor } from '../kernel/index.js';
import { Database } from '../platform/database/index.js';
import { CurrentActor, decodeForm, idempotencyKeyOf, once, parseInput, type AppRequest, type FormBody } from '../platform/http/index.js';
import { formAsSent, PATHS, renderPage, type FormState, type Notice } from '../web/index.js';
import { Allow, may } from './allow.js';
import { ContactBacklinks } from './contact-backlinks.pages.js';
import { managesContactsOf } from './contact-access.js';
import { mendable, noticesIn, noticesOf, textIn } from './contact-notices.pages.js';
import { contactPath, contactsPath } from './contact-paths.pages.js';
import { viewsOf } from './contact-views.js';
import { ContactPage } from './contact.pages.js';
import { Contacts } from './contacts.js';
import { reportsOn } from './domain/reachability.js';
import { PageFrame } from './page-frame.js';
import { ReachabilityReports } from './reachability-reports.js';
import { REACHABILITY_INPUT } from './reachability-schemas.js';

type Notices = { readonly gelukt?: unknown; readonly mislukt?: unknown };

/** One contact: how it is reached, whether it was, and its removal. */
@ApiExcludeController()
@Controller('contacten')
export class ContactPages {
  constructor(
    private readonly contacts: Contacts,
    private readonly reports: ReachabilityReports,
    private readonly backlinks: ContactBacklinks,
    private readonly frames: PageFrame,
    private readonly database: Database,
  ) {}

  @Get(':id')
  @Allow('contact.read')
  async show(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Query() query: Notices): Promise<string> {
    return this.page(actor, request, id, noticesIn(query, actor.language), undefined);
  }

  @Post(':id/gebeld')
  @Allow('contact.report')
  async report(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Body() body: FormBody = {}, @Res() response: Response): Promise<void> {
    try {
      const input = parseInput(REACHABILITY_INPUT, decodeForm(body));
      const key = idempotencyKeyOf(actor, textIn(body, 'idempotencyKey'), { operation: 'contacts.report', input: { id, ...input } });
      await once(this.database, key, (tx) => this.reports.add(tx, actor, id, input));
      response.redirect(HttpStatus.SEE_OTHER, `${contactPath(id)}?gelukt=gebeld`);
    } catch (error) {
      const problem = mendable(error);
      response.status(problem.type.status).type('html').send(await this.page(actor, request, id, noticesOf(problem, actor.language), formAsSent(body, problem.fields)));
    }
  }

  @Post(':id/verwijderen')
  @Allow('contact.manage')
  async remove(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Body() body: FormBody = {}, @Res() response: Response): Promise<void> {
    const { organisationId } = await this.contacts.byId(this.database, actor.scope, id);
    try {
      await this.database.transaction((tx) => this.contacts.remove(tx, actor, id, Number(textIn(body, 'version'))));
      response.redirect(HttpStatus.SEE_OTHER, `${contactsPath(actor, organisationId)}?gelukt=verwijderd`);
    } catch (error) {
      const problem = mendable(error);
      response.status(problem.type.status).type('html').send(await this.page(actor, request, id, noticesOf(problem, actor.language), undefined));
    }
  }

  private async page(actor: Actor, request: AppRequest, id: string, notices: readonly Notice[], state: FormState | undefined): Promise<string> {
    const contact = await this.contacts.byId(this.database, actor.scope, id);
    const now = await this.database.now();
    const [view] = await viewsOf(this.database, [contact], now);
    const { organisationId } = contact;
    return renderPage(h(ContactPage, {
      frame: { ...this.frames.of(request), currentPath: `${PATHS.contacts}/${id}` }, notices, back: await this.backlinks.to(actor, organisationId), view: view!, state, today: dayOf(now), pageKey: newId(),
      reports: await this.reports.ofContact(this.database, actor.scope, id),
      mayManage: may(actor, 'contact.manage') && managesContactsOf(actor, organisationId),
      mayReport: may(actor, 'contact.report') && reportsOn(actor, organisationId),
    }));
  }
}
