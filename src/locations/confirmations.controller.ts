import { Controller, Get, Headers, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { NOT_FOUND, Problem, type Actor } from '../kernel/index.js';
import { Allow } from '../organisations/index.js';
import { CurrentActor, idempotencyKeyOf, KEY_REUSED, Operation } from '../platform/http/index.js';
import { type ConfirmPreview, ConfirmUnchanged } from './confirm-unchanged.js';
import { CONTACT_ROLES, CRITERIA, type Renewed } from './domain/index.js';
import { LOCATION_NOT_YOURS } from './location-problems.js';

const RENEWED = z.object({ criterion: z.enum(CRITERIA), roles: z.array(z.enum(CONTACT_ROLES)), until: z.iso.date().nullable().describe('Last day, included.') });
const CONFIRMED = z.object({ standbyLocationId: z.uuid(), renewed: z.array(RENEWED).describe('Empty: there was nothing to renew.') });
const KEPT = z.object({ role: z.enum(CONTACT_ROLES), because: z.enum(['not-reached', 'never-confirmed']), on: z.iso.date().nullable() });
const PREVIEW = CONFIRMED.extend({ name: z.string(), version: z.int(), kept: z.array(KEPT).describe('Contacts that saying so does not make reachable.') });

const confirmedJson = (locationId: string, renewed: readonly Renewed[]): unknown => ({ standbyLocationId: locationId, renewed });
const previewJson = ({ location, confirmation }: ConfirmPreview): unknown =>
  ({ standbyLocationId: location.id, name: location.name, version: location.version, renewed: confirmation.renewed, kept: confirmation.kept });

/** "Nothing has changed", for machines of a municipality. */
@ApiTags('standby-locations')
@Controller('api/v1')
export class ConfirmationsController {
  constructor(private readonly confirm: ConfirmUnchanged) {}

  @Get('confirmations')
  @Allow('location.confirm')
  @Operation({ summary: 'What confirming would renew at each of your locations, and what it would not. Confirms nothing.', response: z.object({ items: z.array(PREVIEW) }) })
  async preview(@CurrentActor() actor: Actor): Promise<unknown> {
    return { items: (await this.confirm.preview(actor)).map(previewJson) };
  }

  @Post('confirmations')
  @HttpCode(201)
  @Allow('location.confirm')
  @Operation({
    summary: 'Confirm that nothing has changed at any of your locations.', status: 201, response: z.object({ items: z.array(CONFIRMED) }), idempotent: true, problems: [KEY_REUSED],
    description: 'Renews what may be renewed by it and nothing else; a location with nothing to renew stays as it is and is not in the answer.',
  })
  async all(@CurrentActor() actor: Actor, @Headers('idempotency-key') key: string | undefined): Promise<unknown> {
    const renewable = (await this.confirm.preview(actor)).filter(({ confirmation }) => confirmation.renewed.length > 0).map(({ location }) => ({ id: location.id }));
    const confirmed = await this.confirm.run(actor, renewable, idempotencyKeyOf(actor, key, { operation: 'confirm-all', input: null }));
    return { items: confirmed.map(({ locationId, renewed }) => confirmedJson(locationId, renewed)) };
  }

  @Post('standby-locations/:id/confirmations')
  @HttpCode(201)
  @Allow('location.confirm')
  @Operation({ summary: 'Confirm that nothing has changed at your location.', status: 201, response: CONFIRMED, idempotent: true, problems: [NOT_FOUND, LOCATION_NOT_YOURS, KEY_REUSED] })
  async one(@CurrentActor() actor: Actor, @Param('id') id: string, @Headers('idempotency-key') key: string | undefined): Promise<unknown> {
    const [confirmed] = await this.confirm.run(actor, [{ id }], idempotencyKeyOf(actor, key, { operation: 'confirm-location', input: id }));
    if (!confirmed) throw new Problem(NOT_FOUND);
    return confirmedJson(confirmed.locationId, confirmed.renewed);
  }
}
