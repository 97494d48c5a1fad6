import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { INVALID_INPUT, LANGUAGES, NOT_FOUND, ORGANISATION_KINDS, Problem, type Actor } from '../kernel/index.js';
import { Database } from '../platform/database/index.js';
import { CurrentActor, offsetOf, Operation, PAGE_QUERY, parseInput, type Page } from '../platform/http/index.js';
import { Allow } from './allow.js';
import { AUTH_FORBIDDEN, AUTH_REQUIRED } from './auth-problems.js';
import { Organisations, type Organisation } from './organisations.js';
import { pageOf } from './page-schema.js';

const QUERY = z.strictObject({ ...PAGE_QUERY, kind: z.enum(ORGANISATION_KINDS).optional(), provinceCode: z.string().max(10).optional() });
const ORGANISATION = z.object({
  id: z.uuid(),
  kind: z.enum(ORGANISATION_KINDS),
  name: z.string(),
  code: z.string().nullable().describe('CBS code of a municipality (GM0106) or a province (PV22).'),
  provinceCode: z.string().nullable(),
  language: z.enum(LANGUAGES),
});

@ApiTags('organisations')
@Controller('api/v1/organisations')
@Allow('organisation.read')
export class OrganisationsController {
  constructor(
    private readonly organisations: Organisations,
    private readonly database: Database,
  ) {}

  @Get()
  @Operation({ summary: 'Organisations that take part', query: QUERY, response: pageOf(ORGANISATION), problems: [INVALID_INPUT, AUTH_REQUIRED, AUTH_FORBIDDEN] })
  async list(@CurrentActor() actor: Actor, @Query() raw: unknown): Promise<Page<Organisation>> {
    const { page, pageSize, kind, provinceCode } = parseInput(QUERY, raw);
    const filter = { ...(kind && { kind }), ...(provinceCode && { provinceCode }) };
    const { items, total } = await this.organisations.page(this.database, actor.scope, filter, { offset: offsetOf({ page, pageSize }), limit: pageSize });
    return { items, page, pageSize, total };
  }

  @Get(':id')
  @Operation({ summary: 'One organisation', response: ORGANISATION, problems: [AUTH_REQUIRED, AUTH_FORBIDDEN, NOT_FOUND] })
  async read(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<Organisation> {
    const organisation = await this.organisations.byId(this.database, actor.scope, id);
    if (!organisation) throw new Problem(NOT_FOUND);
    return organisation;
  }
}
