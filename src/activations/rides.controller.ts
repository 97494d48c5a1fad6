import { Body, Controller, Headers, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { INVALID_INPUT, NOT_FOUND, type Actor } from '../kernel/index.js';
import { Allow } from '../organisations/index.js';
import { CurrentActor, idempotencyKeyOf, Operation, parseInput } from '../platform/http/index.js';
import { ARRIVAL_SCHEMA, DONE_RESPONSE, REASON_SCHEMA, RIDE_SCHEMA } from './activation-schemas.js';
import { idFrom } from './activations.controller.js';
import { NOT_RUNNING, RIDE_ARRIVED, RIDE_CLOSED, RIDE_NO_ROOM, RIDE_NOT_OPEN } from './domain/index.js';
import { ReportRide } from './report-ride.js';

@ApiTags('deployments')
@Controller('api/v1')
export class RidesController {
  constructor(private readonly rides: ReportRide) {}

  @Post('deployments/:id/rides')
  @HttpCode(201)
  @Allow('ride.report')
  @Operation({
    summary: 'Report a ride that leaves Ter Apel for an open location: counts per group, never a name.', body: RIDE_SCHEMA, status: 201, response: z.object({ id: z.uuid() }), idempotent: true,
    description: 'Refused where the location is not open or has no room: places, less who is present and who is under way. A ride that does not arrive in time is alarmed.',
    problems: [INVALID_INPUT, NOT_RUNNING, RIDE_NOT_OPEN, RIDE_NO_ROOM, NOT_FOUND],
  })
  async depart(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown, @Headers('idempotency-key') key: string | undefined): Promise<unknown> {
    const input = parseInput(RIDE_SCHEMA, body);
    return { id: await this.rides.depart(actor, idFrom(id), input, idempotencyKeyOf(actor, key, { operation: `ride ${id}`, input })) };
  }

  @Post('rides/:id/arrivals')
  @HttpCode(201)
  @Allow('ride.report')
  @Operation({
    summary: 'Report who arrived with a ride, also after the end of its activation. Other numbers than boarded are taken, and alarmed.', body: ARRIVAL_SCHEMA, status: 201, response: DONE_RESPONSE,
    problems: [INVALID_INPUT, RIDE_ARRIVED, RIDE_CLOSED, NOT_FOUND],
  })
  async arrive(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<unknown> {
    await this.rides.arrive(actor, idFrom(id), parseInput(ARRIVAL_SCHEMA, body).arrived);
    return { ok: true };
  }

  @Post('rides/:id/cancellations')
  @HttpCode(201)
  @Allow('ride.report')
  @Operation({
    summary: 'Report that a ride did not go after all, or turned back: it takes no room any more, and nobody waits for it. Also after the end of its activation.', body: REASON_SCHEMA, status: 201, response: DONE_RESPONSE,
    problems: [INVALID_INPUT, RIDE_CLOSED, NOT_FOUND],
  })
  async cancel(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<unknown> {
    await this.rides.cancel(actor, idFrom(id), parseInput(REASON_SCHEMA, body).reason);
    return { ok: true };
  }
}
