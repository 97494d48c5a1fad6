import { Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { NOT_FOUND, type Actor } from '../../kernel/index.js';
import { Allow, AUTH_FORBIDDEN, AUTH_REQUIRED } from '../../organisations/index.js';
import { Database } from '../../platform/database/index.js';
import { CurrentActor, Operation } from '../../platform/http/index.js';
import { CalendarLinks, type CalendarLink, type NewCalendarLink } from './calendar-links.js';

const LINK = z.object({ id: z.uuid(), organisationId: z.uuid(), createdAt: z.iso.datetime() });
const NEW_LINK = LINK.extend({ url: z.url().describe('The secret address of the calendar (iCalendar, RFC 5545). Shown this once; it opens without signing in.') });
const ALWAYS = [AUTH_REQUIRED, AUTH_FORBIDDEN];

@ApiTags('calendar links')
@Controller('api/v1/calendar-links')
export class CalendarLinksController {
  constructor(
    private readonly links: CalendarLinks,
    private readonly database: Database,
  ) {}

  @Get()
  @Allow('calendar-link.manage')
  @Operation({ summary: 'The link to your organisation’s calendar that works now, without its secret', response: z.object({ items: z.array(LINK) }), problems: ALWAYS })
  async list(@CurrentActor() actor: Actor): Promise<{ items: CalendarLink[] }> {
    const link = actor.organisationId === null ? undefined : await this.links.of(this.database, actor.organisationId);
    return { items: link ? [link] : [] };
  }

  @Post()
  @HttpCode(201)
  @Allow('calendar-link.manage')
  @Operation({
    summary: 'Make the secret link to your organisation’s calendar', status: 201, response: NEW_LINK, problems: [...ALWAYS, NOT_FOUND],
    description: 'It takes the place of the link there was, which no longer works. Takes no body. Repeating it makes another link: the secret is not kept, so it cannot be answered again.',
  })
  async create(@CurrentActor() actor: Actor): Promise<NewCalendarLink> {
    return this.database.transaction((tx) => this.links.create(tx, actor));
  }

  @Delete(':id')
  @HttpCode(204)
  @Allow('calendar-link.manage')
  @Operation({ summary: 'Withdraw the link. It no longer works at once.', status: 204, problems: [...ALWAYS, NOT_FOUND] })
  async withdraw(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<void> {
    await this.database.transaction((tx) => this.links.withdraw(tx, actor, id));
  }
}
