import { Injectable } from '@nestjs/common';
import { NOT_FOUND, Problem, type Actor, type Instant } from '../kernel/index.js';
import { Database, type Tx } from '../platform/database/index.js';
import { RecordBook } from '../record/index.js';
import { ActivationAlerts, audienceOf } from './activation-alerts.js';
import { activationIdOf, readActivation, type ActivationAggregate } from './activation-aggregate.js';
import { AgreedStays } from './agreed-stays.js';
import type { Deployment } from './deployment.entity.js';
import { decideStayAnswer, NOT_A_PARTY, type StayAnswer, type StayAnswerInput } from './domain/index.js';
import { responderOf, type Responder } from './responder.js';
import { saveActivation } from './save.js';
import { StayExtension } from './stay-extension.entity.js';
import { stayAnsweredMail } from './stay-mail.js';
import { seesDeployment } from './visibility.js';

export type StayAnswerBody = Omit<StayAnswerInput, 'name' | 'function' | 'conditions' | 'reason'> & {
  readonly conditions?: string | undefined; readonly reason?: string | undefined; readonly name?: string | undefined; readonly function?: string | undefined;
};

/** The municipality's fresh commitment to a longer stay, or its refusal: a right, which changes nothing of what was agreed. */
@Injectable()
export class AnswerStay {
  constructor(
    private readonly database: Database,
    private readonly stays: AgreedStays,
    private readonly alerts: ActivationAlerts,
    private readonly record: RecordBook,
  ) {}

  /** Throws REQUEST.INVALID, ACTIVATION.NOT_A_PARTY, COMMITMENT.CONFLICT, ACTIVATION.NOT_RUNNING, DEPLOYMENT.NOT_ALLOWED, STAY.OVERTAKEN or REQUEST.NOT_FOUND. */
  async run(actor: Actor, extensionId: string, body: StayAnswerBody): Promise<void> {
    await this.take(actor, extensionId, { ...body, ...responderOf(actor, body) });
  }

  /** By telephone: `given` says who answered for the municipality, the record who noted it. Throws as `run` does. */
  async noted(actor: Actor, extensionId: string, given: StayAnswerBody & Responder): Promise<void> {
    await this.take({ ...actor, channel: 'telephone' }, extensionId, given);
  }

  private async take(actor: Actor, extensionId: string, input: StayAnswerInput): Promise<void> {
    await this.database.transaction(async (tx) => {
      const activationId = await activationIdOf(tx, 'stay_extensions', extensionId);
      await tx.lock('activations', activationId);
      const now = await tx.now();
      const aggregate = await readActivation(tx, actor.scope, activationId);
      const extension = aggregate.stayExtensions.find(({ id }) => id === extensionId)!;
      const deployment = aggregate.deployments.find(({ id }) => id === extension.deploymentId)!;
      if (!seesDeployment(actor.scope, deployment.municipalityId)) throw new Problem(NOT_FOUND);
      if (actor.channel !== 'telephone' && actor.organisationId !== deployment.municipalityId) throw new Problem(NOT_A_PARTY);
      await this.decide(tx, actor, aggregate, deployment, extension, input, now);
    });
  }

  private async decide(tx: Tx, actor: Actor, aggregate: ActivationAggregate, deployment: Deployment, extension: StayExtension, input: StayAnswerInput, now: Instant): Promise<void> {
    const { activation } = aggregate;
    const terms = await this.stays.terms(tx, activation, deployment);
    const decided = decideStayAnswer({ lifecycle: activation.status, deployment: deployment.state, wanted: extension.lastNight, terms, earlier: earlierOf(extension), lapsed: lapsedOf(aggregate, extension) }, input);
    if (!decided.ok) throw decided.error;
    if (!decided.value.isNew) return;
    const { answer } = decided.value;
    await this.save(tx, actor, aggregate, extension, answer, input, now);
    if (answer.answer !== 'refused') await this.stays.agree(tx, actor, activation, deployment, extension.lastNight, terms);
    await this.tell(tx, aggregate, deployment, extension);
    await saveActivation(tx, activation);
    await tx.notify('activation', activation.id);
  }

  private async save(tx: Tx, actor: Actor, { activation }: ActivationAggregate, extension: StayExtension, { answer, conditions, reason, decisionReference }: StayAnswer, by: Responder & { mandate: string }, now: Instant): Promise<void> {
    const { name: byName, function: byFunction } = by;
    const mandate = by.mandate.trim();
    const written = { answer, conditions, answerReason: reason, decisionReference, byName, byFunction, mandate, channel: actor.channel, answeredAt: now };
    Object.assign(extension, written);
    await tx.manager.update(StayExtension, { id: extension.id }, written);
    await this.record.add(tx, actor, {
      action: `stay.${answer}`, subjectKind: 'deployment', subjectId: extension.deploymentId, activationId: activation.id, exercise: activation.exercise,
      before: { lastNight: extension.lastNightBefore }, after: { stayExtensionId: extension.id, answer, asked: extension.lastNight, decisionReference },
      personal: { byName, byFunction, mandate, conditions, reason },
    });
  }

  // The other municipalities have no part in it.
  private async tell(tx: Tx, aggregate: ActivationAggregate, deployment: Deployment, extension: StayExtension): Promise<void> {
    const { activation, deployments } = aggregate;
    const { coaId, redCrossId } = activation.parties;
    const told = [...audienceOf(aggregate, 'oversight'), coaId, redCrossId];
    const content = stayAnsweredMail(this.alerts.contextOf(activation, deployments), deployment, extension);
    await this.alerts.tellOrganisations(tx, activation, told, extension.answer === 'refused' ? 'stay-extension-refused' : 'stay-extended', content);
  }
}

const lapsedOf = ({ stayExtensions }: ActivationAggregate, { closedAt, deploymentId }: StayExtension): { newerId: string | null } | null =>
  closedAt && { newerId: stayExtensions.find((one) => one.deploymentId === deploymentId && one.closedAt === null && one.askedAt >= closedAt)?.id ?? null };

const earlierOf = ({ answer, conditions, answerReason: reason, decisionReference }: StayExtension): StayAnswer | null =>
  answer && { answer, conditions, reason, decisionReference };
