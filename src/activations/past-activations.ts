import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import type { Party } from '../../config/activation.js';
import type { Instant, Scope } from '../kernel/index.js';
import { Database } from '../platform/database/index.js';
import { RecordReader } from '../record/index.js';
import { Activation } from './activation.entity.js';
import { partyOf, readActivation, type ActivationAggregate } from './activation-aggregate.js';
import { CommitmentRow } from './commitment.entity.js';
import { Deployment } from './deployment.entity.js';
import { againstFirstDeadline, deadlineFor, forPlaces } from './domain/index.js';
import { MILESTONE_OVERDUE } from './due-moments.js';
import { ExtraPlaces } from './extra-places.entity.js';
import { Milestone } from './milestone.entity.js';
import { seesDeployment, seesExtraPlaces, VISIBLE_SQL, visibleParameters } from './visibility.js';

export type PastDeployment = Pick<Deployment, 'id' | 'locationId' | 'municipalityId' | 'places' | 'state' | 'stateReason' | 'replacesId' | 'createdAt' | 'openedAt' | 'closedAt'> & {
  /** Of the extra places that it was for; null: of those asked for at the trigger. */
  readonly extraPlacesId: string | null;
  /** The deadline of its extra places as it was at first; null: the activation's. */
  readonly firstDeadlineAt: Instant | null;
  readonly name: string;
  readonly municipalityName: string;
};
/** `deadlineAt`: of their own or the activation's. `openedPlaces`: of the locations that opened, those of others too. */
export type PastExtraPlaces = Pick<ExtraPlaces, 'id' | 'places' | 'reason' | 'askedAt' | 'firstDeadlineAt' | 'outcome' | 'outcomeAt'> & { readonly deadlineAt: Instant; readonly openedPlaces: number };
/** `firstDueAt`: as it was when the deployment joined; another than `dueAt` where a deadline was put off. */
export type PastMilestone = Pick<Milestone, 'deploymentId' | 'kind' | 'organisationId' | 'dueAt' | 'state' | 'doneAt'> & { readonly party: Party; readonly firstDueAt: Instant };
export type PastCommitment = Pick<CommitmentRow, 'deploymentId' | 'organisationId' | 'answer' | 'late' | 'at'>;

/** An activation as it is looked back upon: what was decided and done when, by which organisation; nobody’s name. */
export type PastActivation = {
  readonly activation: Omit<Activation, 'groups' | 'shortfall' | 'version' | 'changedAt'>;
  /** How it stands against the first deadline; null where that cannot be said, or where there was only one. */
  readonly againstFirstDeadline: 'met' | 'missed' | null;
  /** Places of the locations that opened, those of others too; without extra places. */
  readonly openedPlaces: number;
  readonly deployments: readonly PastDeployment[];
  /** Those with locations that the reader may see. */
  readonly extras: readonly PastExtraPlaces[];
  readonly milestones: readonly PastMilestone[];
  readonly commitments: readonly PastCommitment[];
};

/** One time that the deadline was put off. */
export type PastExtension = { readonly at: Instant; readonly from: Instant; readonly to: Instant };

/** Reads activations for looking back: each audience its own part, a municipality its own buildings. */
@Injectable()
export class PastActivations {
  constructor(
    private readonly database: Database,
    private readonly record: RecordReader,
  ) {}

  /** Throws REQUEST.NOT_FOUND when it does not exist or may not be seen. One that still runs is given as it stands. */
  async one(scope: Scope, id: string): Promise<PastActivation> {
    const aggregate = await readActivation(this.database, scope, id);
    return pastOf(scope, aggregate, await this.firstDue([id]));
  }

  /** When the deadline was put off, oldest first. */
  async extensions(id: string): Promise<PastExtension[]> {
    const entries = await this.record.ofSubject(this.database, id);
    return entries.filter(({ action }) => action === 'activation.deadline-extended').map(({ at, before, after }) => ({ at, from: deadlineIn(before), to: deadlineIn(after) }));
  }

  /** The last `limit` activations of each of these locations that were stood down before `activation` was triggered, newest first; a refusal is none. */
  async earlierAt(scope: Scope, { triggeredAt }: Pick<Activation, 'triggeredAt'>, locationIds: readonly string[], limit: number): Promise<PastActivation[]> {
    const rows = await this.database.query<{ id: string }>(
      `SELECT DISTINCT past.id, past.triggered_at FROM unnest($3::uuid[]) AS wanted(location_id), LATERAL (
         SELECT a.id, a.triggered_at FROM activations a
          WHERE a.status = 'ended' AND a.ended_at <= $4 AND ${VISIBLE_SQL}
            AND EXISTS (SELECT 1 FROM deployments u WHERE u.activation_id = a.id AND u.location_id = wanted.location_id AND u.state <> 'refused')
          ORDER BY a.triggered_at DESC LIMIT $5) past
        ORDER BY past.triggered_at DESC, past.id`,
      [...visibleParameters(scope), locationIds, triggeredAt, limit],
    );
    return this.load(scope, rows.map(({ id }) => id));
  }

  private async load(scope: Scope, ids: readonly string[]): Promise<PastActivation[]> {
    if (ids.length === 0) return [];
    const where = { activationId: In([...ids]) };
    const { manager } = this.database;
    const activations = await manager.find(Activation, { where: { id: In([...ids]) } });
    const deployments = await manager.find(Deployment, { where, order: { createdAt: 'ASC', id: 'ASC' } });
    const extras = await manager.find(ExtraPlaces, { where, order: { askedAt: 'ASC', id: 'ASC' } });
    const milestones = await manager.find(Milestone, { where, order: { dueAt: 'ASC', id: 'ASC' } });
    const commitments = await manager.find(CommitmentRow, { where: { ...where, retractedAt: IsNull() }, order: { at: 'ASC' } });
    const firstDue = await this.firstDue(ids);
    const of = <Row extends { activationId: string }>(rows: Row[], id: string): Row[] => rows.filter(({ activationId }) => activationId === id);
    return ids.map((id) => pastOf(scope, {
      activation: activations.find((activation) => activation.id === id)!,
      deployments: of(deployments, id), extras: of(extras, id), milestones: of(milestones, id), commitments: of(commitments, id), presence: [], stayExtensions: [], rides: [], informationTasks: [], pressLine: null, onBehalf: null,
    }, firstDue));
  }

  // A due time that moves is the next version of its due moment: the first one says what was agreed at the start.
  private async firstDue(activationIds: readonly string[]): Promise<ReadonlyMap<string, Instant>> {
    const rows = await this.database.query<{ id: string; due_at: Date }>(
      `SELECT m.id, d.due_at FROM milestones m JOIN due_moments d ON d.subject_id = m.id AND d.kind = $2 AND d.due_version = 1 WHERE m.activation_id = ANY($1::uuid[])`,
      [activationIds, MILESTONE_OVERDUE.kind],
    );
    return new Map(rows.map(({ id, due_at: dueAt }) => [id, dueAt]));
  }
}

const deadlineIn = (values: unknown): Instant => new Date((values as { deadlineAt: string }).deadlineAt);

function pastOf(scope: Scope, aggregate: ActivationAggregate, firstDue: ReadonlyMap<string, Instant>): PastActivation {
  const { activation, milestones, commitments } = aggregate;
  const deployments = aggregate.deployments.filter(({ municipalityId }) => seesDeployment(scope, municipalityId));
  const seen = new Set(deployments.map(({ id }) => id));
  const opened = aggregate.deployments.filter(({ openedAt, state }) => openedAt !== null && state !== 'failed');
  const openedFor = (extraPlacesId: string | null): number => forPlaces(opened, extraPlacesId).reduce((sum, { places }) => sum + places, 0);
  const firstDeadlineOf = new Map(aggregate.extras.map(({ id, firstDeadlineAt }) => [id, firstDeadlineAt]));
  return {
    activation,
    againstFirstDeadline: activation.endedAt && againstFirstDeadline(activation, activation.endedAt),
    openedPlaces: openedFor(null),
    deployments: deployments.map((deployment) => pastDeployment(deployment, firstDeadlineOf.get(deployment.extraPlacesId ?? '') ?? null)),
    extras: aggregate.extras.filter(({ id }) => seesExtraPlaces(scope, deployments, id)).map((extra) => {
      const { id, places, reason, askedAt, firstDeadlineAt, outcome, outcomeAt } = extra;
      return { id, places, reason, askedAt, firstDeadlineAt, outcome, outcomeAt, deadlineAt: deadlineFor(activation, extra), openedPlaces: openedFor(id) };
    }),
    milestones: milestones.filter(({ deploymentId }) => seen.has(deploymentId)).map(({ id, deploymentId, kind, organisationId, dueAt, state, doneAt }) => ({
      deploymentId, kind, organisationId, dueAt, state, doneAt, party: partyOf(aggregate, organisationId)!, firstDueAt: firstDue.get(id) ?? dueAt,
    })),
    commitments: commitments.filter(({ deploymentId }) => seen.has(deploymentId)).map(({ deploymentId, organisationId, answer, late, at }) => ({ deploymentId, organisationId, answer, late, at })),
  };
}

const pastDeployment = ({ id, extraPlacesId, locationId, municipalityId, places, state, stateReason, replacesId, createdAt, openedAt, closedAt, location: { name, municipalityName } }: Deployment, firstDeadlineAt: Instant | null): PastDeployment =>
  ({ id, extraPlacesId, firstDeadlineAt, locationId, municipalityId, places, state, stateReason, replacesId, createdAt, openedAt, closedAt, name, municipalityName });
