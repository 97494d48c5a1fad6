import { InspectionRow } from './inspection.entity.js';
import { LocationHold } from './location-hold.entity.js';
import { LocationUnavailability } from './location-unavailability.entity.js';
import { StandbyLocation } from './standby-location.entity.js';

export { AddUnavailability } from './add-unavailability.js';
export { ChangeLocation } from './change-location.js';
export * from './domain/index.js';
export { INSPECTION_SCHEMA, type InspectionBody, UNAVAILABILITY_SCHEMA, type UnavailabilityBody } from './inspection-schemas.js';
export { LocationHolds, type RunningHold } from './location-holds.js';
export { LOCATION_BUSY, LOCATION_NOT_YOURS, LOCATION_WITHDRAWN, REFERENCE_TAKEN } from './location-problems.js';
export { LOCATION_SCHEMA, type LocationBody } from './location-schemas.js';
export { Locations, type LocationFilter } from './locations.js';
export { LocationsModule } from './locations.module.js';
export { RecordInspection } from './record-inspection.js';
export { RegisterLocation } from './register-location.js';
export { type Address, type RegisteredLocation } from './registered-location.js';
export { RemoveUnavailability } from './remove-unavailability.js';
export { type LocationContact } from './standby-location.entity.js';
export { voidConditionFindings } from './void-condition-findings.js';
export { WithdrawLocation } from './withdraw-location.js';

/** The tables of this room. */
export const LOCATION_ENTITIES = [StandbyLocation, InspectionRow, LocationUnavailability, LocationHold];
