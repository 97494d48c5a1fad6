import { Injectable } from '@nestjs/common';
import { GROUP_KEYS, type Actor } from '../kernel/index.js';
import { assertMay } from '../organisations/index.js';
import { decodeForm, parseInput, type FormBody } from '../platform/http/index.js';
import { ARRIVAL_SCHEMA, REASON_SCHEMA, RIDE_SCHEMA, STAY_ANSWER_SCHEMA, STAY_REQUEST_SCHEMA, TELEPHONED_STAY_ANSWER_SCHEMA } from './activation-schemas.js';
import { AnswerStay } from './answer-stay.js';
import { AskStay } from './ask-stay.js';
import { amsterdamToIso } from './relief-shifts.js';
import { ReportRide } from './report-ride.js';

/** Forms about people who come to a location and stay there, by the name in their hidden field `step`. */
export const STAY_STEPS = ['ask-stay', 'answer-stay', 'note-stay', 'ride', 'arrive', 'cancel-ride'] as const;
export type StayStep = (typeof STAY_STEPS)[number];

export const isStayStep = (step: string): step is StayStep => (STAY_STEPS as readonly string[]).includes(step);

/** Carries them out: the same schemas and use cases as the API. */
@Injectable()
export class StayForms {
  constructor(
    private readonly askStay: AskStay,
    private readonly answerStay: AnswerStay,
    private readonly rides: ReportRide,
  ) {}

  async carryOut(actor: Actor, step: StayStep, subjectId: string, body: FormBody): Promise<void> {
    switch (step) {
      case 'ask-stay':
        assertMay(actor, 'stay.ask');
        await this.askStay.run(actor, subjectId, parseInput(STAY_REQUEST_SCHEMA, decodeForm(body)));
        return;
      case 'answer-stay':
        assertMay(actor, 'stay.answer');
        return this.answerStay.run(actor, subjectId, parseInput(STAY_ANSWER_SCHEMA, decodeForm(body)));
      case 'note-stay':
        assertMay(actor, 'call-task.work');
        return this.answerStay.noted(actor, subjectId, parseInput(TELEPHONED_STAY_ANSWER_SCHEMA, decodeForm(body)));
      case 'ride':
        assertMay(actor, 'ride.report');
        await this.rides.depart(actor, subjectId, parseInput(RIDE_SCHEMA, rideInput(body)));
        return;
      case 'arrive':
        assertMay(actor, 'ride.report');
        return this.rides.arrive(actor, subjectId, parseInput(ARRIVAL_SCHEMA, decodeForm(body, { numbers: groupFields('arrived') })).arrived);
      case 'cancel-ride':
        assertMay(actor, 'ride.report');
        return this.rides.cancel(actor, subjectId, parseInput(REASON_SCHEMA, decodeForm(body)).reason);
    }
  }
}

const groupFields = (name: string): string[] => GROUP_KEYS.map((key) => `${name}.${key}`);

function rideInput(body: FormBody): Record<string, unknown> {
  const { departedAt, expectedAt, ...rest } = decodeForm(body, { numbers: ['seats', ...groupFields('boarded')] });
  return {
    ...rest,
    ...(typeof departedAt === 'string' && { departedAt: amsterdamToIso(departedAt) ?? departedAt }),
    ...(typeof expectedAt === 'string' && { expectedAt: amsterdamToIso(expectedAt) ?? expectedAt }),
  };
}
