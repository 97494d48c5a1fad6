import type { PresencePolicy } from '../../../config/presence.js';
import { addSeconds, err, type FieldError, GROUP_KEYS, type GroupKey, type Groups, INVALID_INPUT, type Instant, isBefore, ok, Problem, type Result, totalOf } from '../../kernel/index.js';
import { NOT_RUNNING, RIDE_ARRIVED, RIDE_NO_ROOM, RIDE_NOT_OPEN } from './activation-errors.js';
import type { Lifecycle } from './activation-state.js';
import type { DeploymentState } from './deployment-state.js';
import { requireText, requireThat, requireWhole } from './field-checks.js';
import { RIDE_CLOSED } from './ride-errors.js';

/** A ride from Ter Apel, in persons. `arrived` null: still under way. */
export type RideFigures = { readonly boarded: Groups; readonly arrived: Groups | null; readonly arrivedAt: Instant | null; /** It did not go after all, or turned back. */ readonly cancelledAt: Instant | null };

export type RoomFacts = {
  /** Places that are planned here, and those that can be verified now: the smaller figure is what there is. */
  readonly planned: number;
  readonly verified: number;
  /** The last head count; null before the first. */
  readonly counted: { readonly total: number; readonly at: Instant } | null;
  readonly rides: readonly RideFigures[];
};

/** Neither arrived nor cancelled. */
export const isUnderWay = ({ arrived, cancelledAt }: Pick<RideFigures, 'arrived' | 'cancelledAt'>): boolean => arrived === null && cancelledAt === null;

/** Persons who left and have not arrived. */
export const personsUnderWay = (rides: readonly Pick<RideFigures, 'boarded' | 'arrived' | 'cancelledAt'>[]): number => rides.filter(isUnderWay).reduce((sum, { boarded }) => sum + totalOf(boarded), 0);

/** Places left for who is still to board; below zero when it is too full. Who arrived after the last head count is there too, though not counted yet. */
export function roomFor({ planned, verified, counted, rides }: RoomFacts): number {
  const uncounted = rides.reduce((sum, { arrived, arrivedAt }) => (arrived && arrivedAt && (!counted || counted.at < arrivedAt) ? sum + totalOf(arrived) : sum), 0);
  return Math.min(planned, verified) - (counted?.total ?? 0) - uncounted - personsUnderWay(rides);
}

export type RideFacts = { readonly lifecycle: Lifecycle; readonly deployment: DeploymentState; readonly room: RoomFacts };

/** `carrier`: a company, never a person. */
export type RideInput = { readonly carrier: string; readonly seats: number; readonly boarded: Groups; readonly departedAt: Instant; /** When it should arrive. */ readonly expectedAt: Instant };

const groupErrors = (path: string, groups: Groups): FieldError[] => GROUP_KEYS.flatMap((key) => requireWhole(`${path}.${key}`, groups[key], 0));

function expectedErrors({ departedAt, expectedAt }: RideInput, { furthestHours: { value: hours } }: Pick<PresencePolicy, 'furthestHours'>): FieldError[] {
  return requireThat(departedAt < expectedAt && !isBefore(addSeconds(departedAt, hours * 3600), expectedAt), 'expectedAt', 'not-within', {
    nl: `Kies een tijd na het vertrek, en hooguit ${hours} uur daarna.`, en: `Choose a time after the departure, and at most ${hours} hours later.`,
  });
}

/** When a ride arrives of which nobody said so. */
export const usualArrival = (departedAt: Instant, { rideMinutes }: Pick<PresencePolicy, 'rideMinutes'>): Instant => addSeconds(departedAt, rideMinutes.value * 60);

/** When a ride that has not arrived is alarmed. Who reports a departure afterwards has the same time to report the arrival. */
export const missingAt = ({ expectedAt, reportedAt }: { readonly expectedAt: Instant; readonly reportedAt: Instant }, { missingMinutes }: Pick<PresencePolicy, 'missingMinutes'>): Instant =>
  addSeconds(isBefore(expectedAt, reportedAt) ? reportedAt : expectedAt, missingMinutes.value * 60);

/**
 * Why a ride may not leave for this location; null when it may. Errors: REQUEST.INVALID with every wrong field, ACTIVATION.NOT_RUNNING,
 * RIDE.NOT_OPEN, RIDE.NO_ROOM with what there is room for.
 */
export function refuseRide({ lifecycle, deployment, room }: RideFacts, ride: RideInput, now: Instant, policy: Pick<PresencePolicy, 'aheadMinutes' | 'furthestHours'>): Problem | null {
  const boarded = totalOf(ride.boarded);
  const fields = [
    ...requireText('carrier', ride.carrier, { nl: 'Vul de naam van de vervoerder in.', en: 'Enter the name of the carrier.' }),
    ...requireWhole('seats', ride.seats, 1),
    ...groupErrors('boarded', ride.boarded),
    ...requireThat(boarded > 0, 'boarded', 'nobody', { nl: 'Vul in hoeveel personen zijn ingestapt.', en: 'Enter how many persons boarded.' }),
    ...requireThat(!(boarded > ride.seats), 'boarded', 'above-seats', { nl: 'Er zijn meer personen ingestapt dan er zitplaatsen zijn.', en: 'More persons boarded than there are seats.' }),
    ...requireThat(!isBefore(addSeconds(now, policy.aheadMinutes.value * 60), ride.departedAt), 'departedAt', 'in-future', { nl: 'Meld een rit als hij vertrekt, niet eerder.', en: 'Report a ride when it departs, not earlier.' }),
    ...expectedErrors(ride, policy),
  ];
  if (fields.length > 0) return new Problem(INVALID_INPUT, {}, fields);
  if (lifecycle !== 'running') return new Problem(NOT_RUNNING);
  if (deployment !== 'open') return new Problem(RIDE_NOT_OPEN, {}, [], { state: deployment });
  const left = Math.max(0, roomFor(room));
  return boarded > left ? new Problem(RIDE_NO_ROOM, { boarded, room: left }, [], { room: left }) : null;
}

export type ArrivalDecision = {
  /** False for a repeated report: nothing to write. */
  readonly isNew: boolean;
  /** Groups in which other numbers arrived than boarded. */
  readonly differs: readonly GroupKey[];
};

/**
 * Takes an arrival, whatever arrived and also after the end of the activation: the people are there. Errors: REQUEST.INVALID, RIDE.ARRIVED when it
 * was reported with other numbers, RIDE.CLOSED when it was cancelled.
 */
export function decideArrival(ride: RideFigures, arrived: Groups): Result<ArrivalDecision, Problem> {
  const fields = groupErrors('arrived', arrived);
  if (fields.length > 0) return err(new Problem(INVALID_INPUT, {}, fields));
  const differs = GROUP_KEYS.filter((key) => arrived[key] !== ride.boarded[key]);
  const { arrived: earlier } = ride;
  if (earlier) return GROUP_KEYS.every((key) => earlier[key] === arrived[key]) ? ok({ isNew: false, differs }) : err(new Problem(RIDE_ARRIVED));
  if (ride.cancelledAt) return err(new Problem(RIDE_CLOSED));
  return ok({ isNew: true, differs });
}

/** A ride that did not go after all, or turned back, also after the end of the activation. `isNew` false for a repeated report. Errors: RIDE.CLOSED when it arrived. */
export function decideRideCancellation(ride: RideFigures): Result<{ readonly isNew: boolean }, Problem> {
  if (ride.cancelledAt) return ok({ isNew: false });
  return ride.arrived ? err(new Problem(RIDE_CLOSED)) : ok({ isNew: true });
}

