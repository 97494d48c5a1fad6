import { Injectable } from '@nestjs/common';
import { SYSTEM_ACTOR, SYSTEM_SCOPE, type Instant } from '../kernel/index.js';
import { Organisations } from '../organisations/index.js';
import type { Tx } from '../platform/database/index.js';
import { RecordBook } from '../record/index.js';
import { ActivationAlerts } from './activation-alerts.js';
import { activationIdOf, readActivation, type ActivationAggregate } from './activation-aggregate.js';
import { Deployment } from './deployment.entity.js';
import { deadlineFor, type CriticalPath, type PathStep } from './domain/index.js';
import { organisationNames } from './organisation-names.js';
import { saveActivation } from './save.js';
import { willBeLateMail, type LateDeployment } from './step-mail.js';
import { pathToWarnOf, WatchPaths } from './watch-paths.js';

type Late = { readonly deployment: Deployment; readonly path: CriticalPath };

/**
 * "This will be late", as soon as what remains no longer fits before the deadline: once per deployment and deadline. Deployments
 * that are late at the same time are one message per organisation.
 */
@Injectable()
export class WarnLate {
  constructor(
    private readonly paths: WatchPaths,
    private readonly alerts: ActivationAlerts,
    private readonly organisations: Organisations,
    private readonly record: RecordBook,
  ) {}

  async carryOut(tx: Tx, deploymentId: string, now: Instant): Promise<void> {
    const aggregate = await readActivation(tx, SYSTEM_SCOPE, await activationIdOf(tx, 'deployments', deploymentId));
    const subject = aggregate.deployments.find(({ id }) => id === deploymentId)!;
    const path = pathToWarnOf(aggregate, subject, now);
    if (path && !path.willBeLate) await this.paths.follow(tx, aggregate, [subject], now);
    if (!path?.willBeLate) return;
    const deadlineAt = deadlineFor(aggregate.activation, subject);
    // Those with another deadline have a moment of their own.
    const alike = aggregate.deployments.filter((deployment) => deadlineFor(aggregate.activation, deployment).getTime() === deadlineAt.getTime());
    const late = alike.flatMap((deployment): Late[] => {
      const own = pathToWarnOf(aggregate, deployment, now);
      return own?.willBeLate ? [{ deployment, path: own }] : [];
    });
    await this.save(tx, aggregate, late, deadlineAt, now);
    await this.tell(tx, aggregate, late, deadlineAt);
    await tx.notify('activation', aggregate.activation.id);
  }

  private async save(tx: Tx, aggregate: ActivationAggregate, late: readonly Late[], deadlineAt: Instant, now: Instant): Promise<void> {
    const { activation } = aggregate;
    const { id: activationId, exercise } = activation;
    for (const { deployment, path } of late) {
      const said = { lateWarnedAt: now, lateWarnedFor: deadlineAt, lateExpectedAt: path.expectedOpenAt };
      Object.assign(deployment, said);
      await tx.manager.update(Deployment, { id: deployment.id }, said);
    }
    await this.paths.follow(tx, aggregate, late.map(({ deployment }) => deployment), now);
    await this.record.add(tx, SYSTEM_ACTOR, ...late.map(({ deployment, path }) => ({
      action: 'deployment.will-be-late', subjectKind: 'deployment', subjectId: deployment.id, activationId, exercise,
      after: {
        deadlineAt, expectedOpenAt: path.expectedOpenAt, lateBySeconds: -path.slackSeconds, path: path.path,
        heldUpBy: path.steps.filter(holdsUp).map(({ kind, owner: organisationId }) => ({ kind, organisationId })),
      },
    })));
    await saveActivation(tx, activation);
  }

  // Who owes a step on the way reads of its own steps only; operations and PRO read of all.
  private async tell(tx: Tx, { activation, deployments }: ActivationAggregate, late: readonly Late[], deadlineAt: Instant): Promise<void> {
    const names = await organisationNames(this.organisations, tx);
    const context = this.alerts.contextOf(activation, deployments);
    const { operationsId, ministryId } = activation.parties;
    const owners = new Set(late.flatMap(({ path }) => path.steps.filter(({ critical }) => critical).map(({ owner }) => owner)));
    for (const id of [...owners].filter((owner) => owner !== operationsId && owner !== ministryId)) {
      const own = late.map((one) => lateDeployment(one, names, (step) => step.owner === id)).filter(({ steps }) => steps.length > 0);
      await this.alerts.tellOrganisations(tx, activation, [id], 'will-be-late', willBeLateMail(context, own, deadlineAt, 'owner'));
    }
    const all = late.map((one) => lateDeployment(one, names, () => true));
    await this.alerts.tellOrganisations(tx, activation, [operationsId, ministryId], 'will-be-late', willBeLateMail(context, all, deadlineAt, 'oversight'));
  }
}

const holdsUp = ({ critical, canBegin }: PathStep): boolean => critical && canBegin;

function lateDeployment({ deployment, path }: Late, names: ReadonlyMap<string, string>, isFor: (step: PathStep) => boolean): LateDeployment {
  const named = ({ kind, owner }: PathStep): LateDeployment['steps'][number] => ({ kind, organisation: names.get(owner) ?? '' });
  return {
    location: deployment.location.name, expectedOpenAt: path.expectedOpenAt, lateBySeconds: -path.slackSeconds,
    heldUpBy: path.steps.filter(holdsUp).map(named), steps: path.steps.filter((step) => step.critical && isFor(step)).map(named),
  };
}
