import { ACTIVATION_POLICY } from '../../config/activation.js';
import { DEFAULT_NORM_SET_ID, NORM_SETS } from '../../config/norms.js';
import { READINESS_POLICY } from '../../config/readiness.js';
import type { Instant } from '../kernel/index.js';
import { evaluateReadiness, type Readiness, verifiedCapacity, type VerifiedCapacity } from './domain/index.js';
import type { RegisteredLocation } from './registered-location.js';

export type AssessedLocation = { readonly location: RegisteredLocation; readonly readiness: Readiness; readonly capacity: VerifiedCapacity };

/** How a location stands outside any request: with the usual window and the default norms. */
export function assessLocation(location: RegisteredLocation, at: Instant): AssessedLocation {
  const { facts, inspections, availability } = location;
  const context = { windowSeconds: ACTIVATION_POLICY.windowSeconds.value };
  return {
    location,
    readiness: evaluateReadiness(facts, inspections, availability, READINESS_POLICY, at, context),
    capacity: verifiedCapacity(facts, NORM_SETS[DEFAULT_NORM_SET_ID]!, at),
  };
}
