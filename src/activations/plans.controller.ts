import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { INVALID_INPUT, NOT_FOUND, type Actor } from '../kernel/index.js';
import { Allow } from '../organisations/index.js';
import { Database } from '../platform/database/index.js';
import { CurrentActor, Operation, parseInput } from '../platform/http/index.js';
import { ReserveRequests } from '../reserve/index.js';
import { PLAN_SCHEMA } from './activation-schemas.js';
import { LOCATION_BUSY, LOCATION_NOT_READY, OUTSIDE_PERIOD, REQUEST_NOT_ACCEPTED } from './domain/index.js';
import { ActivationPlanner } from './plan-activation.js';
import { PLAN_RESPONSE, planJson } from './plan-json.js';

@ApiTags('activations')
@Controller('api/v1/activation-plans')
export class PlansController {
  constructor(
    private readonly planner: ActivationPlanner,
    private readonly requests: ReserveRequests,
    private readonly database: Database,
  ) {}

  @Post()
  @HttpCode(200)
  @Allow('activation.trigger-exercise')
  @Operation({
    summary: 'What would be deployed if this were triggered now, why, the runner-up, and what a choice by hand makes worse.', body: PLAN_SCHEMA, response: PLAN_RESPONSE,
    description: 'Nothing is triggered and nothing is kept.', problems: [INVALID_INPUT, LOCATION_BUSY, LOCATION_NOT_READY, REQUEST_NOT_ACCEPTED, OUTSIDE_PERIOD, NOT_FOUND],
  })
  async plan(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<unknown> {
    const input = parseInput(PLAN_SCHEMA, body);
    const now = await this.database.now();
    const request = await this.requests.byId(this.database, actor.scope, input.reserveRequestId);
    return planJson(await this.planner.plan(this.database, actor.scope, request, input, now));
  }
}
