import { Module } from '@nestjs/common';
import { AlertsModule } from '../alerts/index.js';
import { OrganisationsModule } from '../organisations/index.js';
import { AddUnavailability } from './add-unavailability.js';
import { AddressFormsController } from './address-forms.controller.js';
import { AddressLookup } from './address-lookup.js';
import { AddressSteps } from './address-steps.js';
import { AssessedLocations } from './assessed-locations.js';
import { ChangeLocation } from './change-location.js';
import { AddDocument } from './documents/add-document.js';
import { DocumentContent } from './documents/document-content.js';
import { DocumentPagesController } from './documents/document-pages.controller.js';
import { DocumentUpload } from './documents/document-upload.js';
import { DocumentsController } from './documents/documents.controller.js';
import { LocationDocuments } from './documents/location-documents.js';
import { RemoveDocument } from './documents/remove-document.js';
import { ExportPagesController, ExportsController } from './export/export.pages.controller.js';
import { ExportedLocations } from './export/exported-locations.js';
import { IMPORT_PROVIDERS } from './import/import-providers.js';
import { ImportPagesController } from './import/import.pages.controller.js';
import { ContactReportPages } from './contact-report.pages.controller.js';
import { ContactReportsController } from './contact-reports.controller.js';
import { DraftFormsController } from './draft-forms.controller.js';
import { InspectionsController, UnavailabilitiesController } from './inspections.controller.js';
import { LocationDrafts } from './location-drafts.js';
import { LocationFormView } from './location-form-view.js';
import { LocationFormsController } from './location-forms.controller.js';
import { LocationHolds } from './location-holds.js';
import { LocationListPagesController } from './location-list-pages.controller.js';
import { LocationPagesController } from './location-pages.controller.js';
import { Locations } from './locations.js';
import { HistoryController, HistoryPagesController } from './past/history.pages.controller.js';
import { LocationHistories } from './past/location-history.js';
import { PastLocations } from './past/past-locations.js';
import { PdokAddressLookup } from './pdok-address-lookup.js';
import { RecordInspection } from './record-inspection.js';
import { RegisterFormsController } from './register-forms.controller.js';
import { RegisterLocation } from './register-location.js';
import { ReportContact } from './report-contact.js';
import { RemoveUnavailability } from './remove-unavailability.js';
import { StandbyLocationsController } from './standby-locations.controller.js';
import { StandingsKeeper } from './standings-keeper.js';
import { UnreachedAtLocations } from './unreached-contacts.js';
import { UPKEEP_CONTROLLERS, UPKEEP_PROVIDERS, UPKEEP_USE_CASES } from './upkeep.js';
import { WithdrawLocation } from './withdraw-location.js';

const USE_CASES = [
  RegisterLocation, ChangeLocation, WithdrawLocation, RecordInspection, ReportContact, AddUnavailability, RemoveUnavailability, AddDocument, RemoveDocument,
];

/** The registry of standby locations: what they are, what was found there, who is using them. */
@Module({
  imports: [OrganisationsModule, AlertsModule],
  // Pages with a name of their own come first: `nieuw`, `concepten`, `adressen`, `bevestigen` and `importeren` are no location's id.
  controllers: [
    ImportPagesController, ExportPagesController, ExportsController,
    ...UPKEEP_CONTROLLERS, ContactReportPages, ContactReportsController, AddressFormsController, DraftFormsController, RegisterFormsController,
    LocationFormsController, LocationListPagesController, HistoryPagesController, HistoryController, LocationPagesController, StandbyLocationsController, InspectionsController, UnavailabilitiesController,
    DocumentPagesController, DocumentsController,
  ],
  providers: [
    ...USE_CASES, ...UPKEEP_PROVIDERS, { provide: AddressLookup, useClass: PdokAddressLookup }, AddressSteps, LocationDrafts, LocationFormView,
    Locations, PastLocations, LocationHistories, AssessedLocations, LocationHolds, StandingsKeeper, UnreachedAtLocations,
    LocationDocuments, DocumentUpload, DocumentContent,
    ...IMPORT_PROVIDERS, ExportedLocations,
  ],
  exports: [...USE_CASES, ...UPKEEP_USE_CASES, Locations, PastLocations, LocationHolds, LocationDocuments, StandingsKeeper],
})
export class LocationsModule {}
