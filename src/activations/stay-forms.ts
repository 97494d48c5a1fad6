import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/index.js';
import { assertMay } from '../organisations/index.js';
import { decodeForm, parseInput, type FormBody } from '../platform/http/index.js';
import { STAY_ANSWER_SCHEMA, STAY_REQUEST_SCHEMA } from './activation-schemas.js';
import { AnswerStay } from './answer-stay.js';
import { AskStay } from './ask-stay.js';

/** Forms about people who stay in a location, by the name in their hidden field `step`. */
export const STAY_STEPS = ['ask-stay', 'answer-stay'] as const;
export type StayStep = (typeof STAY_STEPS)[number];

export const isStayStep = (step: string): step is StayStep => (STAY_STEPS as readonly string[]).includes(step);

/** Carries them out: the same schemas and use cases as the API. */
@Injectable()
export class StayForms {
  constructor(
    private readonly askStay: AskStay,
    private readonly answerStay: AnswerStay,
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
    }
  }
}
