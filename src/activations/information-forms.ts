import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/index.js';
import { assertMay } from '../organisations/index.js';
import { decodeForm, parseInput, type FormBody } from '../platform/http/index.js';
import { COMPLETION_SCHEMA, REASON_SCHEMA } from './activation-schemas.js';
import { given } from './activations.controller.js';
import { PRESS_LINE_SCHEMA } from './information-schemas.js';
import { amsterdamToIso } from './relief-shifts.js';
import { ReportInformation } from './report-information.js';
import { SetPressLine } from './set-press-line.js';

/** Forms about who is informed, by the name in their hidden field `step`. */
export const INFORMATION_STEPS = ['inform', 'inform-not-needed', 'press-line'] as const;
export type InformationStep = (typeof INFORMATION_STEPS)[number];

export const isInformationStep = (step: string): step is InformationStep => (INFORMATION_STEPS as readonly string[]).includes(step);

/** Carries them out: the same schemas and use cases as the API. */
@Injectable()
export class InformationForms {
  constructor(
    private readonly information: ReportInformation,
    private readonly pressLine: SetPressLine,
  ) {}

  async carryOut(actor: Actor, step: InformationStep, subjectId: string, body: FormBody): Promise<void> {
    switch (step) {
      case 'inform':
        assertMay(actor, 'information.report');
        return this.information.done(actor, subjectId, given(parseInput(COMPLETION_SCHEMA, decodeForm(body))));
      case 'inform-not-needed':
        assertMay(actor, 'information.report');
        return this.information.notNeeded(actor, subjectId, parseInput(REASON_SCHEMA, decodeForm(body)).reason);
      case 'press-line': {
        assertMay(actor, 'press-line.write');
        const { version, ...fields } = body;
        return this.pressLine.run(actor, subjectId, Number(version), parseInput(PRESS_LINE_SCHEMA, pressLineInput(fields)));
      }
    }
  }
}

function pressLineInput(body: FormBody): Record<string, unknown> {
  const { publishFrom, ...rest } = decodeForm(body);
  return { ...rest, ...(typeof publishFrom === 'string' && { publishFrom: amsterdamToIso(publishFrom) ?? publishFrom }) };
}
