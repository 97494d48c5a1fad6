import { Body, Controller, Headers, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { INVALID_INPUT, NOT_FOUND, type Actor } from '../kernel/index.js';
import { Allow, REACHABILITY_INPUT, REPORT_NOT_YOURS } from '../organisations/index.js';
import { Database } from '../platform/database/index.js';
import { CurrentActor, etagOf, Operation, parseInput, STALE_VERSION, VERSION_REQUIRED, versionFrom } from '../platform/http/index.js';
import { CONTACT_ROLES } from './domain/index.js';
import { Locations } from './locations.js';
import { ReportContact } from './report-contact.js';

const INPUT = REACHABILITY_INPUT.extend({ contact: z.int().min(0).max(100).describe('Its place among the location’s `contacts`, the first is 0; as of the version in If-Match.') });
const REPORTED = z.object({ standbyLocationId: z.uuid(), contact: z.int(), role: z.enum(CONTACT_ROLES), confirmedOn: z.iso.date().nullable(), notReachedOn: z.iso.date().nullable(), version: z.int() });

@ApiTags('standby-locations')
@Controller('api/v1/standby-locations/:id/reachability-reports')
export class ContactReportsController {
  constructor(
    private readonly report: ReportContact,
    private readonly locations: Locations,
    private readonly database: Database,
  ) {}

  @Post()
  @HttpCode(201)
  @Allow('location.report-contact')
  @Operation({
    summary: 'Say that a contact of a building was telephoned, and reached or not.', body: INPUT, status: 201, response: REPORTED, ifMatch: true,
    description: 'By its municipality, operations or the ministry. Being reached confirms the contact; not being reached counts until a confirmation on a later day, or until it is reached.',
    problems: [INVALID_INPUT, NOT_FOUND, REPORT_NOT_YOURS, STALE_VERSION, VERSION_REQUIRED],
  })
  async add(
    @CurrentActor() actor: Actor, @Param('id') id: string, @Body() raw: unknown, @Headers('if-match') ifMatch: string | undefined, @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const version = versionFrom(ifMatch);
    const { contact: position, ...input } = parseInput(INPUT, raw);
    const current = await this.report.run(actor, { locationId: id, position, version }, input);
    const { facts } = await this.locations.byId(this.database, actor.scope, id);
    response.setHeader('ETag', etagOf(current));
    response.setHeader('Location', `/api/v1/standby-locations/${id}`);
    return { standbyLocationId: id, contact: position, ...facts.contacts[position], version: current };
  }
}
