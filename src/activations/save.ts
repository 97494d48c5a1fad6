import type { Tx } from '../platform/database/index.js';
import { Activation } from './activation.entity.js';
import { Deployment } from './deployment.entity.js';

/** Writes the parts of an activation that change. The row is locked; the version counts the changes for readers. */
export async function saveActivation(tx: Tx, activation: Activation): Promise<void> {
  activation.version += 1;
  activation.changedAt = await tx.now();
  const { plannedPlaces, shortfall, status, outcome, outcomeAt, outcomeReason, endedAt, endReason, version, changedAt } = activation;
  await tx.manager.update(Activation, { id: activation.id }, { plannedPlaces, shortfall, status, outcome, outcomeAt, outcomeReason, endedAt, endReason, version, changedAt });
}

export async function saveDeployments(tx: Tx, deployments: readonly Deployment[]): Promise<void> {
  for (const { id, state, stateReason, openedAt, openedLate, closedAt } of deployments) {
    await tx.manager.update(Deployment, { id }, { state, stateReason, openedAt, openedLate, closedAt });
  }
}
