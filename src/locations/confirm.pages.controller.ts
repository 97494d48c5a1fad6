import { Body, Controller, Get, HttpStatus, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { h } from 'preact';
import { Problem, type Actor } from '../kernel/index.js';
import { Allow, PageFrame } from '../organisations/index.js';
import { CurrentActor, type AppRequest, type FormBody } from '../platform/http/index.js';
import { PATHS, renderPage, translator, type Notice } from '../web/index.js';
import { locationsToConfirm } from './confirm-form.js';
import { ConfirmPage } from './confirm.pages.js';
import { ConfirmUnchanged } from './confirm-unchanged.js';

const PATH = `${PATHS.locations}/bevestigen`;

/** All locations of a municipality, confirmed with one press. Looking confirms nothing. */
@ApiExcludeController()
@Controller('locaties/bevestigen')
export class ConfirmPagesController {
  constructor(
    private readonly confirm: ConfirmUnchanged,
    private readonly frames: PageFrame,
  ) {}

  @Get()
  @Allow('location.confirm')
  async show(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Query('gelukt') done: unknown): Promise<string> {
    return this.page(actor, request, doneNotice(done, actor));
  }

  @Post()
  @Allow('location.confirm')
  async press(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Body() body: FormBody = {}, @Res() response: Response): Promise<void> {
    try {
      const confirmed = await this.confirm.run(actor, locationsToConfirm(body));
      response.redirect(HttpStatus.SEE_OTHER, `${PATH}?gelukt=${confirmed.filter(({ renewed }) => renewed.length > 0).length}`);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      response.status(error.type.status).type('html').send(await this.page(actor, request, [problemNotice(error, actor)]));
    }
  }

  private async page(actor: Actor, request: AppRequest, notices: readonly Notice[]): Promise<string> {
    return renderPage(h(ConfirmPage, { frame: this.frames.of(request), notices, previews: await this.confirm.preview(actor), action: PATH }));
  }
}

/** How many locations a press renewed, from the address that it led to. */
export function doneNotice(done: unknown, { language }: Pick<Actor, 'language'>): Notice[] {
  const count = typeof done === 'string' && /^\d{1,4}$/.test(done) ? Number(done) : 0;
  return count === 0 ? [] : [{ kind: 'success', text: translator(language).count('confirmation.done', count) }];
}

export const problemNotice = (problem: Problem, { language }: Pick<Actor, 'language'>): Notice => ({ kind: 'error', title: problem.titleIn(language), text: problem.detailIn(language) });
