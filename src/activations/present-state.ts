import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Alerts, PresentStates, type PresentState } from '../alerts/index.js';
import { SYSTEM_SCOPE, type Instant } from '../kernel/index.js';
import { Organisations } from '../organisations/index.js';
import type { Tx } from '../platform/database/index.js';
import { Activation } from './activation.entity.js';
import { ActivationAlerts, audienceOf } from './activation-alerts.js';
import { answerLinkUntil, partyOf, readActivation, type ActivationAggregate } from './activation-aggregate.js';
import type { AskedOf, MailContext } from './activation-mail.js';
import { isLive, comesByAnswer } from './domain/index.js';
import { aboutActivation } from './job-locks.js';
import type { ExtraPlaces } from './extra-places.entity.js';
import { withLocations } from './milestone.jobs.js';
import { organisationNames } from './organisation-names.js';
import { presentStateMail } from './present-state-mail.js';

/**
 * What the present state restates. Whatever else is said about an activation stands nowhere else: who refused and why, what comes
 * instead, a request for a longer stay, the press line, an alarm about persons, whom to telephone.
 */
const RESTATED = [
  'mobilisation', 'staffing', 'placement', 'confirmation', 'deployment-added', 'milestone-reminder', 'milestone-overdue', 'will-be-late', 'deadline-near',
  'deadline-extended', 'information-overdue', 'outcome-met', 'outcome-missed', 'stand-down', 'cancelled',
];

const ASKED: Readonly<Record<'municipality' | 'red-cross' | 'coa', AskedOf>> = { municipality: 'mobilisation', 'red-cross': 'staffing', coa: 'placement' };

/** States how an activation stands, for those whose messages waited through an outage of mail. */
@Injectable()
export class ActivationPresentState implements OnModuleInit {
  constructor(
    private readonly states: PresentStates,
    private readonly alerts: Alerts,
    private readonly activationAlerts: ActivationAlerts,
    private readonly organisations: Organisations,
  ) {}

  onModuleInit(): void {
    const changedAt = async (tx: Tx, id: string): Promise<Instant | undefined> => (await tx.manager.findOneBy(Activation, { id }))?.changedAt;
    this.states.define({ purposes: RESTATED, lock: (tx, id) => this.lock(tx, id), changedAt, of: (tx, id, organisationId) => this.of(tx, id, organisationId) });
  }

  private async lock(tx: Tx, id: string): Promise<void> {
    await tx.lock('activations', id);
    await this.alerts.lockTopic(tx, id);
  }

  private async of(tx: Tx, id: string, organisationId: string): Promise<PresentState | undefined> {
    if (!(await aboutActivation(tx, id))) return undefined;
    const aggregate = await readActivation(tx, SYSTEM_SCOPE, id);
    const { activation } = aggregate;
    const party = partyOf(aggregate, organisationId);
    const oversees = audienceOf(aggregate, 'oversight').includes(organisationId);
    const live = aggregate.deployments.filter(({ state, municipalityId }) => isLive(state) && (party !== 'municipality' || municipalityId === organisationId));
    const inUse = new Set(live.map((deployment) => deployment.id));
    const open = aggregate.milestones.filter(({ state, deploymentId, organisationId: owner }) => state === 'open' && inUse.has(deploymentId) && (oversees || owner === organisationId));
    const now = await tx.now();
    // Those whom a message about it goes to: the municipality itself, and operations.
    const informs = party === 'municipality' || organisationId === activation.parties.operationsId;
    const late = informs ? aggregate.informationTasks.filter(({ state, dueAt, deploymentId }) => state === 'open' && dueAt <= now && inUse.has(deploymentId)) : [];
    const names = oversees ? await organisationNames(this.organisations, tx) : new Map<string, string>();
    const content = presentStateMail(this.contextFor(aggregate, organisationId, oversees), {
      now, oversees, locations: party || oversees ? await this.activationAlerts.mailLocations(tx, live) : [],
      asked: party && live.length > 0 ? ASKED[party] : null,
      owesAnswer: open.some((milestone) => milestone.organisationId === organisationId && comesByAnswer(milestone.kind)),
      open: withLocations(aggregate, open).map((named) => ({ ...named, organisation: names.get(named.milestone.organisationId) ?? '' })),
      notInformed: late.map((task) => ({ task, location: live.find((deployment) => deployment.id === task.deploymentId)!.location.name })),
    });
    return { content: party ? this.activationAlerts.withCalendar(content, aggregate, organisationId, now) : content, answerLinkUntil: answerLinkUntil(activation, aggregate.deployments) };
  }

  private contextFor(aggregate: ActivationAggregate, organisationId: string, oversees: boolean): MailContext {
    const { activation, deployments, onBehalf } = aggregate;
    const municipalityId = partyOf(aggregate, organisationId) === 'municipality' ? organisationId : null;
    const extra = oversees ? null : onlyExtra(aggregate, municipalityId);
    return { ...this.activationAlerts.contextOf(activation, deployments, extra), onBehalf: onBehalf?.answer ? null : onBehalf };
  }
}

// The extra places that an organisation works for where it has no part in those asked for at the trigger. `municipalityId`: only its locations.
function onlyExtra({ deployments, extras }: Pick<ActivationAggregate, 'deployments' | 'extras'>, municipalityId: string | null): ExtraPlaces | null {
  const own = deployments.filter((deployment) => (isLive(deployment.state) || deployment.state === 'closed') && (!municipalityId || deployment.municipalityId === municipalityId));
  return own.every(({ extraPlacesId }) => extraPlacesId !== null) ? extras.find(({ id }) => id === own[0]?.extraPlacesId) ?? null : null;
}
