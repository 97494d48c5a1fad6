import { Body, Controller, Get, HttpStatus, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { h } from 'preact';
import { z } from 'zod';
import { newId, type Actor } from '../kernel/index.js';
import { Database } from '../platform/database/index.js';
import { CurrentActor, decodeForm, idempotencyKeyOf, offsetOf, once, PAGE_QUERY, parseInput, STALE_VERSION, type AppRequest, type FormBody } from '../platform/http/index.js';
import { formAsSent, PATHS, renderPage, type FormState, type Notice } from '../web/index.js';
import { Allow, may } from './allow.js';
import { managesContactsOf } from './contact-access.js';
import { ContactBacklinks } from './contact-backlinks.pages.js';
import { decodeShift } from './contact-forms.js';
import { mendable, noticesIn, noticesOf, textIn, type Done } from './contact-notices.pages.js';
import { ContactOverviews } from './contact-overview.js';
import { contactsPath } from './contact-paths.pages.js';
import { ShiftFormPage } from './contact.pages.js';
import { Contacts } from './contacts.js';
import { ContactsPage, DutyNumbersPage, type ContactsPageProps } from './contacts.pages.js';
import { DutyExceptions } from './duty-exceptions.js';
import { DutyNumbers } from './duty-numbers.js';
import { DUTY_EXCEPTION_INPUT, DUTY_SHIFT_INPUT } from './duty-schemas.js';
import { DutyShifts } from './duty-shifts.js';
import { PageFrame } from './page-frame.js';

type Asked = { readonly gelukt?: unknown; readonly mislukt?: unknown; readonly page?: unknown };
const NEW_SHIFT = DUTY_SHIFT_INPUT.extend({ contactId: z.uuid() });

/** The contacts of an organisation with its roster, and the forms that stand there. */
@ApiExcludeController()
@Controller('contacten')
export class DutyPages {
  constructor(
    private readonly overviews: ContactOverviews,
    private readonly contacts: Contacts,
    private readonly shifts: DutyShifts,
    private readonly exceptions: DutyExceptions,
    private readonly numbers: DutyNumbers,
    private readonly backlinks: ContactBacklinks,
    private readonly frames: PageFrame,
    private readonly database: Database,
  ) {}

  @Get()
  @Allow('contact.read')
  async own(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Query() query: Asked): Promise<string> {
    // Who is never alerted has no contacts of its own to keep.
    if (!may(actor, 'alert.receive')) return this.others(actor, request, query);
    return this.page(actor, request, actor.organisationId!, noticesIn(query, actor.language), {});
  }

  @Get('organisaties')
  @Allow('duty-number.read')
  async others(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Query() query: Asked): Promise<string> {
    // An address that somebody mistyped shows the first page, not an error.
    const number = PAGE_QUERY.page.safeParse(query.page);
    const slice = { page: number.success ? number.data : 1, pageSize: 50 };
    const { items, total } = await this.numbers.page(this.database, actor.scope, await this.database.now(), { offset: offsetOf(slice), limit: slice.pageSize });
    const notices = noticesIn(query, actor.language);
    return renderPage(h(DutyNumbersPage, { frame: this.frames.of(request), notices, numbers: { items, total, ...slice }, seesOwn: may(actor, 'alert.receive') }));
  }

  @Get('organisaties/:organisationId')
  @Allow('contact.read')
  async ofOrganisation(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('organisationId') organisationId: string, @Query() query: Asked): Promise<string> {
    return this.page(actor, request, organisationId, noticesIn(query, actor.language), {});
  }

  @Post('organisaties/:organisationId/diensten')
  @Allow('contact.manage')
  async addShift(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('organisationId') organisationId: string, @Body() body: FormBody = {}, @Res() response: Response): Promise<void> {
    await this.acted(actor, request, response, { organisationId, body, done: 'dienst', form: 'shift' }, async () => {
      const { contactId, ...input } = parseInput(NEW_SHIFT, decodeShift(body));
      const key = idempotencyKeyOf(actor, textIn(body, 'idempotencyKey'), { operation: 'duty-shifts.add', input: { contactId, ...input } });
      await once(this.database, key, (tx) => this.shifts.add(tx, actor, contactId, input));
    });
  }

  @Post('organisaties/:organisationId/uitzonderingen')
  @Allow('contact.manage')
  async addException(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('organisationId') organisationId: string, @Body() body: FormBody = {}, @Res() response: Response): Promise<void> {
    await this.acted(actor, request, response, { organisationId, body, done: 'uitzondering', form: 'exception' }, async () => {
      const input = parseInput(DUTY_EXCEPTION_INPUT, { ...decodeForm(body), organisationId });
      const key = idempotencyKeyOf(actor, textIn(body, 'idempotencyKey'), { operation: 'duty-exceptions.add', input });
      await once(this.database, key, (tx) => this.exceptions.add(tx, actor, input));
    });
  }

  @Post('uitzonderingen/:id/verwijderen')
  @Allow('contact.manage')
  async removeException(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Body() body: FormBody = {}, @Res() response: Response): Promise<void> {
    const { organisationId } = await this.exceptions.byId(this.database, actor.scope, id);
    await this.acted(actor, request, response, { organisationId, body, done: 'uitzondering-verwijderd' }, () =>
      this.database.transaction((tx) => this.exceptions.remove(tx, actor, id, Number(textIn(body, 'version')))));
  }

  @Get(':contactId/diensten/:id')
  @Allow('contact.manage')
  async shiftForm(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('contactId') contactId: string, @Param('id') id: string): Promise<string> {
    return this.shiftPage(actor, request, contactId, id, undefined, undefined, []);
  }

  @Post(':contactId/diensten/:id')
  @Allow('contact.manage')
  async changeShift(
    @CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('contactId') contactId: string, @Param('id') id: string, @Body() body: FormBody = {}, @Res() response: Response,
  ): Promise<void> {
    const version = Number(textIn(body, 'version'));
    try {
      const input = parseInput(DUTY_SHIFT_INPUT, decodeShift(body));
      await this.database.transaction((tx) => this.shifts.change(tx, actor, contactId, id, version, input));
      const { organisationId } = await this.contacts.byId(this.database, actor.scope, contactId);
      response.redirect(HttpStatus.SEE_OTHER, `${contactsPath(actor, organisationId)}?gelukt=dienst-gewijzigd`);
    } catch (error) {
      const problem = mendable(error);
      // Who has seen that somebody else was first may decide that their own statement holds: the next save is on the current version.
      const next = problem.type === STALE_VERSION ? undefined : version;
      response.status(problem.type.status).type('html').send(await this.shiftPage(actor, request, contactId, id, next, formAsSent(body, problem.fields), noticesOf(problem, actor.language)));
    }
  }

  @Post(':contactId/diensten/:id/verwijderen')
  @Allow('contact.manage')
  async removeShift(
    @CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('contactId') contactId: string, @Param('id') id: string, @Body() body: FormBody = {}, @Res() response: Response,
  ): Promise<void> {
    const { organisationId } = await this.contacts.byId(this.database, actor.scope, contactId);
    await this.acted(actor, request, response, { organisationId, body, done: 'dienst-verwijderd' }, () =>
      this.database.transaction((tx) => this.shifts.remove(tx, actor, contactId, id, Number(textIn(body, 'version')))));
  }

  /** Back to the contacts with what was done, or the contacts with what stands in the way and what was typed. */
  private async acted(
    actor: Actor, request: AppRequest, response: Response, what: { readonly organisationId: string; readonly body: FormBody; readonly done: Done; readonly form?: 'shift' | 'exception' }, act: () => Promise<void>,
  ): Promise<void> {
    const { organisationId, body, done, form } = what;
    try {
      await act();
      response.redirect(HttpStatus.SEE_OTHER, `${contactsPath(actor, organisationId)}?gelukt=${done}`);
    } catch (error) {
      const problem = mendable(error);
      const forms = form ? { [form]: formAsSent(body, problem.fields) } : {};
      response.status(problem.type.status).type('html').send(await this.page(actor, request, organisationId, noticesOf(problem, actor.language), forms));
    }
  }

  private async page(actor: Actor, request: AppRequest, organisationId: string, notices: readonly Notice[], forms: ContactsPageProps['forms']): Promise<string> {
    const overview = await this.overviews.of(actor.scope, organisationId);
    return renderPage(h(ContactsPage, {
      frame: { ...this.frames.of(request), currentPath: contactsPath(actor, organisationId) }, notices, overview, forms, pageKey: newId(),
      own: actor.organisationId === organisationId,
      mayManage: may(actor, 'contact.manage') && managesContactsOf(actor, organisationId),
      seesOthers: may(actor, 'duty-number.read'),
      seesMandates: may(actor, 'mandate.read'),
    }));
  }

  private async shiftPage(actor: Actor, request: AppRequest, contactId: string, id: string, version: number | undefined, state: FormState | undefined, notices: readonly Notice[]): Promise<string> {
    const contact = await this.contacts.byId(this.database, actor.scope, contactId);
    const shift = await this.shifts.byId(this.database, actor.scope, contactId, id);
    const frame = { ...this.frames.of(request), currentPath: `${PATHS.contacts}/${contactId}/diensten/${id}` };
    return renderPage(h(ShiftFormPage, { frame, back: await this.backlinks.to(actor, contact.organisationId), contact, shift, version: version ?? shift.version, state, notices }));
  }
}
