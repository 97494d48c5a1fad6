import { Controller, Get, Param, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { h } from 'preact';
import { addDays, isLocalDay, NOT_FOUND, Problem, type Actor } from '../kernel/index.js';
import { Allow, PageFrame } from '../organisations/index.js';
import { CurrentActor, type AppRequest } from '../platform/http/index.js';
import { renderPage } from '../web/index.js';
import { CoverageDayPage, CoverageDaysPage, DAYS_ON_A_PAGE } from './coverage-days.pages.js';
import { RequestPageReader } from './request-page-reader.js';
import { requestIdFrom } from './reserve-requests.controller.js';

/** A page number from an address; whatever is no page is the first or the last. */
function pageFrom(text: unknown, pages: number): number {
  const page = typeof text === 'string' && /^\d{1,6}$/.test(text) ? Number(text) : 1;
  return Math.min(Math.max(1, page), Math.max(1, pages));
}

/** Pages of coverage day by day. */
@ApiExcludeController()
@Controller('reserveverzoeken')
export class CoveragePagesController {
  constructor(
    private readonly reader: RequestPageReader,
    private readonly frames: PageFrame,
  ) {}

  @Get(':id/dagen')
  @Allow('coverage.read')
  async days(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Query('pagina') page: unknown): Promise<string> {
    const view = await this.reader.days(actor.scope, requestIdFrom(id));
    return renderPage(h(CoverageDaysPage, { frame: this.frames.of(request), ...view, page: pageFrom(page, Math.ceil(view.days.length / DAYS_ON_A_PAGE)) }));
  }

  @Get(':id/dagen/:day')
  @Allow('coverage.read')
  async day(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Param('day') day: string): Promise<string> {
    if (!isLocalDay(day)) throw new Problem(NOT_FOUND);
    const { today, ...view } = await this.reader.day(actor.scope, requestIdFrom(id), day);
    return renderPage(h(CoverageDayPage, { frame: this.frames.of(request), ...view, before: day > today ? addDays(day, -1) : null }));
  }
}
