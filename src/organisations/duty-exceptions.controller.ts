import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { INVALID_INPUT, NOT_FOUND, type Actor } from '../kernel/index.js';
import { Database } from '../platform/database/index.js';
import { CurrentActor, etagOf, idempotencyKeyOf, KEY_REUSED, once, Operation, parseInput, STALE_VERSION, VERSION_REQUIRED, versionFrom } from '../platform/http/index.js';
import { Allow } from './allow.js';
import { AUTH_FORBIDDEN, AUTH_REQUIRED } from './auth-problems.js';
import { CONTACT_NOT_YOURS } from './directory-problems.js';
import type { DutyExceptionRow } from './duty-exception.entity.js';
import { DutyExceptions } from './duty-exceptions.js';
import { DUTY_EXCEPTION, DUTY_EXCEPTION_INPUT, type DutyExceptionBody } from './duty-schemas.js';

const QUERY = z.strictObject({ organisationId: z.uuid() });
const ALWAYS = [AUTH_REQUIRED, AUTH_FORBIDDEN];

@ApiTags('duty rosters')
@Controller('api/v1/duty-exceptions')
export class DutyExceptionsController {
  constructor(
    private readonly exceptions: DutyExceptions,
    private readonly database: Database,
  ) {}

  @Get()
  @Allow('contact.read')
  @Operation({
    summary: 'Days on which the weekly roster of an organisation does not hold, now and to come', query: QUERY, response: z.object({ items: z.array(DUTY_EXCEPTION) }),
    problems: [INVALID_INPUT, ...ALWAYS],
  })
  async list(@CurrentActor() actor: Actor, @Query() raw: unknown): Promise<{ items: DutyExceptionBody[] }> {
    const { organisationId } = parseInput(QUERY, raw);
    return { items: (await this.exceptions.ofOrganisation(this.database, actor.scope, organisationId)).map(bodyOf) };
  }

  @Get(':id')
  @Allow('contact.read')
  @Operation({ summary: 'One exception, with its ETag', response: DUTY_EXCEPTION, problems: [...ALWAYS, NOT_FOUND] })
  async read(@CurrentActor() actor: Actor, @Param('id') id: string, @Res({ passthrough: true }) response: Response): Promise<DutyExceptionBody> {
    const row = await this.exceptions.byId(this.database, actor.scope, id);
    response.setHeader('ETag', etagOf(row.version));
    return bodyOf(row);
  }

  @Post()
  @HttpCode(201)
  @Allow('contact.manage')
  @Operation({
    summary: 'Add an exception: a holiday, a swapped day or week', status: 201, body: DUTY_EXCEPTION_INPUT, response: DUTY_EXCEPTION, idempotent: true,
    description: 'While it runs the weekly shifts do not count. Of two that run at once the one about the shorter time holds.',
    problems: [INVALID_INPUT, ...ALWAYS, CONTACT_NOT_YOURS, KEY_REUSED],
  })
  async add(@CurrentActor() actor: Actor, @Body() raw: unknown, @Headers('idempotency-key') key: string | undefined, @Res({ passthrough: true }) response: Response): Promise<DutyExceptionBody> {
    const input = parseInput(DUTY_EXCEPTION_INPUT, raw);
    const { result: id } = await once(this.database, idempotencyKeyOf(actor, key, { operation: 'duty-exceptions.add', input }), (tx) => this.exceptions.add(tx, actor, input));
    response.setHeader('Location', `/api/v1/duty-exceptions/${id}`);
    return this.read(actor, id, response);
  }

  @Delete(':id')
  @HttpCode(204)
  @Allow('contact.manage')
  @Operation({ summary: 'Remove an exception: the weekly roster holds again', status: 204, ifMatch: true, problems: [...ALWAYS, NOT_FOUND, CONTACT_NOT_YOURS, STALE_VERSION, VERSION_REQUIRED] })
  async remove(@CurrentActor() actor: Actor, @Param('id') id: string, @Headers('if-match') ifMatch: string | undefined): Promise<void> {
    const version = versionFrom(ifMatch);
    await this.database.transaction((tx) => this.exceptions.remove(tx, actor, id, version));
  }
}

const bodyOf = ({ id, organisationId, contactId, firstDay, lastDay, from, until, reason, version }: DutyExceptionRow): DutyExceptionBody =>
  ({ id, organisationId, contactId, firstDay, lastDay, from, until, reason, version });
