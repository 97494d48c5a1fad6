import { Inject, Injectable } from '@nestjs/common';
import { Alerts, type LaterMessage, type NewAlert } from '../alerts/index.js';
import { SYSTEM_SCOPE, type Instant } from '../kernel/index.js';
import { Locations } from '../locations/index.js';
import { SETTINGS, type Settings } from '../platform/config/index.js';
import type { Tx } from '../platform/database/index.js';
import type { Activation } from './activation.entity.js';
import { answerLinkUntil, secondsLeft, type ActivationAggregate } from './activation-aggregate.js';
import { addedLocationMail, askMail, confirmationMail, type AskedOf, type Content, type MailContext, type MailLocation } from './activation-mail.js';
import type { Deployment } from './deployment.entity.js';
import { isLive, openPlaces } from './domain/index.js';
import type { Milestone } from './milestone.entity.js';

/** Who gets a later message about an activation. */
export type Audience = 'everyone' | 'oversight' | 'operations';

/** Turns decisions about an activation into alerts: who is told, in which words. */
@Injectable()
export class ActivationAlerts {
  constructor(
    private readonly alerts: Alerts,
    private readonly locations: Locations,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  contextOf(activation: Activation, deployments: readonly Deployment[]): MailContext {
    return { activation, openPlaces: openPlaces(deployments), publicUrl: this.settings.publicUrl };
  }

  /** The first alerts: one per organisation, asking the parties to act and telling the others. */
  async announce(tx: Tx, { activation, deployments, milestones, onBehalf }: Pick<ActivationAggregate, 'activation' | 'deployments' | 'milestones' | 'onBehalf'>): Promise<void> {
    const mailLocations = await this.mailLocations(tx, deployments);
    const context = { ...this.contextOf(activation, deployments), onBehalf };
    const { ministryId, provinceId, redCrossId, coaId, operationsId } = activation.parties;
    const asks: NewAlert[] = [];
    const ask = (kind: AskedOf, organisationId: string, own: readonly MailLocation[]): void => {
      if (own.length > 0) asks.push(this.ask(kind, context, organisationId, own, milestones));
    };
    ask('staffing', redCrossId, mailLocations);
    ask('placement', coaId, mailLocations);
    for (const id of new Set(deployments.map(({ municipalityId }) => municipalityId))) {
      ask('mobilisation', id, mailLocations.filter(({ deployment }) => deployment.municipalityId === id));
    }
    const confirmation = confirmationMail(context, mailLocations);
    const tell = (organisationId: string): NewAlert => ({
      topicId: activation.id, organisationId, purpose: 'confirmation', exercise: activation.exercise, content: confirmation, asksReceipt: false,
    });
    await this.alerts.raise(tx, [...asks, ...[ministryId, provinceId, operationsId].map(tell)]);
  }

  /**
   * Asks everybody who has a part at a location that joins at `now`: each confirms receipt anew, with reminders over what is left
   * of the window.
   */
  async askAdded(tx: Tx, { activation, deployments, milestones }: ActivationAggregate, deployment: Deployment, now: Instant): Promise<void> {
    const own = await this.mailLocations(tx, [deployment]);
    const context = this.contextOf(activation, deployments);
    const left = secondsLeft(activation, now);
    const windowSeconds = left > 0 ? left : activation.windowSeconds;
    const { redCrossId, coaId } = activation.parties;
    const added = { purpose: 'deployment-added', content: addedLocationMail(context, own[0]!, true) };
    await this.alerts.raise(tx, [
      this.ask('mobilisation', context, deployment.municipalityId, own, milestones, windowSeconds),
      { ...this.ask('staffing', context, redCrossId, own, milestones, windowSeconds), ...added },
      { ...this.ask('placement', context, coaId, own, milestones, windowSeconds), ...added },
    ]);
  }

  /** Tells those who oversee that a location was put in by hand. */
  async tellAdded(tx: Tx, aggregate: ActivationAggregate, deployment: Deployment): Promise<void> {
    const [own] = await this.mailLocations(tx, [deployment]);
    await this.tell(tx, aggregate, 'oversight', 'deployment-added', addedLocationMail(this.contextOf(aggregate.activation, aggregate.deployments), own!, false));
  }

  async tell(tx: Tx, aggregate: Pick<ActivationAggregate, 'activation' | 'deployments'>, audience: Audience, purpose: string, content: Content): Promise<void> {
    await this.tellOrganisations(tx, aggregate.activation, audienceOf(aggregate, audience), purpose, content);
  }

  async tellOrganisations(tx: Tx, activation: Activation, organisationIds: readonly string[], purpose: string, content: Content, to: NonNullable<LaterMessage['to']> = 'already-alerted'): Promise<void> {
    const { id: topicId, exercise } = activation;
    await this.alerts.follow(tx, [...new Set(organisationIds)].map((organisationId) => ({ topicId, organisationId, purpose, exercise, content, to })));
  }

  /** What is needed to name a location in a message, contacts of the building included. */
  async mailLocations(tx: Tx, deployments: readonly Deployment[]): Promise<MailLocation[]> {
    const registered = await this.locations.byIds(tx, SYSTEM_SCOPE, deployments.map(({ locationId }) => locationId));
    return deployments.map((deployment) => ({
      deployment,
      contacts: registered.find(({ id }) => id === deployment.locationId)?.contacts ?? [],
    }));
  }

  private ask(kind: AskedOf, context: MailContext, organisationId: string, own: readonly MailLocation[], milestones: readonly Milestone[], windowSeconds = context.activation.windowSeconds): NewAlert {
    const { activation } = context;
    const owed = milestones.filter((milestone) =>
      milestone.organisationId === organisationId && own.some(({ deployment }) => deployment.id === milestone.deploymentId));
    const receiptDueAt = owed.find((milestone) => milestone.kind === 'received')?.dueAt ?? activation.deadlineAt;
    return {
      topicId: activation.id, organisationId, purpose: kind, exercise: activation.exercise, asksReceipt: true,
      content: askMail(kind, context, own, owed),
      escalation: { windowSeconds: Math.ceil(windowSeconds), operationsId: activation.parties.operationsId, receiptDueAt },
      answerLinkUntil: answerLinkUntil(activation),
    };
  }
}

/** The organisations of an audience: municipalities only while one of their locations is still in the activation. */
export function audienceOf({ activation, deployments }: Pick<ActivationAggregate, 'activation' | 'deployments'>, audience: Audience): string[] {
  const { ministryId, provinceId, redCrossId, coaId, operationsId } = activation.parties;
  const oversight = [ministryId, provinceId, operationsId];
  if (audience === 'operations') return [operationsId];
  if (audience === 'oversight') return oversight;
  const municipalities = deployments.filter(({ state }) => isLive(state) || state === 'closed').map(({ municipalityId }) => municipalityId);
  return [...new Set([...oversight, redCrossId, coaId, ...municipalities])];
}
