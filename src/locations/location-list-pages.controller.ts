import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { h } from 'preact';
import { MAP } from '../../config/map.js';
import { dayOf, Problem, type Actor, type FieldError, type LocalDay } from '../kernel/index.js';
import { Allow, may, PageFrame } from '../organisations/index.js';
import { Database } from '../platform/database/index.js';
import { allowImagesFrom, CurrentActor, decodeForm, PAGE_QUERY, parseInput, type AppRequest, type FormBody } from '../platform/http/index.js';
import { formAsSent, renderPage, translator, type Notice } from '../web/index.js';
import { AssessedLocations } from './assessed-locations.js';
import { listQuery, type ListQuery } from './list-query.js';
import { LocationDrafts } from './location-drafts.js';
import { LocationsMapPage } from './locations-map.pages.js';
import { LocationsPage, VIEW_PARAMETERS } from './locations.pages.js';

const PAGE_SIZE = 50;
/** The one other site that a map shows images of. */
const BACKGROUND_ORIGIN = new URL(MAP.background.url.replaceAll(/[{}]/g, '')).origin;

/** The registry as a list or a map. */
@ApiExcludeController()
@Controller('locaties')
export class LocationListPagesController {
  constructor(
    private readonly locations: AssessedLocations,
    private readonly drafts: LocationDrafts,
    private readonly frames: PageFrame,
    private readonly database: Database,
  ) {}

  @Get()
  @Allow('location.read')
  async list(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Query() asked: FormBody, @Res({ passthrough: true }) response: Response): Promise<string> {
    const now = await this.database.now();
    const { query, errors } = readQuery(asked, dayOf(now));
    if (errors.length > 0) response.status(400);
    const asMap = asked['weergave'] === VIEW_PARAMETERS.map['weergave'];
    if (asMap) allowImagesFrom(response, BACKGROUND_ORIGIN);
    const page = await this.locations.page(actor.scope, asMap ? { ...query, pageSize: MAP.locations.value } : query, now);
    const loosened = page.total === 0 ? await this.locations.loosened(actor.scope, query, now) : [];
    const mayRegister = may(actor, 'location.write');
    const drafts = { drafts: mayRegister ? await this.drafts.list(actor.scope) : [], personId: actor.personId };
    const props = { frame: this.frames.of(request), page, query, loosened, state: formAsSent(asked, errors), mayRegister, drafts, notices: await this.pending(actor) };
    return renderPage(h(asMap ? LocationsMapPage : LocationsPage, props));
  }

  private async pending({ language }: Actor): Promise<Notice[]> {
    const pending = await this.locations.pending();
    return pending === 0 ? [] : [{ kind: 'info', text: translator(language).count('list.pending', pending) }];
  }
}

/** The filters of an address. What cannot be used is named beside its field and left out: the rest of the list is still a list. */
function readQuery(asked: FormBody, today: LocalDay): { readonly query: ListQuery; readonly errors: readonly FieldError[] } {
  const { weergave: _view, page: number, pageSize: _size, ...filters } = asked;
  // A page number that somebody mistyped shows the first page, not an error.
  const page = PAGE_QUERY.page.safeParse(number);
  const input: Record<string, unknown> = { ...decodeForm(filters, 'groups' in filters ? { lists: ['groups'] } : {}), page: page.success ? page.data : 1, pageSize: PAGE_SIZE };
  try {
    return { query: parseInput(listQuery(today), input), errors: [] };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const wrong = new Set(error.fields.map(({ path }) => path.split('.')[0]!));
    const usable = Object.fromEntries(Object.entries(input).filter(([name]) => !wrong.has(name)));
    return { query: parseInput(listQuery(today), usable), errors: error.fields };
  }
}
