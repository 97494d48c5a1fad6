import { Body, Controller, Get, HttpStatus, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { h } from 'preact';
import { isId, newId, NOT_FOUND, Problem, type Actor } from '../kernel/index.js';
import { Database } from '../platform/database/index.js';
import { CurrentActor, idempotencyKeyOf, KEY_REUSED, once, parseInput, STALE_VERSION, type AppRequest, type FormBody } from '../platform/http/index.js';
import { formAsSent, PATHS, renderPage, type FormState, type Notice } from '../web/index.js';
import { Allow } from './allow.js';
import { assertManages } from './contact-access.js';
import { ContactBacklinks } from './contact-backlinks.pages.js';
import type { ContactRow } from './contact.entity.js';
import { decodeChangedContact, decodeNewContact } from './contact-forms.js';
import { mendable, noticesOf, textIn } from './contact-notices.pages.js';
import { contactPath, contactsPath } from './contact-paths.pages.js';
import { CONTACT_CHANGE, CONTACT_INPUT } from './contact-schemas.js';
import { ContactFormPage } from './contact.pages.js';
import { Contacts } from './contacts.js';
import { Organisations } from './organisations.js';
import { PageFrame } from './page-frame.js';

type Asked = { readonly organisatie?: unknown; readonly piket?: unknown };
type NewForm = { readonly organisationId: string; readonly duty: boolean; readonly idempotencyKey: string; readonly state: FormState | undefined; readonly notices: readonly Notice[] };

/** Adding and changing contacts. What was typed stays in the form when something is wrong with it. */
@ApiExcludeController()
@Controller('contacten')
export class ContactFormsController {
  constructor(
    private readonly contacts: Contacts,
    private readonly organisations: Organisations,
    private readonly backlinks: ContactBacklinks,
    private readonly frames: PageFrame,
    private readonly database: Database,
  ) {}

  @Get('nieuw')
  @Allow('contact.manage')
  async newForm(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Query() asked: Asked): Promise<string> {
    const organisationId = await this.managed(actor, asked.organisatie);
    return this.newPage(actor, request, { organisationId, duty: asked.piket === 'ja', idempotencyKey: newId(), state: undefined, notices: [] });
  }

  @Post('nieuw')
  @Allow('contact.manage')
  async add(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Query() asked: Asked, @Body() body: FormBody = {}, @Res() response: Response): Promise<void> {
    const organisationId = await this.managed(actor, asked.organisatie);
    const formKey = textIn(body, 'idempotencyKey') || newId();
    try {
      const input = parseInput(CONTACT_INPUT, { ...decodeNewContact(body), organisationId });
      await once(this.database, idempotencyKeyOf(actor, formKey, { operation: 'contacts.add', input }), (tx) => this.contacts.add(tx, actor, input));
      response.redirect(HttpStatus.SEE_OTHER, `${contactsPath(actor, organisationId)}?gelukt=toegevoegd`);
    } catch (error) {
      const problem = mendable(error);
      // Sent again with other values after it had succeeded: that is a new attempt.
      const idempotencyKey = problem.type === KEY_REUSED ? newId() : formKey;
      const form = { organisationId, duty: false, idempotencyKey, state: formAsSent(body, problem.fields), notices: noticesOf(problem, actor.language) };
      response.status(problem.type.status).type('html').send(await this.newPage(actor, request, form));
    }
  }

  @Get(':id/wijzigen')
  @Allow('contact.manage')
  async changeForm(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string): Promise<string> {
    const contact = await this.own(actor, id);
    return this.changePage(actor, request, contact, contact.version, undefined, []);
  }

  @Post(':id/wijzigen')
  @Allow('contact.manage')
  async change(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Body() body: FormBody = {}, @Res() response: Response): Promise<void> {
    const version = Number(textIn(body, 'version'));
    try {
      const change = parseInput(CONTACT_CHANGE, decodeChangedContact(body));
      const { organisationId } = await this.database.transaction((tx) => this.contacts.change(tx, actor, id, version, change));
      response.redirect(HttpStatus.SEE_OTHER, `${contactsPath(actor, organisationId)}?gelukt=gewijzigd`);
    } catch (error) {
      const problem = mendable(error);
      const contact = await this.own(actor, id);
      // Who has seen that somebody else was first may decide that their own statement holds: the next save is on the current version.
      const next = problem.type === STALE_VERSION ? contact.version : version;
      response.status(problem.type.status).type('html').send(await this.changePage(actor, request, contact, next, formAsSent(body, problem.fields), noticesOf(problem, actor.language)));
    }
  }

  /** The organisation that a contact is added to: one's own unless another is named. Throws REQUEST.NOT_FOUND (404), CONTACT.NOT_YOURS (403). */
  private async managed(actor: Actor, asked: unknown): Promise<string> {
    const id = asked === undefined ? actor.organisationId : asked;
    if (!isId(id) || !(await this.organisations.byId(this.database, actor.scope, id))) throw new Problem(NOT_FOUND);
    assertManages(actor, id);
    return id;
  }

  /** Throws REQUEST.NOT_FOUND (404) and CONTACT.NOT_YOURS (403). */
  private async own(actor: Actor, id: string): Promise<ContactRow> {
    const contact = await this.contacts.byId(this.database, actor.scope, id);
    assertManages(actor, contact.organisationId);
    return contact;
  }

  private async newPage(actor: Actor, request: AppRequest, { organisationId, duty, idempotencyKey, state, notices }: NewForm): Promise<string> {
    const action = `${PATHS.contacts}/nieuw?organisatie=${organisationId}`;
    return renderPage(h(ContactFormPage, { frame: this.frames.of(request), back: await this.backlinks.to(actor, organisationId), duty, action, hidden: { idempotencyKey }, state, notices }));
  }

  private async changePage(actor: Actor, request: AppRequest, contact: ContactRow, version: number, state: FormState | undefined, notices: readonly Notice[]): Promise<string> {
    const back = await this.backlinks.to(actor, contact.organisationId);
    const action = `${contactPath(contact.id)}/wijzigen`;
    return renderPage(h(ContactFormPage, { frame: this.frames.of(request), back, contact, action, hidden: { version: String(version) }, state, notices }));
  }
}
