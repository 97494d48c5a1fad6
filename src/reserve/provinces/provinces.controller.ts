import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { Actor } from '../../kernel/index.js';
import { Allow } from '../../organisations/index.js';
import { CurrentActor, Operation } from '../../platform/http/index.js';
import { ANSWER_STATES } from '../domain/index.js';
import { type ProvinceLine, ProvincesReader } from './provinces-reader.js';

const day = z.iso.date().describe('Europe/Amsterdam.');
const LINE = z.object({
  reserveRequestId: z.uuid(), province: z.object({ code: z.string().describe('CBS code.'), name: z.string() }), answer: z.enum(ANSWER_STATES), places: z.int().describe('As requested.'), periodFrom: day, periodTo: day,
  counted: z.object({
    requested: z.int().describe('Today; 0 outside the period.'), ready: z.int(), expiring: z.int().describe('Part of ready.'), short: z.int(),
    breaksNext: z.object({ day, short: z.int() }).nullable(), coveredDays: z.int().describe('Days ahead with enough places.'), fragileDays: z.int().describe('Of these, days that do not bear the loss of any one location.'),
  }).nullable().describe('Null: the province has not accepted, so it is never counted.'),
});

const lineJson = ({ request, counted }: ProvinceLine): unknown => ({
  reserveRequestId: request.id, province: { code: request.provinceCode, name: request.provinceName }, answer: request.answer, places: request.places, periodFrom: request.periodFrom, periodTo: request.periodTo,
  counted: counted && {
    requested: counted.now.requested, ready: counted.now.usable, expiring: counted.now.expiring, short: counted.now.short,
    breaksNext: counted.coverage.breaksNext && { day: counted.coverage.breaksNext.day, short: counted.coverage.breaksNext.gap }, coveredDays: counted.coveredDays, fragileDays: counted.fragileDays,
  },
});

@ApiTags('coverage')
@Controller('api/v1/coverage/provinces')
export class ProvincesController {
  constructor(private readonly provinces: ProvincesReader) {}

  @Get()
  @Allow('coverage.read')
  @Operation({
    summary: 'Reserve requests side by side: what each province was asked, answered and has.', response: z.object({ items: z.array(LINE) }), problems: [],
    description: 'Requests whose period is not over and that were not released. What a province has not accepted is shown as such and never counted.',
  })
  async list(@CurrentActor() actor: Actor): Promise<unknown> {
    return { items: (await this.provinces.of(actor.scope)).lines.map(lineJson) };
  }
}
