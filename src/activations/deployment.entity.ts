import { Column, Entity, PrimaryColumn } from 'typeorm';
import { newId, type Groups, type Instant, type LocalDay } from '../kernel/index.js';
import type { RegisteredLocation } from '../locations/index.js';
import type { DeploymentState, PlanReason } from './domain/index.js';

/** Name and address of the location as they were when it was planned: what was sent stays readable. */
export type LocationSnapshot = {
  readonly name: string;
  readonly street: string;
  readonly houseNumber: string;
  readonly postcode: string;
  readonly place: string;
  readonly municipalityName: string;
};

/** What re-planning came to: who comes instead, how many stay without a place, and why other buildings are no help. */
export type Replan = {
  readonly at: string;
  /** Within which a building had to be usable. */
  readonly withinHours: number;
  readonly places: number;
  readonly shortfall: number;
  readonly rejected: readonly { readonly name: string; readonly reason: PlanReason }[];
};

@Entity('deployments')
export class Deployment {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'activation_id' }) activationId: string;
  @Column('uuid', { name: 'location_id' }) locationId: string;
  @Column('uuid', { name: 'municipality_id' }) municipalityId: string;
  @Column('jsonb') location: LocationSnapshot;
  @Column('integer') places: number;
  @Column('jsonb') groups: Groups;
  @Column('text') state: DeploymentState;
  /** Why this location was planned. */
  @Column('text') reason: string;
  /** Why it was refused or failed. */
  @Column('text', { name: 'state_reason', nullable: true }) stateReason: string | null;
  @Column('uuid', { name: 'replaces_id', nullable: true }) replacesId: string | null;
  /** The extra places that it is for; null: those asked for at the trigger. */
  @Column('uuid', { name: 'extra_places_id', nullable: true }) extraPlacesId: string | null;
  /** That of its extra places; null: the activation's. To be asked for through `deadlineFor`. */
  @Column('timestamptz', { name: 'deadline_at', nullable: true }) deadlineAt: Instant | null;
  /** After it was refused or failed. */
  @Column('jsonb', { nullable: true }) replan: Replan | null;
  /** From the call until people can come in, as fractions of the window of the request; as known when it was planned. */
  @Column('double precision', { name: 'lead_time_measured', nullable: true }) leadTimeMeasured: number | null;
  @Column('double precision', { name: 'lead_time_stated', nullable: true }) leadTimeStated: number | null;
  /** When it was said that it will be late, for which deadline, and when it was expected to open then. */
  @Column('timestamptz', { name: 'late_warned_at', nullable: true }) lateWarnedAt: Instant | null;
  @Column('timestamptz', { name: 'late_warned_for', nullable: true }) lateWarnedFor: Instant | null;
  @Column('timestamptz', { name: 'late_expected_at', nullable: true }) lateExpectedAt: Instant | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Instant;
  @Column('timestamptz', { name: 'opened_at', nullable: true }) openedAt: Instant | null;
  @Column('boolean', { name: 'opened_late', nullable: true }) openedLate: boolean | null;
  @Column('timestamptz', { name: 'closed_at', nullable: true }) closedAt: Instant | null;
  /** The day on which the last agreed night begins; null until the municipality commits. */
  @Column('date', { name: 'last_night', nullable: true }) lastNight: LocalDay | null;
}

type PlannedUse = { readonly places: number; readonly groups: Groups; readonly reason: string; readonly replacesId: string | null; /** Absent: for the places asked for at the trigger. */ readonly extra?: Extra | null | undefined };
type Extra = { readonly id: string; readonly deadlineAt: Instant | null };

/** A deployment in its first state, with the location's name, address and lead time as they are now. */
export function newDeployment(activationId: string, location: RegisteredLocation, { extra, ...planned }: PlannedUse, requestWindowSeconds: number, now: Instant): Deployment {
  const { name, municipalityName, address, facts } = location;
  const share = (hours: number | null): number | null => (hours === null ? null : (hours * 3600) / requestWindowSeconds);
  const { street, houseNumber, postcode, place } = address;
  return Object.assign(new Deployment(), {
    id: newId(), activationId, locationId: location.id, municipalityId: location.organisationId,
    location: { name, street, houseNumber, postcode, place, municipalityName },
    ...planned, extraPlacesId: extra?.id ?? null, deadlineAt: extra?.deadlineAt ?? null, leadTimeMeasured: share(facts.measuredLeadTimeHours), leadTimeStated: share(facts.leadTimeHours),
    lateWarnedAt: null, lateWarnedFor: null, lateExpectedAt: null, state: 'alerted' as const, stateReason: null, replan: null, createdAt: now, openedAt: null, openedLate: null, closedAt: null, lastNight: null,
  });
}
