import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Post, Put, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { INVALID_INPUT, NOT_FOUND, type Actor } from '../kernel/index.js';
import { Database } from '../platform/database/index.js';
import { CurrentActor, etagOf, idempotencyKeyOf, KEY_REUSED, once, Operation, parseInput, STALE_VERSION, VERSION_REQUIRED, versionFrom } from '../platform/http/index.js';
import { Allow } from './allow.js';
import { AUTH_FORBIDDEN, AUTH_REQUIRED } from './auth-problems.js';
import { CONTACT_NOT_YOURS, NOT_A_DUTY_NUMBER } from './directory-problems.js';
import { DUTY_SHIFT, DUTY_SHIFT_INPUT, type DutyShiftBody } from './duty-schemas.js';
import type { DutyShiftRow } from './duty-shift.entity.js';
import { DutyShifts } from './duty-shifts.js';

const ALWAYS = [AUTH_REQUIRED, AUTH_FORBIDDEN, NOT_FOUND];

@ApiTags('duty rosters')
@Controller('api/v1/contacts/:contactId/duty-shifts')
export class DutyShiftsController {
  constructor(
    private readonly shifts: DutyShifts,
    private readonly database: Database,
  ) {}

  @Get()
  @Allow('contact.read')
  @Operation({
    summary: 'The weekly shifts of a duty number',
    description: 'A duty number without shifts is on duty at all times. Where the shifts of an organisation leave a gap, all its duty numbers are on duty.',
    response: z.object({ items: z.array(DUTY_SHIFT) }), problems: ALWAYS,
  })
  async list(@CurrentActor() actor: Actor, @Param('contactId') contactId: string): Promise<{ items: DutyShiftBody[] }> {
    return { items: (await this.shifts.ofContact(this.database, actor.scope, contactId)).map(bodyOf) };
  }

  @Get(':id')
  @Allow('contact.read')
  @Operation({ summary: 'One shift, with its ETag', response: DUTY_SHIFT, problems: ALWAYS })
  async read(@CurrentActor() actor: Actor, @Param('contactId') contactId: string, @Param('id') id: string, @Res({ passthrough: true }) response: Response): Promise<DutyShiftBody> {
    return answer(response, await this.shifts.byId(this.database, actor.scope, contactId, id));
  }

  @Post()
  @HttpCode(201)
  @Allow('contact.manage')
  @Operation({
    summary: 'Add a weekly shift', status: 201, body: DUTY_SHIFT_INPUT, response: DUTY_SHIFT, idempotent: true,
    problems: [INVALID_INPUT, ...ALWAYS, CONTACT_NOT_YOURS, NOT_A_DUTY_NUMBER, KEY_REUSED],
  })
  async add(
    @CurrentActor() actor: Actor, @Param('contactId') contactId: string, @Body() raw: unknown, @Headers('idempotency-key') key: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<DutyShiftBody> {
    const input = parseInput(DUTY_SHIFT_INPUT, raw);
    const asked = idempotencyKeyOf(actor, key, { operation: 'duty-shifts.add', input: { contactId, ...input } });
    const { result: id } = await once(this.database, asked, (tx) => this.shifts.add(tx, actor, contactId, input));
    response.setHeader('Location', `/api/v1/contacts/${contactId}/duty-shifts/${id}`);
    return this.read(actor, contactId, id, response);
  }

  @Put(':id')
  @Allow('contact.manage')
  @Operation({
    summary: 'State a shift anew', body: DUTY_SHIFT_INPUT, response: DUTY_SHIFT, ifMatch: true,
    problems: [INVALID_INPUT, ...ALWAYS, CONTACT_NOT_YOURS, STALE_VERSION, VERSION_REQUIRED],
  })
  async change(
    @CurrentActor() actor: Actor, @Param('contactId') contactId: string, @Param('id') id: string, @Body() raw: unknown,
    @Headers('if-match') ifMatch: string | undefined, @Res({ passthrough: true }) response: Response,
  ): Promise<DutyShiftBody> {
    const version = versionFrom(ifMatch);
    const input = parseInput(DUTY_SHIFT_INPUT, raw);
    return answer(response, await this.database.transaction((tx) => this.shifts.change(tx, actor, contactId, id, version, input)));
  }

  @Delete(':id')
  @HttpCode(204)
  @Allow('contact.manage')
  @Operation({ summary: 'Remove a shift', status: 204, ifMatch: true, problems: [...ALWAYS, CONTACT_NOT_YOURS, STALE_VERSION, VERSION_REQUIRED] })
  async remove(@CurrentActor() actor: Actor, @Param('contactId') contactId: string, @Param('id') id: string, @Headers('if-match') ifMatch: string | undefined): Promise<void> {
    const version = versionFrom(ifMatch);
    await this.database.transaction((tx) => this.shifts.remove(tx, actor, contactId, id, version));
  }
}

function answer(response: Response, row: DutyShiftRow): DutyShiftBody {
  response.setHeader('ETag', etagOf(row.version));
  return bodyOf(row);
}

const bodyOf = ({ id, contactId, weekdays, from, until, version }: DutyShiftRow): DutyShiftBody => ({ id, contactId, weekdays, from, until, version });
