import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { h } from 'preact';
import { z } from 'zod';
import { INVALID_INPUT, NOT_FOUND, Problem, type Actor } from '../../kernel/index.js';
import { Allow, PageFrame } from '../../organisations/index.js';
import { Database } from '../../platform/database/index.js';
import { CurrentActor, decodeForm, Operation, PAGE_QUERY, parseInput, type AppRequest, type FormBody } from '../../platform/http/index.js';
import { formAsSent, renderPage, translator, type FormState } from '../../web/index.js';
import { instant } from '../field-schemas.js';
import { LOCATION_RESPONSE, locationJson } from '../location-json.js';
import { HistoryPage, LocationThenPage } from './history.pages.js';
import { actorText, entryDetails } from './history-words.pages.js';
import { LocationHistories } from './location-history.js';
import { LOCATION_IN_FUTURE, NOT_REGISTERED_YET } from './past-problems.js';

const PAGE_SIZE = 25;
const MOMENT = z.strictObject({ moment: instant });
const AT_QUERY = z.strictObject({ at: instant });

/** The history of a location, and the location as it was. */
@ApiExcludeController()
@Controller('locaties')
export class HistoryPagesController {
  constructor(
    private readonly histories: LocationHistories,
    private readonly frames: PageFrame,
    private readonly database: Database,
  ) {}

  @Get(':id/geschiedenis')
  @Allow('location.read')
  async history(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Query('page') asked: unknown): Promise<string> {
    const page = PAGE_QUERY.page.safeParse(asked);
    return this.page(actor, request, id, page.success ? page.data : 1, undefined);
  }

  @Get(':id/op')
  @Allow('location.read')
  async asItWas(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Query() asked: FormBody, @Res({ passthrough: true }) response: Response): Promise<string> {
    try {
      const { moment } = parseInput(MOMENT, decodeForm(asked));
      return renderPage(h(LocationThenPage, { frame: this.frames.of(request), past: await this.histories.at(actor, id, moment) }));
    } catch (error) {
      if (!(error instanceof Problem) || ![INVALID_INPUT.code, LOCATION_IN_FUTURE.code, NOT_REGISTERED_YET.code].includes(error.type.code)) throw error;
      response.status(error.type.status);
      const errors = error.fields.length > 0 ? error.fields : [{ path: 'moment', code: error.type.code, message: error.type.detail }];
      return this.page(actor, request, id, 1, formAsSent(asked, errors));
    }
  }

  private async page(actor: Actor, request: AppRequest, id: string, page: number, state: FormState | undefined): Promise<string> {
    const history = await this.histories.of(actor, id, { page, pageSize: PAGE_SIZE });
    return renderPage(h(HistoryPage, { frame: this.frames.of(request), history, now: await this.database.now(), state }));
  }
}

const HISTORY_QUERY = z.strictObject(PAGE_QUERY);
const LINE = z.object({
  at: z.iso.datetime().describe('UTC.'), action: z.string().describe('Stable, such as `location.changed`.'), actor: z.string().describe('In words; the organisation alone once the name has been erased.'),
  details: z.array(z.string()).describe('In words.'), changes: z.array(z.object({ label: z.string(), from: z.string().nullable().describe('Null: not filled in.'), to: z.string().nullable() })).describe('Facts that changed, in words.'),
});

/** The same for machines, texts in the language of the caller. */
@ApiTags('standby-locations')
@Controller('api/v1/standby-locations/:id')
export class HistoryController {
  constructor(private readonly histories: LocationHistories) {}

  @Get('history')
  @Allow('location.read')
  @Operation({
    summary: 'Who changed what of a location, from what to what; the newest first.', query: HISTORY_QUERY, response: z.object({ items: z.array(LINE), page: z.int(), pageSize: z.int(), total: z.int() }), problems: [INVALID_INPUT, NOT_FOUND],
    description: 'For its own municipality, and for who may read the record.',
  })
  async history(@CurrentActor() actor: Actor, @Param('id') id: string, @Query() query: unknown): Promise<unknown> {
    const t = translator(actor.language);
    const { lines, ...rest } = await this.histories.of(actor, id, parseInput(HISTORY_QUERY, query));
    const items = lines.map(({ entry, organisation, changes }) => ({ at: entry.at, action: entry.action, actor: actorText(entry, organisation, t), details: entryDetails(entry, t), changes }));
    return { items, page: rest.page, pageSize: rest.pageSize, total: rest.total };
  }

  @Get('as-of')
  @Allow('location.read')
  @Operation({
    summary: 'A location as it was at an instant gone by, worked out from the record.', query: AT_QUERY, response: LOCATION_RESPONSE, problems: [INVALID_INPUT, NOT_FOUND, LOCATION_IN_FUTURE, NOT_REGISTERED_YET],
    description: 'For its own municipality, and for who may read the record. Norms and policies are those of now. Personal values that have been purged are missing or “…”.',
  })
  async asOf(@CurrentActor() actor: Actor, @Param('id') id: string, @Query() query: unknown): Promise<unknown> {
    const past = await this.histories.at(actor, id, parseInput(AT_QUERY, query).at);
    return locationJson(past, actor.language, past.at);
  }
}
