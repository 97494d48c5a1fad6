import type { Tx } from '../platform/database/index.js';
import { Activation } from './activation.entity.js';
import { askedFor, type ActivationAggregate } from './activation-aggregate.js';
import { Deployment } from './deployment.entity.js';
import { forPlaces, plannedAndShort } from './domain/index.js';
import { ExtraPlaces } from './extra-places.entity.js';

/** Writes the parts of an activation that change. The row is locked; the version counts the changes for readers. */
export async function saveActivation(tx: Tx, activation: Activation): Promise<void> {
  activation.version += 1;
  activation.changedAt = await tx.now();
  const { plannedPlaces, shortfall, status, outcome, outcomeAt, outcomeReason, endedAt, endReason, version, changedAt } = activation;
  await tx.manager.update(Activation, { id: activation.id }, { plannedPlaces, shortfall, status, outcome, outcomeAt, outcomeReason, endedAt, endReason, version, changedAt });
}

/** What stands in the plan now, and what is short, of the places asked for at the trigger (null) or of extra ones. The caller saves the activation. */
export async function savePlanned(tx: Tx, aggregate: Pick<ActivationAggregate, 'activation' | 'deployments' | 'extras'>, extraPlacesId: string | null): Promise<void> {
  const asked = askedFor(aggregate, extraPlacesId);
  const figures = plannedAndShort(asked.places, forPlaces(aggregate.deployments, extraPlacesId));
  Object.assign(asked, figures);
  if (extraPlacesId) await tx.manager.update(ExtraPlaces, { id: extraPlacesId }, figures);
}

export async function saveDeployments(tx: Tx, deployments: readonly Deployment[]): Promise<void> {
  for (const { id, state, stateReason, openedAt, openedLate, closedAt } of deployments) {
    await tx.manager.update(Deployment, { id }, { state, stateReason, openedAt, openedLate, closedAt });
  }
}
