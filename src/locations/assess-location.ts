import type { Instant } from '../kernel/index.js';
import { DEFAULT_RULES } from './default-rules.js';
import { evaluateReadiness, type Readiness, verifiedCapacity, type VerifiedCapacity } from './domain/index.js';
import type { RegisteredLocation } from './registered-location.js';

export type AssessedLocation = { readonly location: RegisteredLocation; readonly readiness: Readiness; readonly capacity: VerifiedCapacity };

/** How a location stands outside any request: with the usual window and the default norms. */
export function assessLocation(location: RegisteredLocation, at: Instant): AssessedLocation {
  const { facts, inspections, availability } = location;
  const { policy, normSet, context } = DEFAULT_RULES;
  return { location, readiness: evaluateReadiness(facts, inspections, availability, policy, at, context), capacity: verifiedCapacity(facts, normSet, at) };
}
