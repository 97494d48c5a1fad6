import { Inject, Injectable } from '@nestjs/common';
import { Alerts, type Content as AlertContent, type LaterMessage, type NewAlert } from '../alerts/index.js';
import { LANGUAGES, secondsBetween, SYSTEM_SCOPE, type Instant } from '../kernel/index.js';
import { Locations } from '../locations/index.js';
import { SETTINGS, type Settings } from '../platform/config/index.js';
import type { Tx } from '../platform/database/index.js';
import type { Activation } from './activation.entity.js';
import { answerLinkUntil, partyOf, type ActivationAggregate } from './activation-aggregate.js';
import { addedLocationMail, askMail, confirmationMail, type AskedOf, type Content, type MailContext, type MailLocation } from './activation-mail.js';
import { calendarFile } from './calendar/calendar-file.mail.js';
import type { Deployment } from './deployment.entity.js';
import { deadlineFor, forPlaces, isLive, openPlaces } from './domain/index.js';
import type { ExtraPlaces } from './extra-places.entity.js';
import type { Milestone } from './milestone.entity.js';

type CalendarAggregate = Pick<ActivationAggregate, 'activation' | 'deployments' | 'milestones'>;

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

  /** `extra`: what the message is about, when not the places asked for at the trigger. */
  contextOf(activation: Activation, deployments: readonly Deployment[], extra: ExtraPlaces | null = null): MailContext {
    return { activation, extra, openPlaces: openPlaces(forPlaces(deployments, extra?.id)), publicUrl: this.settings.publicUrl };
  }

  /** The first alerts: one per organisation, asking the parties to act and telling the others. */
  async announce(tx: Tx, { activation, deployments, milestones, onBehalf }: CalendarAggregate & Pick<ActivationAggregate, 'onBehalf'>): Promise<void> {
    const mailLocations = await this.mailLocations(tx, deployments);
    const context = { ...this.contextOf(activation, deployments), onBehalf };
    const { ministryId, provinceId, redCrossId, coaId, operationsId } = activation.parties;
    const asks: NewAlert[] = [];
    const now = await tx.now();
    const ask = (kind: AskedOf, organisationId: string, own: readonly MailLocation[]): void => {
      if (own.length === 0) return;
      const asked = this.ask(kind, context, organisationId, own, milestones);
      asks.push({ ...asked, content: this.withCalendar(asked.content, { activation, deployments, milestones }, organisationId, now) });
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
  async askAdded(tx: Tx, aggregate: ActivationAggregate, deployment: Deployment, now: Instant): Promise<void> {
    const { activation, deployments, milestones } = aggregate;
    const own = await this.mailLocations(tx, [deployment]);
    const context = this.contextOf(activation, deployments);
    const left = secondsBetween(now, deadlineFor(activation, deployment));
    const windowSeconds = left > 0 ? left : activation.windowSeconds;
    const { redCrossId, coaId } = activation.parties;
    const added = { purpose: 'deployment-added', content: addedLocationMail(context, own[0]!, true) };
    const asks = [
      this.ask('mobilisation', context, deployment.municipalityId, own, milestones, windowSeconds),
      { ...this.ask('staffing', context, redCrossId, own, milestones, windowSeconds), ...added },
      { ...this.ask('placement', context, coaId, own, milestones, windowSeconds), ...added },
    ];
    // One link serves all locations of an organisation: it lasts as long as the last of them.
    const until = { answerLinkUntil: answerLinkUntil(activation, deployments) };
    await this.alerts.raise(tx, asks.map((asked) => ({ ...asked, ...until, content: this.withCalendar(asked.content, aggregate, asked.organisationId, now) })));
  }

  /** Tells those who oversee that a location was put in by hand. */
  async tellAdded(tx: Tx, aggregate: ActivationAggregate, deployment: Deployment): Promise<void> {
    const [own] = await this.mailLocations(tx, [deployment]);
    await this.tell(tx, aggregate, 'oversight', 'deployment-added', addedLocationMail(this.contextOf(aggregate.activation, aggregate.deployments), own!, false));
  }

  async tell(tx: Tx, aggregate: Pick<ActivationAggregate, 'activation' | 'deployments'>, audience: Audience, purpose: string, content: Content): Promise<void> {
    await this.tellOrganisations(tx, aggregate.activation, audienceOf(aggregate, audience), purpose, content);
  }

  /** Tells everyone of a change of times, municipalities only with one of these locations: those who owe something get their calendar anew with it. */
  async tellRetimed(tx: Tx, aggregate: CalendarAggregate, purpose: string, content: Content, deployments: readonly Deployment[] = aggregate.deployments): Promise<void> {
    const { id: topicId, exercise } = aggregate.activation;
    const now = await tx.now();
    const told = audienceOf({ activation: aggregate.activation, deployments }, 'everyone');
    await this.alerts.follow(tx, told.map((organisationId) => ({
      topicId, organisationId, purpose, exercise, content: partyOf(aggregate, organisationId) ? this.withCalendar(content, aggregate, organisationId, now) : content,
    })));
  }

  async tellOrganisations(tx: Tx, activation: Activation, organisationIds: readonly string[], purpose: string, content: Content, to: NonNullable<LaterMessage['to']> = 'already-alerted'): Promise<void> {
    const { id: topicId, exercise } = activation;
    await this.alerts.follow(tx, [...new Set(organisationIds)].map((organisationId) => ({ topicId, organisationId, purpose, exercise, content, to })));
  }

  /** Messages of one kind about an activation, each for the organisations it is for. */
  async tellEach(tx: Tx, { id: topicId, exercise }: Activation, purpose: string, messages: readonly { readonly organisationIds: readonly string[]; readonly content: Content }[]): Promise<void> {
    await this.alerts.follow(tx, messages.flatMap(({ organisationIds, content }) => [...new Set(organisationIds)].map((organisationId) => ({ topicId, organisationId, purpose, exercise, content }))));
  }

  /** What is needed to name a location in a message, contacts of the building included. */
  async mailLocations(tx: Tx, deployments: readonly Deployment[]): Promise<MailLocation[]> {
    const registered = await this.locations.byIds(tx, SYSTEM_SCOPE, deployments.map(({ locationId }) => locationId));
    return deployments.map((deployment) => ({
      deployment,
      contacts: registered.find(({ id }) => id === deployment.locationId)?.contacts ?? [],
    }));
  }

  /** The same message with the organisation's own calendar. */
  withCalendar(content: Content, source: CalendarAggregate, organisationId: string, changedAt: Instant): AlertContent {
    const fileIn = (language: keyof Content): string =>
      calendarFile(organisationId, [{ ...source, changedAt }], { language, publicUrl: this.settings.publicUrl, publish: true });
    return Object.fromEntries(LANGUAGES.map((language) => [language, { ...content[language], calendar: fileIn(language) }])) as AlertContent;
  }

  private ask(kind: AskedOf, context: MailContext, organisationId: string, own: readonly MailLocation[], milestones: readonly Milestone[], windowSeconds = context.activation.windowSeconds): NewAlert {
    const { activation } = context;
    const owed = milestones.filter((milestone) =>
      milestone.organisationId === organisationId && own.some(({ deployment }) => deployment.id === milestone.deploymentId));
    const receiptDueAt = owed.find((milestone) => milestone.kind === 'received')?.dueAt ?? deadlineFor(activation, own[0]!.deployment);
    return {
      topicId: activation.id, organisationId, purpose: kind, exercise: activation.exercise, asksReceipt: true,
      content: askMail(kind, context, own, owed),
      escalation: { windowSeconds: Math.ceil(windowSeconds), operationsId: activation.parties.operationsId, receiptDueAt },
      answerLinkUntil: answerLinkUntil(activation, []),
    };
  }
}

/** The organisations of an audience: municipalities only while one of their locations is still in the activation. */
export function audienceOf({ activation, deployments }: { readonly activation: Activation; readonly deployments: readonly Deployment[] }, audience: Audience): string[] {
  const { ministryId, provinceId, redCrossId, coaId, operationsId } = activation.parties;
  const oversight = [ministryId, provinceId, operationsId];
  if (audience === 'operations') return [operationsId];
  if (audience === 'oversight') return oversight;
  const municipalities = deployments.filter(({ state }) => isLive(state) || state === 'closed').map(({ municipalityId }) => municipalityId);
  return [...new Set([...oversight, redCrossId, coaId, ...municipalities])];
}
