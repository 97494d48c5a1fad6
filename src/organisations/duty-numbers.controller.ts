import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { INVALID_INPUT, ORGANISATION_KINDS, type Actor } from '../kernel/index.js';
import { Database } from '../platform/database/index.js';
import { CurrentActor, offsetOf, Operation, PAGE_QUERY, parseInput, type Page } from '../platform/http/index.js';
import { Allow } from './allow.js';
import { AUTH_FORBIDDEN, AUTH_REQUIRED } from './auth-problems.js';
import { DutyNumbers, type DutyNumbersOf } from './duty-numbers.js';
import { pageOf } from './page-schema.js';

const QUERY = z.strictObject({
  ...PAGE_QUERY,
  organisationId: z.uuid().optional(),
  at: z.iso.datetime({ offset: true }).optional().describe('By the rosters as they are now, at this instant. Default: now.'),
});
const DUTY_NUMBERS = z.object({
  organisationId: z.uuid(),
  kind: z.enum(ORGANISATION_KINDS),
  name: z.string(),
  duty: z.boolean().describe('False: there is no duty number; `numbers` is the first person, if any.'),
  gap: z.boolean().describe('Nobody is on the roster: every duty number counts.'),
  numbers: z.array(z.object({ contactId: z.uuid(), name: z.string(), function: z.string(), telephone: z.string().nullable(), email: z.string().nullable() })).describe('To telephone in this order.'),
});
type Body = z.infer<typeof DUTY_NUMBERS>;

@ApiTags('duty rosters')
@Controller('api/v1/duty-numbers')
export class DutyNumbersController {
  constructor(
    private readonly numbers: DutyNumbers,
    private readonly database: Database,
  ) {}

  @Get()
  @Allow('duty-number.read')
  @Operation({
    summary: 'Whom to telephone now at each organisation', description: 'A province sees those in its province.', query: QUERY, response: pageOf(DUTY_NUMBERS),
    problems: [INVALID_INPUT, AUTH_REQUIRED, AUTH_FORBIDDEN],
  })
  async list(@CurrentActor() actor: Actor, @Query() raw: unknown): Promise<Page<Body>> {
    const { page, pageSize, organisationId, at } = parseInput(QUERY, raw);
    const when = at === undefined ? await this.database.now() : new Date(at);
    const { items, total } = await this.numbers.page(this.database, actor.scope, when, { offset: offsetOf({ page, pageSize }), limit: pageSize }, organisationId);
    return { items: items.map(bodyOf), page, pageSize, total };
  }
}

const bodyOf = ({ organisation: { id: organisationId, kind, name }, duty, gap, numbers }: DutyNumbersOf): Body => ({
  organisationId, kind, name, duty, gap, numbers: numbers.map(({ id: contactId, name: called, function: role, telephone, email }) => ({ contactId, name: called, function: role, telephone, email })),
});
