import { CreatePlatform1795392000001 } from './1795392000001-create-platform.js';
import { CreateRecord1795392000002 } from './1795392000002-create-record.js';
import { CreateOrganisations1795392000003 } from './1795392000003-create-organisations.js';
import { CreateAlerts1795392000004 } from './1795392000004-create-alerts.js';
import { CreateLocations1795392000005 } from './1795392000005-create-locations.js';
import { CreateReserve1795392000006 } from './1795392000006-create-reserve.js';
import { CreateActivations1795392000007 } from './1795392000007-create-activations.js';
import { AddBuildingFacts1795392000010 } from './1795392000010-add-building-facts.js';
import { CreateLocationDrafts1795392000011 } from './1795392000011-create-location-drafts.js';
import { CreateDocuments1795392000020 } from './1795392000020-create-documents.js';
import { CreateReserveShares1795392000030 } from './1795392000030-create-reserve-shares.js';
import { AddPeriodEnd1795392000031 } from './1795392000031-add-period-end.js';
import { CreateLocationListings1795392000040 } from './1795392000040-create-location-listings.js';
import { IndexComingStandings1795392000041 } from './1795392000041-index-coming-standings.js';
import { CreateReadinessDigests1795392000050 } from './1795392000050-create-readiness-digests.js';
import { CreateInspectionDrafts1795392000051 } from './1795392000051-create-inspection-drafts.js';
import { CreateDefects1795392000052 } from './1795392000052-create-defects.js';
import { CreateLeadTimeMeasurements1795392000053 } from './1795392000053-create-lead-time-measurements.js';
import { CreateLocationImports1795392000060 } from './1795392000060-create-location-imports.js';
import { NormaliseTelephones1795392000070 } from './1795392000070-normalise-telephones.js';
import { CreateDutyRosters1795392000071 } from './1795392000071-create-duty-rosters.js';
import { VerifyContactAddresses1795392000072 } from './1795392000072-verify-contact-addresses.js';
import { CreateReachabilityReports1795392000073 } from './1795392000073-create-reachability-reports.js';
import { AddReplans1795392000080 } from './1795392000080-add-replans.js';
import { CreateCallTasks1795392000081 } from './1795392000081-create-call-tasks.js';
import { ExtendDeadlines1795392000082 } from './1795392000082-extend-deadlines.js';
import { CreateStaysAndRides1795392000083 } from './1795392000083-create-stays-and-rides.js';
import { WatchCriticalPaths1795392000084 } from './1795392000084-watch-critical-paths.js';
import { CreateWebhooks1795392000085 } from './1795392000085-create-webhooks.js';
import { RetractCommitments1795392000088 } from './1795392000088-retract-commitments.js';
import { CreateInformationTasks1795392000089 } from './1795392000089-create-information-tasks.js';
import { TriggerOnBehalf1795392000090 } from './1795392000090-trigger-on-behalf.js';
import { CreateCalendarLinks1795392000091 } from './1795392000091-create-calendar-links.js';
import { AddChannels1795392000092 } from './1795392000092-add-channels.js';
import { IndexTurnsOfDeliveries1795392000093 } from './1795392000093-index-turns-of-deliveries.js';
import { CreateExtraPlaces1795392000094 } from './1795392000094-create-extra-places.js';
import { SupersedeDeliveries1795392000095 } from './1795392000095-supersede-deliveries.js';
import { CallUnverifiedParties1795392000096 } from './1795392000096-call-unverified-parties.js';
import { WatchRides1795392000097 } from './1795392000097-watch-rides.js';
import { ForgetWhatIsOver1795392000098 } from './1795392000098-forget-what-is-over.js';
import { CountReplays1795392000099 } from './1795392000099-count-replays.js';

/** In the order in which they are carried out. A migration that has landed is never edited. */
export const MIGRATIONS = [
  CreatePlatform1795392000001,
  CreateRecord1795392000002,
  CreateOrganisations1795392000003,
  CreateAlerts1795392000004,
  CreateLocations1795392000005,
  CreateReserve1795392000006,
  CreateActivations1795392000007,
  AddBuildingFacts1795392000010,
  CreateLocationDrafts1795392000011,
  CreateDocuments1795392000020,
  CreateReserveShares1795392000030,
  AddPeriodEnd1795392000031,
  CreateLocationListings1795392000040,
  IndexComingStandings1795392000041,
  CreateReadinessDigests1795392000050,
  CreateInspectionDrafts1795392000051,
  CreateDefects1795392000052,
  CreateLeadTimeMeasurements1795392000053,
  CreateLocationImports1795392000060,
  NormaliseTelephones1795392000070,
  CreateDutyRosters1795392000071,
  VerifyContactAddresses1795392000072,
  CreateReachabilityReports1795392000073,
  AddReplans1795392000080,
  CreateCallTasks1795392000081,
  ExtendDeadlines1795392000082,
  CreateStaysAndRides1795392000083,
  WatchCriticalPaths1795392000084,
  CreateWebhooks1795392000085,
  RetractCommitments1795392000088,
  CreateInformationTasks1795392000089,
  TriggerOnBehalf1795392000090,
  CreateCalendarLinks1795392000091,
  AddChannels1795392000092,
  IndexTurnsOfDeliveries1795392000093,
  CreateExtraPlaces1795392000094,
  SupersedeDeliveries1795392000095,
  CallUnverifiedParties1795392000096,
  WatchRides1795392000097,
  ForgetWhatIsOver1795392000098,
  CountReplays1795392000099,
];
