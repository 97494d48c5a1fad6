import { Injectable } from '@nestjs/common';
import { Alerts } from '../alerts/index.js';
import { SYSTEM_ACTOR, SYSTEM_SCOPE, type Actor, type Instant, type Translated } from '../kernel/index.js';
import { LocationHolds, voidConditionFindings } from '../locations/index.js';
import { Database, type Tx } from '../platform/database/index.js';
import { DueMoments } from '../platform/due-moments/index.js';
import { RecordBook } from '../record/index.js';
import { AgreedStays } from './agreed-stays.js';
import { ActivationAlerts } from './activation-alerts.js';
import { firstPresentAt, readActivation, type ActivationAggregate } from './activation-aggregate.js';
import { endMail } from './activation-mail.js';
import { cancel, isLive, standDown } from './domain/index.js';
import { InformedParties } from './informed-parties.js';
import { assertPersonFor } from './person-needed.js';
import { saveActivation, saveDeployments } from './save.js';
import { SettleOutcome } from './settle-outcome.js';

/** Why the system itself ends an exercise. */
const TAKEN_OVER: Translated = {
  nl: 'Een echte inzet heeft een locatie van deze oefening overgenomen.',
  en: 'A real activation has taken over a location of this exercise.',
};

/** Stand-down, cancelling, and the end of an exercise that a real activation takes over. */
@Injectable()
export class EndActivation {
  constructor(
    private readonly database: Database,
    private readonly holds: LocationHolds,
    private readonly dueMoments: DueMoments,
    private readonly stays: AgreedStays,
    private readonly informed: InformedParties,
    private readonly alerts: Alerts,
    private readonly activationAlerts: ActivationAlerts,
    private readonly outcome: SettleOutcome,
    private readonly record: RecordBook,
  ) {}

  /** Throws ACTIVATION.NOT_RUNNING, ACTIVATION.NOT_YOURS, ACTIVATION.CANNOT_CANCEL_PRESENT or REQUEST.NOT_FOUND. */
  async run(actor: Actor, activationId: string, how: 'stand-down' | 'cancel', reason: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      await tx.lock('activations', activationId);
      await this.alerts.lockTopic(tx, activationId);
      const now = await tx.now();
      const aggregate = await readActivation(tx, actor.scope, activationId);
      assertPersonFor(aggregate.activation, actor);
      const decided = (how === 'cancel' ? cancel : standDown)(lifeOf(aggregate), actor.kind);
      if (!decided.ok) throw decided.error;
      await this.end(tx, actor, aggregate, decided.value === 'cancelled' ? 'cancelled' : 'ended', reason, now);
    });
  }

  /** Ends an exercise because a real activation needs its location. The exercise is locked already. */
  async takenOver(tx: Tx, exerciseId: string, now: Instant): Promise<void> {
    const aggregate = await readActivation(tx, SYSTEM_SCOPE, exerciseId);
    const decided = standDown(lifeOf(aggregate), 'system');
    if (!decided.ok) throw decided.error;
    await this.end(tx, SYSTEM_ACTOR, aggregate, 'ended', TAKEN_OVER, now);
  }

  private async end(tx: Tx, actor: Actor, aggregate: ActivationAggregate, status: 'ended' | 'cancelled', reason: string | Translated, now: Instant): Promise<void> {
    const { activation, deployments, extras, milestones, informationTasks } = aggregate;
    const before = activation.status;
    Object.assign(activation, { status, endedAt: now, endReason: typeof reason === 'string' ? reason : `${reason.nl} / ${reason.en}` });
    await this.outcome.settle(tx, actor, aggregate, now);
    await saveActivation(tx, activation);
    const closing = deployments.filter(({ state }) => isLive(state));
    for (const deployment of closing) Object.assign(deployment, { state: 'closed', closedAt: now });
    await saveDeployments(tx, closing);
    await tx.query(`UPDATE milestones SET state = 'void' WHERE activation_id = $1 AND state = 'open'`, [activation.id]);
    // Not those of rides: whoever is under way still has to arrive somewhere.
    await this.dueMoments.supersede(tx, [activation.id, ...[...extras, ...milestones].map(({ id }) => id)]);
    await this.stays.end(tx, closing.map(({ id }) => id));
    await this.informed.end(tx, informationTasks);
    await this.holds.release(tx, activation.id);
    // An exercise voids nothing; after real use the condition of the building must be proven anew.
    const used = status === 'ended' && !activation.exercise ? closing.map(({ locationId }) => locationId) : [];
    if (used.length > 0) await voidConditionFindings(tx, actor, used);
    await this.alerts.close(tx, activation.id);
    const content = endMail(this.activationAlerts.contextOf(activation, deployments), status, now, reason);
    await this.activationAlerts.tellRetimed(tx, aggregate, status === 'cancelled' ? 'cancelled' : 'stand-down', content);
    await this.record.add(tx, actor, {
      action: `activation.${status}`, subjectKind: 'activation', subjectId: activation.id, activationId: activation.id, exercise: activation.exercise,
      before: { status: before }, after: { status, outcome: activation.outcome, endedAt: now, closed: closing.map(({ id }) => id) }, personal: { reason },
    });
    await tx.notify('activation', activation.id);
  }
}

const lifeOf = ({ activation, presence }: ActivationAggregate): Parameters<typeof cancel>[0] => ({
  lifecycle: activation.status, exercise: activation.exercise, firstPresentAt: firstPresentAt(presence),
});
