import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { INVALID_INPUT, NOT_FOUND, type Actor } from '../kernel/index.js';
import { Allow, pageOf } from '../organisations/index.js';
import { Database } from '../platform/database/index.js';
import {
  CurrentActor, etagOf, idempotencyKeyOf, KEY_REUSED, Operation, parseInput, STALE_VERSION, VERSION_REQUIRED, versionFrom,
} from '../platform/http/index.js';
import { AssessedLocations } from './assessed-locations.js';
import { ChangeLocation } from './change-location.js';
import { dayAt } from './domain/day-edges.js';
import { LOCATION_RESPONSE, locationJson, SUMMARY_RESPONSE } from './location-json.js';
import { jsonOfPage } from './kept-answers.js';
import { listQuery } from './list-query.js';
import { CHANGED_MEANWHILE, LOCATION_BUSY, LOCATION_NOT_YOURS, REFERENCE_TAKEN } from './location-problems.js';
import { LOCATION_SCHEMA } from './location-schemas.js';
import { COUNTED_TO } from './location-search.js';
import { RegisterLocation } from './register-location.js';
import { WithdrawLocation } from './withdraw-location.js';

/** For describing: which days can be asked about depends on the day. */
const LIST_QUERY = listQuery('0001-01-01');
const LIST_RESPONSE = pageOf(SUMMARY_RESPONSE).extend({
  total: z.int().describe(`How many fit; exact up to ${COUNTED_TO}.`), more: z.boolean().describe('True when there are more than `total`.'), hasNext: z.boolean(),
  asOf: z.iso.datetime().describe('UTC. The instant that readiness and places were worked out for.'),
});

@ApiTags('standby-locations')
@Controller('api/v1/standby-locations')
export class StandbyLocationsController {
  constructor(
    private readonly locations: AssessedLocations,
    private readonly register: RegisterLocation,
    private readonly change: ChangeLocation,
    private readonly withdraw: WithdrawLocation,
    private readonly database: Database,
  ) {}

  @Get()
  @Allow('location.read')
  @Operation({
    summary: 'Standby locations, each with its readiness and verified capacity now or on a day to come.', query: LIST_QUERY, response: LIST_RESPONSE, problems: [INVALID_INPUT],
    description: 'A location’s address is searched only where you may know it.',
  })
  async list(@CurrentActor() actor: Actor, @Query() asked: unknown, @Res() response: Response): Promise<void> {
    const now = await this.database.now();
    const { items, ...rest } = await this.locations.page(actor.scope, parseInput(listQuery(dayAt(now.getTime())), asked), now);
    response.type('application/json').send(jsonOfPage(items, actor.language, rest));
  }

  @Get(':id')
  @Allow('location.read')
  @Operation({
    summary: 'One standby location with every reason for its readiness.', response: LOCATION_RESPONSE, problems: [NOT_FOUND],
    description: 'The ETag stands for what the municipality states of it; inspections and periods of unavailability are added without changing it.',
  })
  async one(@CurrentActor() actor: Actor, @Param('id') id: string, @Res({ passthrough: true }) response: Response): Promise<unknown> {
    const { now, ...assessed } = await this.locations.one(actor.scope, id);
    response.setHeader('ETag', etagOf(assessed.location.version));
    return locationJson(assessed, actor.language, now);
  }

  @Post()
  @HttpCode(201)
  @Allow('location.write')
  @Operation({
    summary: 'Register a standby location in your municipality.', body: LOCATION_SCHEMA, status: 201, response: LOCATION_RESPONSE, idempotent: true,
    description: 'What is left out counts as unknown, never as yes or as zero. Readiness and verified capacity are derived.',
    problems: [INVALID_INPUT, REFERENCE_TAKEN, KEY_REUSED],
  })
  async create(
    @CurrentActor() actor: Actor, @Body() body: unknown, @Headers('idempotency-key') key: string | undefined, @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const input = parseInput(LOCATION_SCHEMA, body);
    const { locationId } = await this.register.run(actor, input, idempotencyKeyOf(actor, key, { operation: 'register-location', input }));
    response.setHeader('Location', `/api/v1/standby-locations/${locationId}`);
    return this.one(actor, locationId, response);
  }

  @Put(':id')
  @Allow('location.write')
  @Operation({
    summary: 'State the facts of your location anew, as a whole.', body: LOCATION_SCHEMA, response: LOCATION_RESPONSE, ifMatch: true,
    problems: [INVALID_INPUT, NOT_FOUND, LOCATION_NOT_YOURS, REFERENCE_TAKEN, CHANGED_MEANWHILE, VERSION_REQUIRED],
    description: 'When it changed since the version in If-Match, the problem lists as `differences` each fact in which what was sent (`yours`) differs from what stands now (`current`).',
  })
  async replace(
    @CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown, @Headers('if-match') ifMatch: string | undefined, @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const version = versionFrom(ifMatch);
    await this.change.run(actor, id, version, parseInput(LOCATION_SCHEMA, body));
    return this.one(actor, id, response);
  }

  @Delete(':id')
  @HttpCode(204)
  @Allow('location.write')
  @Operation({ summary: 'Withdraw your location: it is no longer offered. It stays on the record.', status: 204, ifMatch: true, problems: [NOT_FOUND, LOCATION_NOT_YOURS, LOCATION_BUSY, STALE_VERSION, VERSION_REQUIRED] })
  async remove(@CurrentActor() actor: Actor, @Param('id') id: string, @Headers('if-match') ifMatch: string | undefined): Promise<void> {
    await this.withdraw.run(actor, id, versionFrom(ifMatch));
  }
}
