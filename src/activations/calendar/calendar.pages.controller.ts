import { createHash } from 'node:crypto';
import { Body, Controller, Get, HttpStatus, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { h } from 'preact';
import { NOT_FOUND, Problem, type Actor } from '../../kernel/index.js';
import { Allow, PageFrame, Public } from '../../organisations/index.js';
import { Database } from '../../platform/database/index.js';
import { CurrentActor, type AppRequest, type FormBody } from '../../platform/http/index.js';
import { PATHS, renderPage, translator, type Notice } from '../../web/index.js';
import { CalendarFeed } from './calendar-feed.js';
import { CalendarLinks, type NewCalendarLink } from './calendar-links.js';
import { CalendarPage } from './calendar.pages.js';

/** The calendar behind its secret link, and the page where an organisation makes, replaces and withdraws that link. */
@ApiExcludeController()
@Controller('agenda')
export class CalendarPages {
  constructor(
    private readonly links: CalendarLinks,
    private readonly feeds: CalendarFeed,
    private readonly frames: PageFrame,
    private readonly database: Database,
  ) {}

  @Get()
  @Allow('calendar-link.manage')
  async show(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Query('gelukt') done: unknown): Promise<string> {
    const notices: Notice[] = done === 'ingetrokken' ? [{ kind: 'success', text: translator(actor.language)('calendar.page.withdrawn') }] : [];
    return this.page(actor, request, undefined, notices);
  }

  @Post()
  @Allow('calendar-link.manage')
  async act(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Body() body: FormBody = {}, @Res() response: Response): Promise<void> {
    const id = body['withdraw'];
    if (typeof id === 'string') {
      await this.withdraw(actor, id);
      response.redirect(HttpStatus.SEE_OTHER, `${PATHS.calendar}?gelukt=ingetrokken`);
      return;
    }
    // No redirect: the secret may stand in no address, and nowhere else it is kept.
    const made = await this.database.transaction((tx) => this.links.create(tx, actor));
    response.type('html').send(await this.page(actor, request, made, []));
  }

  @Get(':file')
  @Public({ recognise: false })
  async feed(@Param('file') file: string, @Res() response: Response): Promise<void> {
    const organisationId = file.endsWith('.ics') ? await this.links.organisationOf(this.database, file.slice(0, -'.ics'.length)) : undefined;
    // Withdrawn or never made: nobody learns which.
    if (!organisationId) throw new Problem(NOT_FOUND);
    const { file: calendar, changedAt } = await this.feeds.of(this.database, organisationId);
    response.setHeader('Cache-Control', 'private, no-cache');
    response.setHeader('ETag', `"${createHash('sha256').update(calendar).digest('base64url')}"`);
    if (changedAt) response.setHeader('Last-Modified', changedAt.toUTCString());
    response.type('text/calendar; charset=utf-8').send(calendar);
  }

  // Pressed twice, or after somebody else did: it is withdrawn, and that is what was asked.
  private async withdraw(actor: Actor, id: string): Promise<void> {
    try {
      await this.database.transaction((tx) => this.links.withdraw(tx, actor, id));
    } catch (error) {
      if (!(error instanceof Problem && error.type === NOT_FOUND)) throw error;
    }
  }

  private async page(actor: Actor, request: AppRequest, made: NewCalendarLink | undefined, notices: readonly Notice[]): Promise<string> {
    const link = made ?? (actor.organisationId === null ? undefined : await this.links.of(this.database, actor.organisationId));
    return renderPage(h(CalendarPage, { frame: { ...this.frames.of(request), currentPath: PATHS.contacts }, notices, link, url: made?.url }));
  }
}
