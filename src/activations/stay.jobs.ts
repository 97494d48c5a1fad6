import { Injectable, type OnModuleInit } from '@nestjs/common';
import { STAY_POLICY } from '../../config/stay.js';
import { addSeconds, SYSTEM_ACTOR, SYSTEM_SCOPE, type Instant } from '../kernel/index.js';
import type { Tx } from '../platform/database/index.js';
import { DueMomentRegistry, DueMoments, type DueMomentHandler } from '../platform/due-moments/index.js';
import { RecordBook } from '../record/index.js';
import { aboutPart, lockActivation } from './job-locks.js';
import { ActivationAlerts } from './activation-alerts.js';
import { activationIdOf, lastPresent, readActivation, type ActivationAggregate } from './activation-aggregate.js';
import { GRACE_SECONDS } from './count-moments.js';
import type { Deployment } from './deployment.entity.js';
import { afterLastNight, isLive, stayOverAt, warningAt } from './domain/index.js';
import { STAY_MOMENTS, STAY_OVER, STAY_WARNINGS } from './due-moments.js';
import { isOpenRequest } from './stay-extension.entity.js';
import { stayOverMail, stayWarningMail } from './stay-mail.js';

type Subject = { readonly aggregate: ActivationAggregate; readonly deployment: Deployment; readonly lastNight: string };

/**
 * Carries out what is due about the agreed last night. It warns and ends nothing. An exercise is mostly over by then; one whose stay
 * really lasts is warned of like the real thing, marked as what it is.
 */
@Injectable()
export class StayJobs implements OnModuleInit {
  constructor(
    private readonly registry: DueMomentRegistry,
    private readonly dueMoments: DueMoments,
    private readonly alerts: ActivationAlerts,
    private readonly record: RecordBook,
  ) {}

  onModuleInit(): void {
    this.registry.define(...STAY_MOMENTS);
    const subject: Pick<DueMomentHandler, 'about' | 'lock'> = {
      about: (tx, id) => aboutPart(tx, 'deployments', id),
      lock: async (tx, id) => lockActivation(tx, await activationIdOf(tx, 'deployments', id)),
    };
    for (const [days, definition] of STAY_WARNINGS) this.registry.handle(definition, { ...subject, carryOut: (tx, { subjectId }, now) => this.warn(tx, subjectId, days, now) });
    this.registry.handle(STAY_OVER, { ...subject, carryOut: (tx, { subjectId }, now) => this.over(tx, subjectId, now) });
  }

  // Warnings that are late together collapse to the latest.
  private async warn(tx: Tx, deploymentId: string, days: number, now: Instant): Promise<void> {
    const subject = await this.inUse(tx, deploymentId);
    if (!subject || warningAt(subject.lastNight, now, STAY_POLICY) !== days) return;
    const { aggregate, deployment, lastNight } = subject;
    const { activation, deployments, stayExtensions } = aggregate;
    const open = stayExtensions.find((one) => one.deploymentId === deploymentId && isOpenRequest(one));
    const present = lastPresent(aggregate, deploymentId);
    const { coaId, ministryId, provinceId, operationsId } = activation.parties;
    const content = stayWarningMail(this.alerts.contextOf(activation, deployments), deployment, { lastNight, now, present, open });
    await this.alerts.tellOrganisations(tx, activation, [deployment.municipalityId, coaId, ministryId, provinceId, operationsId], 'stay-ends-soon', content);
    await this.write(tx, subject, 'stay.warned', { days, lastNight, present: present?.total ?? null });
  }

  private async over(tx: Tx, deploymentId: string, now: Instant): Promise<void> {
    const subject = await this.inUse(tx, deploymentId);
    if (!subject || now < stayOverAt(subject.lastNight, STAY_POLICY)) return;
    const { aggregate, deployment, lastNight } = subject;
    const present = lastPresent(aggregate, deploymentId);
    const known = afterLastNight(lastNight, deployment.state === 'open', present);
    if (known === 'unused' || known === 'gone') return;
    // The count of that very morning may still be typed in.
    const counted = addSeconds(stayOverAt(lastNight, STAY_POLICY), GRACE_SECONDS);
    if (known === 'unknown' && now < counted) {
      await this.dueMoments.plan(tx, [{ definition: STAY_OVER, subjectId: deploymentId, dueAt: counted }]);
      return;
    }
    const { activation, deployments } = aggregate;
    const { ministryId, operationsId, coaId } = activation.parties;
    const content = stayOverMail(this.alerts.contextOf(activation, deployments), deployment, lastNight, present, known);
    await this.alerts.tellOrganisations(tx, activation, [operationsId, ministryId, deployment.municipalityId, ...(known === 'unknown' ? [coaId] : [])], 'stay-over', content);
    await this.write(tx, subject, known === 'unknown' ? 'stay.over-uncounted' : 'stay.over', { lastNight, present: known === 'unknown' ? null : present!.total });
  }

  private async inUse(tx: Tx, deploymentId: string): Promise<Subject | undefined> {
    const aggregate = await readActivation(tx, SYSTEM_SCOPE, await activationIdOf(tx, 'deployments', deploymentId));
    const deployment = aggregate.deployments.find(({ id }) => id === deploymentId)!;
    const { lastNight, state } = deployment;
    return aggregate.activation.status === 'running' && isLive(state) && lastNight ? { aggregate, deployment, lastNight } : undefined;
  }

  private async write(tx: Tx, { aggregate: { activation }, deployment }: Subject, action: string, after: Record<string, unknown>): Promise<void> {
    const { id: activationId, exercise } = activation;
    await this.record.add(tx, SYSTEM_ACTOR, { action, subjectKind: 'deployment', subjectId: deployment.id, activationId, exercise, after });
    await tx.notify('activation', activationId);
  }
}
