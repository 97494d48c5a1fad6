import { Body, Controller, Get, HttpStatus, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { h } from 'preact';
import { dayOf, newId, type Actor } from '../../kernel/index.js';
import { Database } from '../../platform/database/index.js';
import { CurrentActor, decodeForm, idempotencyKeyOf, once, parseInput, type AppRequest, type FormBody } from '../../platform/http/index.js';
import { formAsSent, renderPage, translator, type FormState, type Notice } from '../../web/index.js';
import { Allow, may } from '../allow.js';
import { mendable, noticesOf, textIn } from '../contact-notices.pages.js';
import { contactsOf } from '../duty-roster-reader.js';
import { PageFrame } from '../page-frame.js';
import { MANDATE_INPUT } from './mandate-schemas.js';
import { MANDATES_PATH, MandatesPage } from './mandates.pages.js';
import { Mandates } from './mandates.js';

const DONE = { gegeven: 'mandate.done.given', ingetrokken: 'mandate.done.withdrawn' } as const;

/** The mandate list: the ministry keeps it, operations and the auditor read it. */
@ApiExcludeController()
@Controller('contacten/mandaten')
export class MandatePages {
  constructor(
    private readonly mandates: Mandates,
    private readonly frames: PageFrame,
    private readonly database: Database,
  ) {}

  @Get()
  @Allow('mandate.read')
  async show(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Query('gelukt') done: unknown): Promise<string> {
    const key = typeof done === 'string' && Object.hasOwn(DONE, done) ? DONE[done as keyof typeof DONE] : undefined;
    return this.page(actor, request, undefined, key ? [{ kind: 'success', text: translator(actor.language)(key) }] : []);
  }

  @Post()
  @Allow('mandate.manage')
  async give(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Body() body: FormBody = {}, @Res() response: Response): Promise<void> {
    await this.acted(actor, request, response, body, 'gegeven', async () => {
      const input = parseInput(MANDATE_INPUT, decodeForm(body));
      const key = idempotencyKeyOf(actor, textIn(body, 'idempotencyKey'), { operation: 'mandates.give', input });
      await once(this.database, key, (tx) => this.mandates.give(tx, actor, input));
    });
  }

  @Post(':id/intrekken')
  @Allow('mandate.manage')
  async withdraw(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Body() body: FormBody = {}, @Res() response: Response): Promise<void> {
    await this.acted(actor, request, response, undefined, 'ingetrokken', () =>
      this.database.transaction((tx) => this.mandates.withdraw(tx, actor, id, Number(textIn(body, 'version')))));
  }

  private async acted(actor: Actor, request: AppRequest, response: Response, typed: FormBody | undefined, done: keyof typeof DONE, act: () => Promise<void>): Promise<void> {
    try {
      await act();
      response.redirect(HttpStatus.SEE_OTHER, `${MANDATES_PATH}?gelukt=${done}`);
    } catch (error) {
      const problem = mendable(error);
      const state = typed && formAsSent(typed, problem.fields);
      response.status(problem.type.status).type('html').send(await this.page(actor, request, state, noticesOf(problem, actor.language)));
    }
  }

  private async page(actor: Actor, request: AppRequest, state: FormState | undefined, notices: readonly Notice[]): Promise<string> {
    const now = await this.database.now();
    const mayManage = may(actor, 'mandate.manage');
    return renderPage(h(MandatesPage, {
      frame: { ...this.frames.of(request), currentPath: MANDATES_PATH }, notices, state, mayManage, pageKey: newId(), today: dayOf(now),
      mandates: await this.mandates.list(this.database, actor.scope, now),
      contacts: mayManage ? (await contactsOf(this.database, [actor.organisationId!])).filter(({ telephone }) => telephone !== null) : [],
    }));
  }
}
