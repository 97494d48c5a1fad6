import { LocationDocument } from './documents/location-document.entity.js';
import { InspectionRow } from './inspection.entity.js';
import { LocationHold } from './location-hold.entity.js';
import { LocationUnavailability } from './location-unavailability.entity.js';
import { StandbyLocation } from './standby-location.entity.js';

export { AddUnavailability } from './add-unavailability.js';
export { ChangeLocation } from './change-location.js';
export { ConfirmUnchanged } from './confirm-unchanged.js';
export { AddDocument } from './documents/add-document.js';
export { DOCUMENT_UPLOADS } from './documents/documents.controller.js';
export { LocationDocuments, type DocumentOnFile } from './documents/location-documents.js';
export { RemoveDocument } from './documents/remove-document.js';
export * from './domain/index.js';
export { type Line as CsvLine, csvPieces, csvStyleOf } from './export/csv-lines.js';
export { CSV_TYPE, sendDownload } from './export/send-download.js';
export { ExpiryPlan } from './expiry-plan.js';
export { INSPECTION_SCHEMA, type InspectionBody, UNAVAILABILITY_SCHEMA, type UnavailabilityBody } from './inspection-schemas.js';
export { LocationHolds, type RunningHold } from './location-holds.js';
export { LOCATION_BUSY, LOCATION_NOT_YOURS, LOCATION_WITHDRAWN, REFERENCE_TAKEN } from './location-problems.js';
export { LOCATION_SCHEMA, type LocationBody } from './location-schemas.js';
export { locationsChanged } from './location-changed.js';
export { markForLists, staleListings } from './location-standings.js';
export { Locations, type LocationFilter } from './locations.js';
export { LocationsModule } from './locations.module.js';
export { PastLocations } from './past/past-locations.js';
export { RecordInspection } from './record-inspection.js';
export { recordMeasuredLeadTime, type MeasuredLeadTime } from './record-measured-lead-time.js';
export { RegisterLocation } from './register-location.js';
export { type Address, type RegisteredLocation } from './registered-location.js';
export { RemoveUnavailability } from './remove-unavailability.js';
export { type LocationContact } from './standby-location.entity.js';
export { driftOf, type StandingsDrift } from './standings-drift.js';
export { StandingsKeeper } from './standings-keeper.js';
export { voidConditionFindings } from './void-condition-findings.js';
export { WithdrawLocation } from './withdraw-location.js';

/** The tables of this room. */
export const LOCATION_ENTITIES = [StandbyLocation, InspectionRow, LocationUnavailability, LocationHold, LocationDocument];
