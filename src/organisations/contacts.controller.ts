import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { INVALID_INPUT, NOT_FOUND, type Actor } from '../kernel/index.js';
import { Database } from '../platform/database/index.js';
import {
  CurrentActor, etagOf, idempotencyKeyOf, KEY_REUSED, offsetOf, once, Operation, PAGE_QUERY, parseInput, STALE_VERSION, VERSION_REQUIRED, versionFrom, type Page,
} from '../platform/http/index.js';
import { Allow } from './allow.js';
import { AUTH_FORBIDDEN, AUTH_REQUIRED } from './auth-problems.js';
import type { ContactRow } from './contact.entity.js';
import { viewsOf, type ContactView } from './contact-views.js';
import { CONTACT, CONTACT_CHANGE, CONTACT_INPUT, type ContactBody } from './contact-schemas.js';
import { Contacts } from './contacts.js';
import { CONTACT_NOT_YOURS, RANK_TAKEN } from './directory-problems.js';
import { pageOf } from './page-schema.js';

const QUERY = z.strictObject({ ...PAGE_QUERY, organisationId: z.uuid().optional() });
const ALWAYS = [AUTH_REQUIRED, AUTH_FORBIDDEN];

@ApiTags('contacts')
@Controller('api/v1/contacts')
export class ContactsController {
  constructor(
    private readonly contacts: Contacts,
    private readonly database: Database,
  ) {}

  @Get()
  @Allow('contact.read')
  @Operation({
    summary: 'Contacts that alerts go to',
    description: 'A municipality, the Red Cross and COA see their own, a province those in its province, the others all.',
    query: QUERY, response: pageOf(CONTACT), problems: [INVALID_INPUT, ...ALWAYS],
  })
  async list(@CurrentActor() actor: Actor, @Query() raw: unknown): Promise<Page<ContactBody>> {
    const { page, pageSize, organisationId } = parseInput(QUERY, raw);
    const { items, total } = await this.contacts.page(this.database, actor.scope, { organisationId }, { offset: offsetOf({ page, pageSize }), limit: pageSize });
    return { items: (await viewsOf(this.database, items, await this.database.now())).map(bodyOf), page, pageSize, total };
  }

  @Get(':id')
  @Allow('contact.read')
  @Operation({ summary: 'One contact, with its ETag', response: CONTACT, problems: [...ALWAYS, NOT_FOUND] })
  async read(@CurrentActor() actor: Actor, @Param('id') id: string, @Res({ passthrough: true }) response: Response): Promise<ContactBody> {
    return this.answer(response, await this.contacts.byId(this.database, actor.scope, id));
  }

  @Post()
  @Allow('contact.manage')
  @Operation({
    summary: 'Add a contact', status: 201, body: CONTACT_INPUT, response: CONTACT, idempotent: true,
    problems: [INVALID_INPUT, ...ALWAYS, CONTACT_NOT_YOURS, RANK_TAKEN, KEY_REUSED],
  })
  async add(
    @CurrentActor() actor: Actor, @Body() raw: unknown, @Headers('idempotency-key') key: string | undefined, @Res({ passthrough: true }) response: Response,
  ): Promise<ContactBody> {
    const input = parseInput(CONTACT_INPUT, raw);
    const { result: id } = await once(this.database, idempotencyKeyOf(actor, key, { operation: 'contacts.add', input }), (tx) => this.contacts.add(tx, actor, input));
    response.setHeader('Location', `/api/v1/contacts/${id}`);
    return this.answer(response, await this.contacts.byId(this.database, actor.scope, id));
  }

  @Patch(':id')
  @Allow('contact.manage')
  @Operation({
    summary: 'Change a contact', description: 'What is left out stays as it is.', body: CONTACT_CHANGE, response: CONTACT, ifMatch: true,
    problems: [INVALID_INPUT, ...ALWAYS, CONTACT_NOT_YOURS, NOT_FOUND, RANK_TAKEN, STALE_VERSION, VERSION_REQUIRED],
  })
  async change(
    @CurrentActor() actor: Actor, @Param('id') id: string, @Body() raw: unknown, @Headers('if-match') ifMatch: string | undefined, @Res({ passthrough: true }) response: Response,
  ): Promise<ContactBody> {
    const version = versionFrom(ifMatch);
    const change = parseInput(CONTACT_CHANGE, raw);
    return this.answer(response, await this.database.transaction((tx) => this.contacts.change(tx, actor, id, version, change)));
  }

  @Delete(':id')
  @HttpCode(204)
  @Allow('contact.manage')
  @Operation({
    summary: 'Remove a contact', description: 'Alerts no longer go there. What was sent stays on the record.', status: 204, ifMatch: true,
    problems: [...ALWAYS, CONTACT_NOT_YOURS, NOT_FOUND, STALE_VERSION, VERSION_REQUIRED],
  })
  async remove(@CurrentActor() actor: Actor, @Param('id') id: string, @Headers('if-match') ifMatch: string | undefined): Promise<void> {
    const version = versionFrom(ifMatch);
    await this.database.transaction((tx) => this.contacts.remove(tx, actor, id, version));
  }

  private async answer(response: Response, row: ContactRow): Promise<ContactBody> {
    response.setHeader('ETag', etagOf(row.version));
    const [view] = await viewsOf(this.database, [row], await this.database.now());
    return bodyOf(view!);
  }
}

function bodyOf({ contact, standing, address, report }: ContactView): ContactBody {
  const { id, organisationId, name, function: role, email, telephone, language, rank, duty, testedAt, verifiedAt, refusedAt, version } = contact;
  return {
    id, organisationId, name, function: role, email, telephone, language, rank, duty, standing, emailState: address, testedAt, verifiedAt, refusedAt,
    lastReport: report && { outcome: report.outcome, calledOn: report.calledOn }, version,
  };
}
