import { Injectable } from '@nestjs/common';
import { GROUP_KEYS, INVALID_INPUT, NOT_FOUND, Problem, type Actor, type FieldError } from '../kernel/index.js';
import { assertMay } from '../organisations/index.js';
import { Database } from '../platform/database/index.js';
import { decodeForm, parseInput, type FormBody } from '../platform/http/index.js';
import { formAsSent } from '../web/index.js';
import { ADD_DEPLOYMENT_SCHEMA, COMMITMENT_SCHEMA, COMPLETION_SCHEMA, EXTENSION_SCHEMA, PRESENCE_SCHEMA, PRO_CONFIRMATION_SCHEMA, REASON_SCHEMA, RECEIPT_SCHEMA } from './activation-schemas.js';
import { given, idFrom } from './activations.controller.js';
import { AddDeployment } from './add-deployment.js';
import { AnswerAlert } from './answer-alert.js';
import { AnswerForPro } from './answer-for-pro.js';
import { CompleteMilestone } from './complete-milestone.js';
import { EndActivation } from './end-activation.js';
import { INFORMATION_STEPS, InformationForms, isInformationStep, type InformationStep } from './information-forms.js';
import { LoseLocation } from './lose-location.js';
import { ExtendDeadline } from './extend-deadline.js';
import type { FailedForm } from './own-steps.js';
import { amsterdamToIso, parseShiftLines } from './relief-shifts.js';
import { ReportPresence } from './report-presence.js';
import { isStayStep, STAY_STEPS, StayForms, type StayStep } from './stay-forms.js';
import { TakeBackAnswer } from './take-back-answer.js';

/** Names of the forms, as the hidden field `step` carries them. */
const STEPS = ['receive', 'commit', 'take-receipt-back', 'take-commitment-back', 'complete', 'present', 'fail', 'add', 'extend', 'pro-confirm', 'stand-down', 'cancel', ...STAY_STEPS, ...INFORMATION_STEPS] as const;
export type Step = (typeof STEPS)[number];
/** What an answer link may be used for: the organisation's own answers, not the direction of the activation. */
export const LINK_STEPS: readonly Step[] = ['receive', 'commit', 'take-receipt-back', 'take-commitment-back', 'complete', 'present', 'answer-stay', 'ride', 'arrive', 'cancel-ride', 'inform', 'inform-not-needed'];

/** A form that does not say what it is for. */
export const NO_STEP: FieldError = { path: 'step', code: 'required', message: { nl: 'Kies wat u wilt doorgeven.', en: 'Choose what you want to report.' } };

export type Handled = { readonly ok: true; readonly step: Step } | { readonly ok: false; readonly problem: Problem; readonly failed: FailedForm };

type Asked = { readonly actor: Actor; readonly activationId: string; readonly subjectId: string; /** Without the hidden fields. */ readonly body: FormBody };

/** Carries out a form of the activation page or the answer page: the same schemas and use cases as the API. */
@Injectable()
export class StepForms {
  constructor(
    private readonly answer: AnswerAlert,
    private readonly takeBack: TakeBackAnswer,
    private readonly completeMilestone: CompleteMilestone,
    private readonly presence: ReportPresence,
    private readonly loseLocation: LoseLocation,
    private readonly addDeployment: AddDeployment,
    private readonly extendDeadline: ExtendDeadline,
    private readonly endActivation: EndActivation,
    private readonly forPro: AnswerForPro,
    private readonly stay: StayForms,
    private readonly information: InformationForms,
    private readonly database: Database,
  ) {}

  /** A problem comes back with what was typed; anything else that goes wrong is thrown. */
  async handle(actor: Actor, activationId: string, body: FormBody = {}, allowed: readonly Step[] = STEPS): Promise<Handled> {
    const step = allowed.find((name) => name === body['step']);
    const subjectId = String(body['subjectId'] ?? '');
    try {
      if (!step) throw new Problem(INVALID_INPUT, {}, [NO_STEP]);
      await this.assertPartOf(activationId, idFrom(subjectId));
      const { step: _, subjectId: __, ...fields } = body;
      if (isStayStep(step)) await this.stay.carryOut(actor, step, subjectId, fields);
      else if (isInformationStep(step)) await this.information.carryOut(actor, step, subjectId, fields);
      else await this.carryOut[step]({ actor, activationId, subjectId, body: fields });
      return { ok: true, step };
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return { ok: false, problem: error, failed: { step: step ?? '', subjectId, state: formAsSent(body, error.fields) } };
    }
  }

  // A link or page of one activation, an exercise perhaps, must not answer for another.
  private async assertPartOf(activationId: string, subjectId: string): Promise<void> {
    if (subjectId === activationId) return;
    const found = await this.database.query(
      `SELECT 1 FROM deployments WHERE id = $1 AND activation_id = $2 UNION ALL SELECT 1 FROM milestones WHERE id = $1 AND activation_id = $2
       UNION ALL SELECT 1 FROM stay_extensions WHERE id = $1 AND activation_id = $2 UNION ALL SELECT 1 FROM rides WHERE id = $1 AND activation_id = $2
       UNION ALL SELECT 1 FROM information_tasks WHERE id = $1 AND activation_id = $2`, [subjectId, activationId]);
    if (found.length === 0) throw new Problem(NOT_FOUND);
  }

  private readonly carryOut: Readonly<Record<Exclude<Step, StayStep | InformationStep>, (asked: Asked) => Promise<unknown>>> = {
    receive: ({ actor, activationId, body }) => {
      assertMay(actor, 'alert.receive');
      return this.answer.receive(actor, activationId, given(parseInput(RECEIPT_SCHEMA, decodeForm(body))));
    },
    commit: ({ actor, subjectId, body }) => {
      assertMay(actor, 'commitment.give');
      return this.answer.commit(actor, subjectId, parseInput(COMMITMENT_SCHEMA, commitmentInput(body)));
    },
    'take-receipt-back': ({ actor, activationId }) => {
      assertMay(actor, 'alert.receive');
      return this.takeBack.receipt(actor, activationId);
    },
    'take-commitment-back': ({ actor, subjectId }) => {
      assertMay(actor, 'commitment.give');
      return this.takeBack.commitment(actor, subjectId);
    },
    complete: ({ actor, subjectId, body }) => {
      assertMay(actor, 'milestone.complete');
      return this.completeMilestone.run(actor, subjectId, given(parseInput(COMPLETION_SCHEMA, decodeForm(body))));
    },
    present: ({ actor, subjectId, body }) => {
      assertMay(actor, 'presence.report');
      return this.presence.run(actor, subjectId, parseInput(PRESENCE_SCHEMA, decodeForm(body, { numbers: PRESENT_FIELDS })));
    },
    fail: ({ actor, subjectId, body }) => {
      assertMay(actor, 'deployment.fail');
      return this.loseLocation.fail(actor, subjectId, parseInput(REASON_SCHEMA, decodeForm(body)).reason);
    },
    add: ({ actor, activationId, body }) => {
      assertMay(actor, 'deployment.add');
      return this.addDeployment.run(actor, activationId, parseInput(ADD_DEPLOYMENT_SCHEMA, decodeForm(body)));
    },
    extend: ({ actor, activationId, body }) => {
      assertMay(actor, 'activation.extend');
      return this.extendDeadline.run(actor, activationId, parseInput(EXTENSION_SCHEMA, extensionInput(body)));
    },
    'pro-confirm': ({ actor, activationId, body }) => {
      assertMay(actor, 'activation.confirm');
      const { confirmed, ...rest } = decodeForm(body);
      // Nothing is chosen beforehand: no choice becomes a value that the schema refuses.
      const input = { ...rest, confirmed: confirmed === 'true' ? true : confirmed === 'false' ? false : null };
      return this.forPro.run(actor, activationId, parseInput(PRO_CONFIRMATION_SCHEMA, input));
    },
    'stand-down': (asked) => this.finish('stand-down', asked),
    cancel: (asked) => this.finish('cancel', asked),
  };

  private finish(how: 'stand-down' | 'cancel', { actor, activationId, body }: Asked): Promise<unknown> {
    assertMay(actor, how === 'cancel' ? 'activation.cancel' : 'activation.stand-down', 'activation.end-exercise');
    return this.endActivation.run(actor, activationId, how, parseInput(REASON_SCHEMA, decodeForm(body)).reason);
  }
}

const PRESENT_FIELDS = ['present', 'arrived', 'left'].flatMap((name) => GROUP_KEYS.map((key) => `${name}.${key}`));

/** A commitment as the form sends it, in the shape of `COMMITMENT_SCHEMA`. */
export function commitmentInput(body: FormBody): Record<string, unknown> {
  const { arrivalAt, reliefShifts, ...rest } = decodeForm(body, { numbers: ['teamSize'] });
  return {
    ...rest,
    ...(typeof arrivalAt === 'string' && { arrivalAt: amsterdamToIso(arrivalAt) ?? arrivalAt }),
    ...(typeof reliefShifts === 'string' && { reliefShifts: parseShiftLines(reliefShifts) }),
  };
}

function extensionInput(body: FormBody): Record<string, unknown> {
  const { deadlineAt, ...rest } = decodeForm(body);
  return { ...rest, ...(typeof deadlineAt === 'string' && { deadlineAt: amsterdamToIso(deadlineAt) ?? deadlineAt }) };
}
