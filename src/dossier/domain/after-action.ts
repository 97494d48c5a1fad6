import type { AfterActionPolicy } from '../../../config/after-action.js';
import type { PastActivation, PastDeployment, PastExtension } from '../../activations/index.js';
import { Problem, type ProblemType } from '../../kernel/index.js';
import type { AfterActionFacts, Sees } from './after-action-facts.js';
import { callReports, deliveryReport, organisationDelays, type CallReport, type DeliveryReport, type OrganisationDelays } from './answer-delays.js';
import { compareLocation, type LocationComparison } from './compare-activations.js';
import { isFault, judgeMilestone, windowOf, type MilestoneReport, type Owner } from './milestone-verdict.js';

export const STILL_RUNNING: ProblemType = {
  code: 'ACTIVATION.STILL_RUNNING',
  status: 409,
  title: { nl: 'De inzet loopt nog', en: 'The activation is still running' },
  detail: {
    nl: 'De evaluatie is er zodra de inzet is beëindigd of geannuleerd. Volg tot dan de pagina van de inzet.',
    en: 'The after-action report is there once the activation was stood down or cancelled. Until then follow the page of the activation.',
  },
};

/** `refused` is a municipality’s right; `failed`: the building dropped out, also after it had opened. */
export const ENDINGS = ['opened', 'not-opened', 'refused', 'failed'] as const;

export type DeploymentReport = Pick<PastDeployment, 'id' | 'extraPlacesId' | 'locationId' | 'municipalityId' | 'name' | 'municipalityName' | 'places' | 'stateReason' | 'replacesId' | 'openedAt'> & {
  readonly ending: (typeof ENDINGS)[number];
  /** Seconds from the call to the deadline as it was at first. */
  readonly windowSeconds: number;
  readonly calledAt: PastDeployment['createdAt'];
  readonly milestones: readonly MilestoneReport[];
};

export type LateItem = { readonly deploymentId: string; readonly milestone: MilestoneReport };
/** What one organisation did late, the latest first. */
export type LateItems = { readonly owner: Owner; readonly totalSeconds: number; readonly items: readonly LateItem[] };

/** `compressed-exercise` proves nothing; `not-opened`: there was nothing to measure. */
export type LeadTimeProof = 'measured' | 'compressed-exercise' | 'not-opened';
export type LeadTimeReport = { readonly deploymentId: string; readonly statedHours: number | null; readonly countingHours: number | null; readonly measuredHours: number | null; readonly proof: LeadTimeProof };

export type AfterActionReport = Pick<PastActivation, 'activation' | 'againstFirstDeadline' | 'openedPlaces' | 'extras'> & {
  readonly extensions: readonly PastExtension[];
  readonly deployments: readonly DeploymentReport[];
  readonly late: readonly LateItems[];
  readonly organisations: readonly OrganisationDelays[];
  readonly delivery: DeliveryReport;
  readonly calls: readonly CallReport[];
  readonly comparisons: readonly LocationComparison[];
  readonly leadTimes: readonly LeadTimeReport[];
};

/** Throws ACTIVATION.STILL_RUNNING: a report that still changes would be quoted and then be wrong. */
export function assertOver({ status }: Pick<PastActivation['activation'], 'status'>): void {
  if (status === 'running') throw new Problem(STILL_RUNNING);
}

/** How an activation that is over went, as far as who reads it may know. Throws ACTIVATION.STILL_RUNNING. */
export function afterActionReport(facts: AfterActionFacts, sees: Sees, policy: AfterActionPolicy): AfterActionReport {
  const { activation, againstFirstDeadline, openedPlaces, extras, extensions } = facts;
  assertOver(activation);
  const deployments = facts.deployments.map((deployment) => deploymentReport(deployment, facts, sees));
  const used = facts.deployments.filter(({ state }) => state !== 'refused');
  return {
    activation, againstFirstDeadline, openedPlaces, extras, extensions, deployments,
    late: lateItems(deployments),
    organisations: organisationDelays(facts, sees),
    delivery: deliveryReport(facts, sees),
    calls: callReports(facts, sees),
    comparisons: used.map((deployment) => compareLocation(deployment, facts, deployments.find(({ id }) => id === deployment.id)!.milestones, facts.earlier, policy)),
    leadTimes: used.map((deployment) => leadTimeReport(deployment, facts)),
  };
}

function deploymentReport(deployment: PastDeployment, { activation, milestones }: PastActivation, sees: Sees): DeploymentReport {
  const { id, extraPlacesId, locationId, municipalityId, name, municipalityName, places, stateReason, replacesId, openedAt, createdAt: calledAt } = deployment;
  return {
    id, extraPlacesId, locationId, municipalityId, name, municipalityName, places, stateReason, replacesId, openedAt, calledAt,
    ending: endingOf(deployment), windowSeconds: windowOf(deployment, activation),
    milestones: milestones.filter(({ deploymentId }) => deploymentId === id).map((milestone) => judgeMilestone(milestone, deployment, activation, sees)),
  };
}

function endingOf({ state, openedAt }: PastDeployment): DeploymentReport['ending'] {
  if (state === 'refused' || state === 'failed') return state;
  return openedAt ? 'opened' : 'not-opened';
}

/** Everything that was late, by who owed it; who was latest in all comes first. */
function lateItems(deployments: readonly DeploymentReport[]): LateItems[] {
  const groups = new Map<string, { owner: Owner; items: LateItem[] }>();
  for (const { id: deploymentId, milestones } of deployments) {
    for (const milestone of milestones.filter(isFault)) {
      const { party, organisationId } = milestone.owner;
      const key = `${party} ${organisationId}`;
      const group = groups.get(key) ?? { owner: milestone.owner, items: [] };
      group.items.push({ deploymentId, milestone });
      groups.set(key, group);
    }
  }
  return [...groups.values()]
    .map(({ owner, items }) => ({ owner, totalSeconds: items.reduce((sum, { milestone }) => sum + milestone.lateSeconds, 0), items: items.toSorted((a, b) => b.milestone.lateSeconds - a.milestone.lateSeconds) }))
    .sort((a, b) => b.totalSeconds - a.totalSeconds);
}

function leadTimeReport({ id: deploymentId, locationId, openedAt }: PastDeployment, { leadTimes, provesLeadTime }: AfterActionFacts): LeadTimeReport {
  const known = leadTimes.find((one) => one.locationId === locationId);
  const proof = openedAt === null ? 'not-opened' : provesLeadTime ? 'measured' : 'compressed-exercise';
  return { deploymentId, statedHours: known?.statedHours ?? null, countingHours: known?.measuredHours ?? null, measuredHours: known?.measuredThenHours ?? null, proof };
}
