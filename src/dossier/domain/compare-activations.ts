import type { AfterActionPolicy } from '../../../config/after-action.js';
import type { PastActivation, PastDeployment } from '../../activations/index.js';
import type { Instant } from '../../kernel/index.js';
import { tookOf, windowOf, type MilestoneReport, type Owner, type Took } from './milestone-verdict.js';

/** `time`: the windows are alike, so hours are compared. `share-of-window`: they are not, so shares of them are. */
export type Basis = 'time' | 'share-of-window';
/** `incomparable`: not done in one of both, or without a window. */
export type Trend = 'better' | 'alike' | 'worse' | 'incomparable';

/** An earlier use of the same location. */
export type EarlierUse = { readonly activationId: string; readonly exercise: boolean; readonly triggeredAt: Instant; readonly windowSeconds: number; readonly basis: Basis };

export type ComparedMilestone = {
  readonly kind: MilestoneReport['kind'];
  readonly party: Owner['party'];
  readonly now: Took | null;
  /** In the order of the earlier uses. */
  readonly earlier: readonly { readonly took: Took | null; readonly trend: Trend }[];
};

export type LocationComparison = { readonly deploymentId: string; readonly windowSeconds: number; readonly earlier: readonly EarlierUse[]; readonly milestones: readonly ComparedMilestone[] };

type Use = { readonly past: PastActivation; readonly deployment: PastDeployment };

/**
 * How long each step took at a location, now and the last few times. Only like with like: where the windows differ, as for a
 * compressed exercise, a step is compared by the share of the window that it took. A use that was refused is none.
 */
export function compareLocation(deployment: PastDeployment, { activation }: PastActivation, milestones: readonly MilestoneReport[], earlier: readonly PastActivation[], policy: AfterActionPolicy): LocationComparison {
  const windowSeconds = windowOf(deployment, activation);
  const uses = earlier.flatMap((past) => useOf(past, deployment.locationId)).slice(0, policy.earlierCompared.value);
  return {
    deploymentId: deployment.id, windowSeconds,
    earlier: uses.map(({ past: { activation: { id, exercise, triggeredAt, ...deadlines } }, deployment: then }) => {
      const window = windowOf(then, deadlines);
      return { activationId: id, exercise, triggeredAt, windowSeconds: window, basis: window === windowSeconds ? 'time' : 'share-of-window' };
    }),
    milestones: milestones.map(({ kind, owner: { party }, took: now }) => ({
      kind, party, now, earlier: uses.map((use) => {
        const took = thenOf(use, kind, party);
        return { took, trend: trendOf(now, took, policy) };
      }),
    })),
  };
}

/** The last time that the location was part of it and not refused. */
function useOf(past: PastActivation, locationId: string): Use[] {
  const deployment = past.deployments.findLast((one) => one.locationId === locationId && one.state !== 'refused');
  return deployment ? [{ past, deployment }] : [];
}

function thenOf({ past, deployment }: Use, kind: MilestoneReport['kind'], party: Owner['party']): Took | null {
  const milestone = past.milestones.find((one) => one.deploymentId === deployment.id && one.kind === kind && one.party === party);
  return milestone ? tookOf(milestone, deployment, past.activation) : null;
}

function trendOf(now: Took | null, then: Took | null, { alike }: AfterActionPolicy): Trend {
  if (now === null || then === null || now.share === null || then.share === null) return 'incomparable';
  const by = now.share - then.share;
  if (Math.abs(by) <= alike.value) return 'alike';
  return by < 0 ? 'better' : 'worse';
}
