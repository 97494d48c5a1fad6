import { Module } from '@nestjs/common';
import { OrganisationsModule } from '../organisations/index.js';
import { AddUnavailability } from './add-unavailability.js';
import { AssessedLocations } from './assessed-locations.js';
import { ChangeLocation } from './change-location.js';
import { InspectionsController, UnavailabilitiesController } from './inspections.controller.js';
import { LocationFormsController } from './location-forms.controller.js';
import { LocationHolds } from './location-holds.js';
import { LocationPagesController } from './location-pages.controller.js';
import { Locations } from './locations.js';
import { RecordInspection } from './record-inspection.js';
import { RegisterLocation } from './register-location.js';
import { RemoveUnavailability } from './remove-unavailability.js';
import { StandbyLocationsController } from './standby-locations.controller.js';
import { WithdrawLocation } from './withdraw-location.js';

const USE_CASES = [RegisterLocation, ChangeLocation, WithdrawLocation, RecordInspection, AddUnavailability, RemoveUnavailability];

/** The registry of standby locations: what they are, what was found there, who is using them. */
@Module({
  imports: [OrganisationsModule],
  // The forms come first: `nieuw` is no location's id.
  controllers: [LocationFormsController, LocationPagesController, StandbyLocationsController, InspectionsController, UnavailabilitiesController],
  providers: [...USE_CASES, Locations, AssessedLocations, LocationHolds],
  exports: [...USE_CASES, Locations, LocationHolds],
})
export class LocationsModule {}
