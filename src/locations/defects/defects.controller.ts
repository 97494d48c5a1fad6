import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { INVALID_INPUT, NOT_FOUND, type Actor, type Instant } from '../../kernel/index.js';
import { Allow } from '../../organisations/index.js';
import { Database } from '../../platform/database/index.js';
import { CurrentActor, idempotencyKeyOf, KEY_REUSED, Operation, parseInput } from '../../platform/http/index.js';
import { isOverdue } from '../domain/index.js';
import { Locations } from '../locations.js';
import { CloseDefect } from './close-defect.js';
import { DEFECT_NOT_OPEN, DEFECT_NOT_YOURS } from './defect-problems.js';
import { DEFECT_RESPONSE, DEFECT_SCHEMA, SOLUTION_SCHEMA, WITHDRAWAL_SCHEMA } from './defect-schemas.js';
import { Defects, type Defect } from './defects.js';
import { OpenDefect } from './open-defect.js';

const QUERY = z.strictObject({ open: z.enum(['true', 'false']).optional().describe('`true`: only those that have to be solved.') });
const LIST = z.object({ items: z.array(DEFECT_RESPONSE) });

const defectJson = ({ locationId, municipalityId: _, ...defect }: Defect, now: Instant): Record<string, unknown> => ({ ...defect, standbyLocationId: locationId, overdue: isOverdue(defect, now) });

/** Defects of standby locations. They are shown to who sees the location's contacts, and to who has to see to them. */
@ApiTags('defects')
@Controller('api/v1')
export class DefectsController {
  constructor(
    private readonly defects: Defects,
    private readonly opening: OpenDefect,
    private readonly closing: CloseDefect,
    private readonly locations: Locations,
    private readonly database: Database,
  ) {}

  @Get('defects')
  @Allow('defect.read')
  @Operation({ summary: 'The defects that you may see: the open ones by the day they are due, then the closed ones.', query: QUERY, response: LIST, problems: [INVALID_INPUT] })
  async all(@CurrentActor() actor: Actor, @Query() query: unknown): Promise<unknown> {
    return this.list(actor, { ...openOf(query) });
  }

  @Get('standby-locations/:id/defects')
  @Allow('defect.read')
  @Operation({ summary: 'The defects of a location that you may see.', query: QUERY, response: LIST, problems: [INVALID_INPUT, NOT_FOUND] })
  async ofLocation(@CurrentActor() actor: Actor, @Param('id') id: string, @Query() query: unknown): Promise<unknown> {
    const location = await this.locations.byId(this.database, actor.scope, id);
    return this.list(actor, { locationId: location.id, ...openOf(query) });
  }

  @Post('standby-locations/:id/defects')
  @HttpCode(201)
  @Allow('defect.open')
  @Operation({
    summary: 'Report a defect: a task with an owner and a day.', body: DEFECT_SCHEMA, status: 201, response: DEFECT_RESPONSE, idempotent: true, problems: [INVALID_INPUT, NOT_FOUND, DEFECT_NOT_YOURS, KEY_REUSED],
    description: 'For the location’s municipality and the duty desk. The owner is told the next morning, and with the province when the day has passed.',
  })
  async open(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown, @Headers('idempotency-key') key: string | undefined, @Res({ passthrough: true }) response: Response): Promise<unknown> {
    const input = parseInput(DEFECT_SCHEMA, body);
    const defectId = await this.opening.run(actor, id, input, idempotencyKeyOf(actor, key, { operation: 'open-defect', input: { id, ...input } }));
    response.setHeader('Location', `/api/v1/defects/${defectId}`);
    return this.one(actor, defectId);
  }

  @Get('defects/:id')
  @Allow('defect.read')
  @Operation({ summary: 'One defect.', response: DEFECT_RESPONSE, problems: [NOT_FOUND] })
  async one(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<unknown> {
    return defectJson(await this.defects.byId(this.database, actor.scope, id), await this.database.now());
  }

  @Post('defects/:id/solutions')
  @HttpCode(201)
  @Allow('defect.solve')
  @Operation({
    summary: 'A defect was solved; say what shows it.', body: SOLUTION_SCHEMA, status: 201, response: DEFECT_RESPONSE, problems: [INVALID_INPUT, NOT_FOUND, DEFECT_NOT_YOURS, DEFECT_NOT_OPEN],
    description: 'For the owner and the municipality. Readiness stays as it is until the criterion is inspected again.',
  })
  async solve(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<unknown> {
    await this.closing.run(actor, id, 'solve', parseInput(SOLUTION_SCHEMA, body).evidence);
    return this.one(actor, id);
  }

  @Post('defects/:id/withdrawals')
  @HttpCode(201)
  @Allow('defect.withdraw')
  @Operation({ summary: 'It was no defect after all.', body: WITHDRAWAL_SCHEMA, status: 201, response: DEFECT_RESPONSE, problems: [INVALID_INPUT, NOT_FOUND, DEFECT_NOT_YOURS, DEFECT_NOT_OPEN] })
  async withdraw(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<unknown> {
    await this.closing.run(actor, id, 'withdraw', parseInput(WITHDRAWAL_SCHEMA, body).reason);
    return this.one(actor, id);
  }

  private async list(actor: Actor, filter: Parameters<Defects['list']>[2]): Promise<unknown> {
    const now = await this.database.now();
    return { items: (await this.defects.list(this.database, actor.scope, filter)).map((defect) => defectJson(defect, now)) };
  }
}

function openOf(query: unknown): { open?: boolean } {
  const { open } = parseInput(QUERY, query);
  return open === undefined ? {} : { open: open === 'true' };
}
