import { Injectable } from '@nestjs/common';
import { Alerts, CallTasks, type CallTaskView, type AlertView } from '../alerts/index.js';
import type { Groups, Instant, LocalDay, Scope } from '../kernel/index.js';
import { Organisations } from '../organisations/index.js';
import { Database } from '../platform/database/index.js';
import { RecordReader, type TimelineEntry } from '../record/index.js';
import type { Activation } from './activation.entity.js';
import { lastPresent, readActivation, type ActivationAggregate } from './activation-aggregate.js';
import type { CommitmentRow } from './commitment.entity.js';
import type { Deployment, LocationSnapshot, Replan } from './deployment.entity.js';
import { deadlineFor, firstNightOf, forPlaces, openPlaces, presenceDays, type CriticalPath, type DeploymentState, type PresenceDay } from './domain/index.js';
import { type ExtraPlacesView, extraPlacesView } from './extra-places-view.js';
import type { InformationTask } from './information-task.entity.js';
import type { Milestone } from './milestone.entity.js';
import { organisationNames } from './organisation-names.js';
import type { PressLine } from './press-line.entity.js';
import type { ProConfirmation } from './pro-confirmation.entity.js';
import type { Ride } from './ride.entity.js';
import type { StayExtension } from './stay-extension.entity.js';
import { seesDeployment, seesLine, VISIBLE_SQL, visibleParameters } from './visibility.js';
import { pathOf } from './watch-paths.js';

export type OrganisationName = { readonly id: string; readonly name: string };

export type MilestoneView = {
  readonly id: string;
  readonly deploymentId: string;
  readonly kind: Milestone['kind'];
  readonly owner: OrganisationName;
  readonly dueAt: Instant;
  readonly state: Milestone['state'];
  readonly overdue: boolean;
  readonly doneAt: Instant | null;
  readonly doneLate: boolean | null;
  readonly note: string | null;
  /** By how much it may still slip without `open` missing the deadline; negative when it is missed already. Null unless it remains to be done. */
  readonly slackSeconds: number | null;
};

/** When a deployment that is being prepared will open, and what decides that now. */
export type PathView = Pick<CriticalPath, 'expectedOpenAt' | 'willBeLate' | 'slackSeconds'> & {
  readonly next: readonly { readonly kind: Milestone['kind']; readonly owner: OrganisationName }[];
};

export type CommitmentView = Pick<CommitmentRow, 'answer' | 'conditions' | 'reason' | 'byName' | 'byFunction' | 'mandate' | 'late' | 'at' | 'channel' | 'details'> & {
  readonly organisation: OrganisationName;
};

/** A request for a longer stay, with its answer. */
export type StayExtensionView = Pick<StayExtension, 'id' | 'lastNight' | 'lastNightBefore' | 'reason' | 'askedAt' | 'answer' | 'conditions' | 'answerReason' | 'decisionReference' | 'byName' | 'byFunction' | 'channel' | 'answeredAt' | 'closedAt'> & {
  readonly askedBy: OrganisationName;
};

/** A ride from Ter Apel: persons per group, never a name. */
export type RideView = Pick<Ride, 'id' | 'carrier' | 'seats' | 'boarded' | 'departedAt' | 'expectedAt' | 'arrived' | 'arrivedAt' | 'alarmedAt' | 'cancelledAt'>;

/** Somebody whom the municipality informs. */
export type InformationTaskView = Pick<InformationTask, 'id' | 'deploymentId' | 'kind' | 'required' | 'dueAt' | 'state' | 'doneAt' | 'doneLate' | 'note'> & { readonly overdue: boolean };

/** `neverPublish`: of an exercise. */
export type PressLineView = Pick<PressLine, 'textNl' | 'textEn' | 'publishFrom' | 'version' | 'setAt'> & {
  readonly spokesperson: Pick<PressLine, 'name' | 'organisation' | 'telephone'>;
  readonly neverPublish: boolean;
};

export type DeploymentView = {
  readonly id: string;
  readonly locationId: string;
  readonly municipality: OrganisationName;
  readonly location: LocationSnapshot;
  readonly places: number;
  readonly groups: Groups;
  /** The extra places that it is for; null: those asked for at the trigger. */
  readonly extraPlacesId: string | null;
  /** By when it must be open: the activation's deadline, or the own one of its extra places. */
  readonly deadlineAt: Instant;
  readonly state: DeploymentState;
  readonly reason: string;
  readonly stateReason: string | null;
  readonly replacesId: string | null;
  /** What re-planning came to after it was lost; why other buildings are no help only for those who plan. */
  readonly replan: Replan | null;
  readonly openedAt: Instant | null;
  readonly openedLate: boolean | null;
  readonly present: { readonly groups: Groups; readonly total: number; readonly at: Instant } | null;
  /** What was reported, day by day, the latest first. */
  readonly presenceDays: readonly PresenceDay[];
  /** The latest first. */
  readonly rides: readonly RideView[];
  /** The first night that is planned. */
  readonly firstNight: LocalDay;
  /** The day on which the last agreed night begins; null until the municipality commits. */
  readonly lastNight: LocalDay | null;
  /** The last one. */
  readonly stayExtension: StayExtensionView | null;
  /** Null unless it is being prepared in an activation that runs. */
  readonly path: PathView | null;
  readonly milestones: readonly MilestoneView[];
  readonly commitments: readonly CommitmentView[];
  /** In the order in which they are due. */
  readonly informationTasks: readonly InformationTaskView[];
};

/** Everything one audience may see of an activation, as of `serverNow`. */
export type ActivationView = {
  readonly serverNow: Instant;
  readonly activation: Activation;
  /** Of the places asked for at the trigger; extra places are counted apart. */
  readonly openPlaces: number;
  /** Oldest first. */
  readonly extras: readonly ExtraPlacesView[];
  /** Null when PRO triggered it by itself. */
  readonly onBehalf: ProConfirmation | null;
  readonly deployments: readonly DeploymentView[];
  /** Null until somebody sets it. */
  readonly pressLine: PressLineView | null;
  readonly alerts: readonly (AlertView & { readonly organisation: OrganisationName })[];
  /** Who must be telephoned; for the duty desk and those who oversee it. */
  readonly callTasks: readonly (CallTaskView & { readonly organisation: OrganisationName })[];
  readonly timeline: readonly (TimelineEntry & { readonly organisation: OrganisationName | null })[];
};

export type DueMomentView = {
  readonly kind: string;
  readonly dueAt: Instant;
  readonly doneAt: Instant | null;
  readonly lapsedAt: Instant | null;
  readonly supersededAt: Instant | null;
  readonly attempts: number;
};

export type ActivationSummary = Pick<Activation, 'id' | 'reserveRequestId' | 'exercise' | 'status' | 'places' | 'plannedPlaces' | 'triggeredAt' | 'deadlineAt' | 'outcome' | 'outcomeAt' | 'endedAt'> & {
  readonly openPlaces: number;
};

/** Reads activations for pages and the API: each audience its own part. */
@Injectable()
export class ActivationReader {
  constructor(
    private readonly database: Database,
    private readonly organisations: Organisations,
    private readonly alerts: Alerts,
    private readonly callTasks: CallTasks,
    private readonly record: RecordReader,
  ) {}

  /** Throws REQUEST.NOT_FOUND when it does not exist or may not be seen. */
  async view(scope: Scope, id: string): Promise<ActivationView> {
    const aggregate = await readActivation(this.database, scope, id);
    const names = await organisationNames(this.organisations, this.database);
    const named = (organisationId: string): OrganisationName => ({ id: organisationId, name: names.get(organisationId) ?? '' });
    const alerts = (await this.alerts.ofTopic(this.database, id)).filter((alert) => seesOrganisation(scope, alert.organisationId));
    const entries = await this.record.ofActivation(this.database, id);
    const now = await this.database.now();
    const deployments = aggregate.deployments.filter(({ municipalityId }) => seesDeployment(scope, municipalityId)).map((deployment) => deploymentView(scope, aggregate, deployment, now, named));
    const extras = extraPlacesView(scope, aggregate, named);
    const own = new Set([id, ...extras.map((extra) => extra.id), ...partsOf(deployments), ...alerts.flatMap((alert) => [alert.id, ...alert.deliveries.map((delivery) => delivery.id)])]);
    const timeline = entries.filter((entry) => seesLine(scope, entry, own));
    const callTasks = telephones(scope) ? await this.callTasks.ofTopic(this.database, id) : [];
    return {
      serverNow: now,
      activation: aggregate.activation,
      openPlaces: openPlaces(forPlaces(aggregate.deployments)),
      extras,
      onBehalf: aggregate.onBehalf,
      deployments,
      pressLine: pressLineView(aggregate),
      alerts: alerts.map((alert) => ({ ...alert, organisation: named(alert.organisationId) })),
      callTasks: callTasks.map((task) => ({ ...task, organisation: named(task.organisationId) })),
      timeline: timeline.map((entry) => ({ ...entry, personal: entry.organisationId === null || seesOrganisation(scope, entry.organisationId) ? entry.personal : null, organisation: entry.organisationId ? named(entry.organisationId) : null })),
    };
  }

  /** Due moments of the activation, its extra places, its deployments, their milestones and its alerts, in the order in which they were due. */
  async dueMoments(scope: Scope, id: string): Promise<DueMomentView[]> {
    const view = await this.view(scope, id);
    const subjects = [id, ...view.extras.map((extra) => extra.id), ...partsOf(view.deployments), ...view.alerts.map((alert) => alert.id)];
    return this.database.query<DueMomentView>(
      `SELECT kind, due_at AS "dueAt", done_at AS "doneAt", lapsed_at AS "lapsedAt", superseded_at AS "supersededAt", attempts
         FROM due_moments WHERE subject_id = ANY($1::uuid[]) ORDER BY due_at, kind, id`, [subjects]);
  }

  /** Newest first. `running` true: only those that run. */
  async list(scope: Scope, filter: { running?: boolean; reserveRequestId?: string } = {}, limit = 100): Promise<ActivationSummary[]> {
    const rows = await this.database.query<SummaryRow>(
      `SELECT a.id, a.reserve_request_id, a.exercise, a.status, a.places, a.planned_places, a.triggered_at, a.deadline_at, a.outcome, a.outcome_at, a.ended_at,
              coalesce((SELECT sum(d.places) FROM deployments d WHERE d.activation_id = a.id AND d.extra_places_id IS NULL AND d.state = 'open'), 0)::int AS open_places
         FROM activations a
        WHERE ${VISIBLE_SQL} AND ($3::boolean IS NOT TRUE OR a.status = 'running') AND ($4::uuid IS NULL OR a.reserve_request_id = $4)
        ORDER BY a.status = 'running' DESC, a.triggered_at DESC LIMIT $5`,
      [...visibleParameters(scope), filter.running ?? null, filter.reserveRequestId ?? null, limit],
    );
    return rows.map(summaryOf);
  }
}

type SummaryRow = {
  id: string; reserve_request_id: string; exercise: boolean; status: Activation['status']; places: number; planned_places: number;
  triggered_at: Date; deadline_at: Date; outcome: Activation['outcome']; outcome_at: Date | null; ended_at: Date | null; open_places: number;
};

const summaryOf = (row: SummaryRow): ActivationSummary => ({
  id: row.id, reserveRequestId: row.reserve_request_id, exercise: row.exercise, status: row.status, places: row.places, plannedPlaces: row.planned_places,
  triggeredAt: row.triggered_at, deadlineAt: row.deadline_at, outcome: row.outcome, outcomeAt: row.outcome_at, endedAt: row.ended_at, openPlaces: row.open_places,
});

// What due moments and lines of the record are about.
const partsOf = (deployments: readonly DeploymentView[]): string[] =>
  deployments.flatMap((deployment) => [deployment.id, ...[...deployment.milestones, ...deployment.informationTasks, ...deployment.rides].map((part) => part.id)]);

// Call tasks show everybody's telephone numbers.
const telephones = (scope: Scope): boolean => ['system', 'ministry', 'operations', 'auditor'].includes(scope.kind);

// Deliveries name people: parties see their own, those who oversee see all.
const seesOrganisation = (scope: Scope, organisationId: string): boolean =>
  ['system', 'ministry', 'operations', 'auditor'].includes(scope.kind) || (scope.kind !== 'system' && scope.organisationId === organisationId);

// Other municipalities’ buildings are not for everybody.
const plans = (scope: Scope): boolean => ['system', 'ministry', 'province', 'operations', 'auditor'].includes(scope.kind);

function deploymentView(scope: Scope, aggregate: ActivationAggregate, deployment: Deployment, now: Instant, named: (id: string) => OrganisationName): DeploymentView {
  const { milestones, commitments, stayExtensions } = aggregate;
  const { id, locationId, municipalityId, location, places, groups, state, reason, stateReason, replacesId, replan, openedAt, openedLate, lastNight, createdAt, extraPlacesId } = deployment;
  const deadlineAt = deadlineFor(aggregate.activation, deployment);
  const path = pathOf(aggregate, deployment, now);
  const slackOf = new Map(path?.steps.map((step) => [step.id, step.slackSeconds]));
  const last = lastPresent(aggregate, id);
  const extension = stayExtensions.findLast(({ deploymentId }) => deploymentId === id);
  return {
    id, locationId, location, places, groups, extraPlacesId, deadlineAt, state, reason, stateReason, replacesId, openedAt, openedLate, lastNight,
    municipality: named(municipalityId),
    replan: replan && (plans(scope) ? replan : { ...replan, rejected: [] }),
    firstNight: firstNightOf(deadlineAt, createdAt),
    stayExtension: extension ? stayView(extension, named) : null,
    present: last ? { groups: last.present, total: last.total, at: last.countedAt } : null,
    presenceDays: presenceDays(aggregate.presence.filter(({ deploymentId }) => deploymentId === id)),
    rides: aggregate.rides.filter(({ deploymentId }) => deploymentId === id).map(rideView).reverse(),
    path: path && pathView(path, named),
    milestones: milestones.filter(({ deploymentId }) => deploymentId === id).map((milestone) => milestoneView(milestone, slackOf.get(milestone.id) ?? null, named)),
    commitments: commitments.filter(({ deploymentId }) => deploymentId === id).map((row) => ({ ...row, organisation: named(row.organisationId) })),
    informationTasks: aggregate.informationTasks.filter(({ deploymentId }) => deploymentId === id).map(informationView),
  };
}

const informationView = ({ id, deploymentId, kind, required, dueAt, state, overdueAt, doneAt, doneLate, note }: InformationTask): InformationTaskView => ({
  id, deploymentId, kind, required, dueAt, state, overdue: overdueAt !== null && state === 'open', doneAt, doneLate, note,
});

function pressLineView({ activation, pressLine }: Pick<ActivationAggregate, 'activation' | 'pressLine'>): PressLineView | null {
  if (!pressLine) return null;
  const { name, organisation, telephone, textNl, textEn, publishFrom, version, setAt } = pressLine;
  return { spokesperson: { name, organisation, telephone }, textNl, textEn, publishFrom, neverPublish: activation.exercise, version, setAt };
}

const rideView = ({ id, carrier, seats, boarded, departedAt, expectedAt, arrived, arrivedAt, alarmedAt, cancelledAt }: Ride): RideView =>
  ({ id, carrier, seats, boarded, departedAt, expectedAt, arrived, arrivedAt, alarmedAt, cancelledAt });

function stayView(extension: StayExtension, named: (id: string) => OrganisationName): StayExtensionView {
  const { id, lastNight, lastNightBefore, reason, askedBy, askedAt, answer, conditions, answerReason, decisionReference, byName, byFunction, channel, answeredAt, closedAt } = extension;
  return { id, lastNight, lastNightBefore, reason, askedBy: named(askedBy), askedAt, answer, conditions, answerReason, decisionReference, byName, byFunction, channel, answeredAt, closedAt };
}

const pathView = ({ expectedOpenAt, willBeLate, slackSeconds, steps }: CriticalPath, named: (id: string) => OrganisationName): PathView => ({
  expectedOpenAt, willBeLate, slackSeconds,
  next: steps.filter(({ critical, canBegin }) => critical && canBegin).map(({ kind, owner }) => ({ kind, owner: named(owner) })),
});

const milestoneView = (
  { id, deploymentId, kind, organisationId, dueAt, state, overdueAt, doneAt, doneLate, details }: Milestone, slackSeconds: number | null, named: (id: string) => OrganisationName,
): MilestoneView => ({
  id, deploymentId, kind, owner: named(organisationId), dueAt, state, overdue: overdueAt !== null && state === 'open', doneAt, doneLate, note: details?.note ?? null, slackSeconds,
});
