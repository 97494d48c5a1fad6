import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { INVALID_INPUT, NOT_FOUND, type Actor } from '../kernel/index.js';
import { Allow } from '../organisations/index.js';
import { Database } from '../platform/database/index.js';
import { CurrentActor, idempotencyKeyOf, KEY_REUSED, Operation, parseInput } from '../platform/http/index.js';
import { AddUnavailability } from './add-unavailability.js';
import { INSPECTION_SCHEMA, UNAVAILABILITY_SCHEMA } from './inspection-schemas.js';
import { INSPECTION_RESPONSE, inspectionsJson } from './location-json.js';
import { LOCATION_NOT_YOURS } from './location-problems.js';
import { Locations } from './locations.js';
import { RecordInspection } from './record-inspection.js';
import { RemoveUnavailability } from './remove-unavailability.js';

const QUERY = z.strictObject({ standbyLocationId: z.uuid() });
const CREATED = z.object({ id: z.uuid() });

@ApiTags('inspections')
@Controller('api/v1/inspections')
export class InspectionsController {
  constructor(
    private readonly locations: Locations,
    private readonly inspect: RecordInspection,
    private readonly database: Database,
  ) {}

  @Get()
  @Allow('location.read')
  @Operation({ summary: 'The inspections of a location, newest first.', query: QUERY, response: z.object({ items: z.array(INSPECTION_RESPONSE) }), problems: [INVALID_INPUT, NOT_FOUND] })
  async list(@CurrentActor() actor: Actor, @Query() query: unknown): Promise<unknown> {
    const { standbyLocationId } = parseInput(QUERY, query);
    return { items: inspectionsJson(await this.locations.byId(this.database, actor.scope, standbyLocationId)) };
  }

  @Post()
  @HttpCode(201)
  @Allow('inspection.write')
  @Operation({ summary: 'Record an inspection of your location. It is never changed afterwards; a newer one replaces it.', body: INSPECTION_SCHEMA, status: 201, response: CREATED, idempotent: true, problems: [INVALID_INPUT, NOT_FOUND, LOCATION_NOT_YOURS, KEY_REUSED] })
  async create(@CurrentActor() actor: Actor, @Body() body: unknown, @Headers('idempotency-key') key: string | undefined, @Res({ passthrough: true }) response: Response): Promise<unknown> {
    const input = parseInput(INSPECTION_SCHEMA, body);
    const { inspectionId } = await this.inspect.run(actor, input, idempotencyKeyOf(actor, key, { operation: 'record-inspection', input }));
    response.setHeader('Location', `/api/v1/inspections?standbyLocationId=${input.standbyLocationId}`);
    return { id: inspectionId };
  }
}

@ApiTags('unavailabilities')
@Controller('api/v1/unavailabilities')
export class UnavailabilitiesController {
  constructor(
    private readonly add: AddUnavailability,
    private readonly removal: RemoveUnavailability,
  ) {}

  @Post()
  @HttpCode(201)
  @Allow('location.write')
  @Operation({ summary: 'Days on which your location cannot be used.', body: UNAVAILABILITY_SCHEMA, status: 201, response: CREATED, problems: [INVALID_INPUT, NOT_FOUND, LOCATION_NOT_YOURS] })
  async create(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<unknown> {
    return { id: await this.add.run(actor, parseInput(UNAVAILABILITY_SCHEMA, body)) };
  }

  @Delete(':id')
  @HttpCode(204)
  @Allow('location.write')
  @Operation({ summary: 'Those days do not apply after all.', status: 204, problems: [NOT_FOUND, LOCATION_NOT_YOURS] })
  async remove(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<void> {
    await this.removal.run(actor, id);
  }
}
