import { Body, Controller, Get, Headers, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { INVALID_INPUT, NOT_FOUND, type Actor } from '../kernel/index.js';
import { Database } from '../platform/database/index.js';
import { CurrentActor, idempotencyKeyOf, KEY_REUSED, once, Operation, parseInput } from '../platform/http/index.js';
import { Allow } from './allow.js';
import { AUTH_FORBIDDEN, AUTH_REQUIRED } from './auth-problems.js';
import { REPORT_NOT_YOURS } from './directory-problems.js';
import type { ReachabilityReportRow } from './reachability-report.entity.js';
import { ReachabilityReports } from './reachability-reports.js';
import { REACHABILITY_INPUT, REACHABILITY_REPORT, type ReachabilityReportBody } from './reachability-schemas.js';

const ALWAYS = [AUTH_REQUIRED, AUTH_FORBIDDEN, NOT_FOUND];

@ApiTags('contacts')
@Controller('api/v1/contacts/:contactId/reachability-reports')
export class ReachabilityReportsController {
  constructor(
    private readonly reports: ReachabilityReports,
    private readonly database: Database,
  ) {}

  @Get()
  @Allow('contact.read')
  @Operation({ summary: 'Who telephoned a contact and reached it or not, newest first', response: z.object({ items: z.array(REACHABILITY_REPORT) }), problems: ALWAYS })
  async list(@CurrentActor() actor: Actor, @Param('contactId') contactId: string): Promise<{ items: ReachabilityReportBody[] }> {
    return { items: (await this.reports.ofContact(this.database, actor.scope, contactId)).map(bodyOf) };
  }

  @Post()
  @HttpCode(201)
  @Allow('contact.report')
  @Operation({
    summary: 'Say that a contact was telephoned, and reached or not', status: 201, body: REACHABILITY_INPUT, response: REACHABILITY_REPORT, idempotent: true,
    description: 'Of one’s own contacts; operations and the ministry of everybody’s.', problems: [INVALID_INPUT, ...ALWAYS, REPORT_NOT_YOURS, KEY_REUSED],
  })
  async add(
    @CurrentActor() actor: Actor, @Param('contactId') contactId: string, @Body() raw: unknown, @Headers('idempotency-key') key: string | undefined, @Res({ passthrough: true }) response: Response,
  ): Promise<ReachabilityReportBody | undefined> {
    const input = parseInput(REACHABILITY_INPUT, raw);
    const asked = idempotencyKeyOf(actor, key, { operation: 'contacts.report', input: { contactId, ...input } });
    const { result: id } = await once(this.database, asked, (tx) => this.reports.add(tx, actor, contactId, input));
    response.setHeader('Location', `/api/v1/contacts/${contactId}/reachability-reports`);
    return (await this.reports.ofContact(this.database, actor.scope, contactId)).map(bodyOf).find((report) => report.id === id);
  }
}

const bodyOf = ({ id, contactId, outcome, calledOn, note, byOrganisationId, byName }: ReachabilityReportRow): ReachabilityReportBody =>
  ({ id, contactId, outcome, calledOn, note, byOrganisationId, byName });
