import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { INVALID_INPUT, NOT_FOUND, type Actor } from '../../kernel/index.js';
import { Database } from '../../platform/database/index.js';
import { CurrentActor, etagOf, idempotencyKeyOf, KEY_REUSED, once, Operation, parseInput, STALE_VERSION, VERSION_REQUIRED, versionFrom } from '../../platform/http/index.js';
import { Allow } from '../allow.js';
import { AUTH_FORBIDDEN, AUTH_REQUIRED } from '../auth-problems.js';
import { MANDATE, MANDATE_INPUT, type MandateBody } from './mandate-schemas.js';
import { Mandates, type MandateView } from './mandates.js';

const ALWAYS = [AUTH_REQUIRED, AUTH_FORBIDDEN];

@ApiTags('mandates')
@Controller('api/v1/mandates')
export class MandatesController {
  constructor(
    private readonly mandates: Mandates,
    private readonly database: Database,
  ) {}

  @Get()
  @Allow('mandate.read')
  @Operation({
    summary: 'Officials who may order an activation by telephone', description: 'The ministry sees its own, operations and the auditor all; withdrawn and expired ones among them.',
    response: z.object({ items: z.array(MANDATE) }), problems: ALWAYS,
  })
  async list(@CurrentActor() actor: Actor): Promise<{ items: MandateBody[] }> {
    return { items: (await this.mandates.list(this.database, actor.scope, await this.database.now())).map(bodyOf) };
  }

  @Get(':id')
  @Allow('mandate.read')
  @Operation({ summary: 'One mandate, with its ETag', response: MANDATE, problems: [...ALWAYS, NOT_FOUND] })
  async read(@CurrentActor() actor: Actor, @Param('id') id: string, @Res({ passthrough: true }) response: Response): Promise<MandateBody> {
    const view = await this.mandates.byId(this.database, actor.scope, id, await this.database.now());
    response.setHeader('ETag', etagOf(view.mandate.version));
    return bodyOf(view);
  }

  @Post()
  @HttpCode(201)
  @Allow('mandate.manage')
  @Operation({
    summary: 'Give a contact of the ministry the mandate to order an activation by telephone', status: 201, body: MANDATE_INPUT, response: MANDATE, idempotent: true,
    problems: [INVALID_INPUT, ...ALWAYS, KEY_REUSED],
  })
  async give(@CurrentActor() actor: Actor, @Body() raw: unknown, @Headers('idempotency-key') key: string | undefined, @Res({ passthrough: true }) response: Response): Promise<MandateBody> {
    const input = parseInput(MANDATE_INPUT, raw);
    const { result: id } = await once(this.database, idempotencyKeyOf(actor, key, { operation: 'mandates.give', input }), (tx) => this.mandates.give(tx, actor, input));
    response.setHeader('Location', `/api/v1/mandates/${id}`);
    return this.read(actor, id, response);
  }

  @Delete(':id')
  @HttpCode(204)
  @Allow('mandate.manage')
  @Operation({ summary: 'Withdraw a mandate', description: 'It stays in the list, as withdrawn.', status: 204, ifMatch: true, problems: [...ALWAYS, NOT_FOUND, STALE_VERSION, VERSION_REQUIRED] })
  async withdraw(@CurrentActor() actor: Actor, @Param('id') id: string, @Headers('if-match') ifMatch: string | undefined): Promise<void> {
    const version = versionFrom(ifMatch);
    await this.database.transaction((tx) => this.mandates.withdraw(tx, actor, id, version));
  }
}

function bodyOf({ mandate, contact, telephone, report, state }: MandateView): MandateBody {
  const { id, organisationId, contactId, validFrom, validUntil, reference, createdAt, withdrawnAt, version } = mandate;
  return {
    id, organisationId, contactId, name: contact.name, function: contact.function, telephone, telephoneChangedAt: contact.telephoneChangedAt,
    lastReport: report && { outcome: report.outcome, calledOn: report.calledOn }, validFrom, validUntil, reference, givenAt: createdAt, withdrawnAt, state, version,
  };
}
