import { addSeconds, Problem, NOT_FOUND, type Instant, type Scope } from '../kernel/index.js';
import { ACTIVATION_POLICY, type Party } from '../../config/activation.js';
import { readTogether, type Database, type Tx } from '../platform/database/index.js';
import { Activation } from './activation.entity.js';
import { CommitmentRow } from './commitment.entity.js';
import { Deployment } from './deployment.entity.js';
import { lastDeadline, type Outcome, type OutcomeActivation } from './domain/index.js';
import { ExtraPlaces } from './extra-places.entity.js';
import { InformationTask } from './information-task.entity.js';
import { Milestone } from './milestone.entity.js';
import { PresenceReport } from './presence-report.entity.js';
import { PressLine } from './press-line.entity.js';
import { ProConfirmation } from './pro-confirmation.entity.js';
import { Ride } from './ride.entity.js';
import { StayExtension } from './stay-extension.entity.js';
import { maySee } from './visibility.js';

/** One activation with everything that is decided together with it. */
export type ActivationAggregate = {
  readonly activation: Activation;
  readonly deployments: Deployment[];
  /** Places asked for after the trigger, oldest first. */
  readonly extras: ExtraPlaces[];
  readonly milestones: Milestone[];
  /** Those that stand; what was taken back is in the record. */
  readonly commitments: CommitmentRow[];
  readonly presence: PresenceReport[];
  readonly stayExtensions: StayExtension[];
  readonly rides: Ride[];
  /** Whom the municipalities inform. */
  readonly informationTasks: InformationTask[];
  readonly pressLine: PressLine | null;
  /** Whether PRO confirmed what operations triggered on its behalf; null when it triggered by itself. */
  readonly onBehalf: ProConfirmation | null;
};

const OWN = 't.activation_id = $1';
const PARTS = {
  activations: { entity: Activation, where: 't.id = $1', orderBy: 't.id' },
  deployments: { entity: Deployment, where: OWN, orderBy: 't.created_at, t.id' },
  extras: { entity: ExtraPlaces, where: OWN, orderBy: 't.asked_at, t.id' },
  milestones: { entity: Milestone, where: OWN, orderBy: 't.due_at, t.id' },
  commitments: { entity: CommitmentRow, where: `${OWN} AND t.retracted_at IS NULL`, orderBy: 't.at' },
  presence: { entity: PresenceReport, where: OWN, orderBy: 't.counted_at, t.at' },
  stayExtensions: { entity: StayExtension, where: OWN, orderBy: 't.asked_at, t.id' },
  rides: { entity: Ride, where: OWN, orderBy: 't.departed_at, t.id' },
  informationTasks: { entity: InformationTask, where: OWN, orderBy: 't.due_at, t.id' },
  pressLines: { entity: PressLine, where: OWN, orderBy: 't.activation_id' },
  confirmations: { entity: ProConfirmation, where: OWN, orderBy: 't.activation_id' },
};

/** Loads without locking, for reading. Throws REQUEST.NOT_FOUND when it does not exist or may not be seen. */
export async function readActivation(source: Database | Tx, scope: Scope, id: string): Promise<ActivationAggregate> {
  const { activations, pressLines, confirmations, ...parts } = await readTogether(source, [id], PARTS);
  if (!activations[0]) throw new Problem(NOT_FOUND);
  const aggregate = { activation: activations[0], ...parts, pressLine: pressLines[0] ?? null, onBehalf: confirmations[0] ?? null };
  if (!maySee(scope, aggregate)) throw new Problem(NOT_FOUND);
  return aggregate;
}

/** The activation that a deployment, extra places, a milestone, a request for a longer stay, a ride or whom to inform belongs to. Throws REQUEST.NOT_FOUND. */
export async function activationIdOf(source: Tx, table: 'deployments' | 'extra_places' | 'milestones' | 'stay_extensions' | 'rides' | 'information_tasks', id: string): Promise<string> {
  const rows = await source.query<{ activation_id: string }>(`SELECT activation_id FROM ${table} WHERE id = $1`, [id]);
  if (!rows[0]) throw new Problem(NOT_FOUND);
  return rows[0].activation_id;
}

/** What kind of party an organisation is within an activation; undefined for those who owe nothing. */
export function partyOf(aggregate: Pick<ActivationAggregate, 'activation' | 'deployments'>, organisationId: string | null): Party | undefined {
  const { redCrossId, coaId } = aggregate.activation.parties;
  if (organisationId === redCrossId) return 'red-cross';
  if (organisationId === coaId) return 'coa';
  return aggregate.deployments.some(({ municipalityId }) => municipalityId === organisationId) ? 'municipality' : undefined;
}

/** The organisation that plays a party's part at a deployment. */
export function organisationOf(activation: Activation, municipalityId: string, party: Party): string {
  if (party === 'municipality') return municipalityId;
  return party === 'coa' ? activation.parties.coaId : activation.parties.redCrossId;
}

/** The facts that the outcome, of the activation or of extra places, is decided from. */
export const outcomeFactsOf = (activation: Activation, { places, deadlineAt, outcome, outcomeAt }: Activation | ExtraPlaces = activation): OutcomeActivation => ({
  lifecycle: activation.status,
  stoppedAt: activation.endedAt,
  requestedPlaces: places,
  deadlineAt: deadlineAt ?? activation.deadlineAt,
  outcome: outcome ? ({ kind: outcome, at: outcomeAt!, openPlaces: 0, reason: 'ended-before' } as Outcome) : null,
});

/** When the first person was reported present, or null. */
export const firstPresentAt = (presence: readonly PresenceReport[]): Instant | null => presence.find(({ total }) => total > 0)?.at ?? null;

/** The last head count of a deployment; undefined before the first. */
export const lastPresent = ({ presence }: Pick<ActivationAggregate, 'presence'>, deploymentId: string): PresenceReport | undefined =>
  presence.findLast((report) => report.deploymentId === deploymentId);

/** What was asked for: the activation's own places, or extra ones. */
export const askedFor = ({ activation, extras }: Pick<ActivationAggregate, 'activation' | 'extras'>, extraPlacesId: string | null): Activation | ExtraPlaces =>
  extraPlacesId === null ? activation : extras.find(({ id }) => id === extraPlacesId)!;

/** Answer links stay usable for a while after the last deadline: late answers count as late, not as nothing. */
export const answerLinkUntil = (activation: Pick<Activation, 'deadlineAt'>, deployments: readonly Pick<Deployment, 'deadlineAt'>[]): Instant =>
  addSeconds(lastDeadline(activation, deployments), ACTIVATION_POLICY.answerLinkDays.value * 86_400);
