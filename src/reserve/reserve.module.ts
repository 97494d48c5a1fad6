import { Module } from '@nestjs/common';
import { AlertsModule } from '../alerts/index.js';
import { LocationsModule } from '../locations/index.js';
import { OrganisationsModule } from '../organisations/index.js';
import { AnswerReserveRequest } from './answer-reserve-request.js';
import { AnswerShare } from './answer-share.js';
import { AskMunicipalities } from './ask-municipalities.js';
import { CoverageReader } from './coverage-reader.js';
import { CoveragePagesController } from './coverage-pages.controller.js';
import { CoverageController } from './coverage.controller.js';
import { CreateReserveRequest } from './create-reserve-request.js';
import { ExtendReserveRequest } from './extend-reserve-request.js';
import { ProvincesPagesController } from './provinces/provinces.pages.controller.js';
import { ProvincesController } from './provinces/provinces.controller.js';
import { ProvincesReader } from './provinces/provinces-reader.js';
import { PeriodJobs } from './period.jobs.js';
import { PeriodMoments } from './period-moments.js';
import { ProvinceSupplies } from './province-supply.js';
import { ReadyPlaces } from './ready-places.js';
import { ReleaseLetters } from './release-letters.js';
import { ReleaseReserveRequest } from './release-reserve-request.js';
import { RequestPageReader } from './request-page-reader.js';
import { ReservePagesController } from './reserve-pages.controller.js';
import { ReserveRequestsController } from './reserve-requests.controller.js';
import { ReserveRequests } from './reserve-requests.js';
import { ReserveShares } from './reserve-shares.js';
import { RunningActivations } from './running-activations.js';
import { ShareAlerts } from './share-alerts.js';
import { SharesController } from './shares.controller.js';
import { StatusReportPagesController, StatusReportsController } from './status-report/status-report.pages.controller.js';
import { StatusReportReader } from './status-report/status-report-reader.js';
import { SpreadPagesController } from './spread-pages.controller.js';
import { SpreadReader } from './spread-reader.js';

const SERVICES = [
  ReserveRequests, ReserveShares, ReadyPlaces, ProvinceSupplies, CoverageReader, ProvincesReader, RequestPageReader, SpreadReader, StatusReportReader, CreateReserveRequest, AnswerReserveRequest, AskMunicipalities, AnswerShare,
  ExtendReserveRequest, RunningActivations,
];

@Module({
  imports: [OrganisationsModule, AlertsModule, LocationsModule],
  controllers: [ReserveRequestsController, SharesController, ProvincesController, CoverageController, ProvincesPagesController, CoveragePagesController, SpreadPagesController, StatusReportsController, StatusReportPagesController, ReservePagesController],
  providers: [...SERVICES, ShareAlerts, PeriodMoments, PeriodJobs, ReleaseLetters, ReleaseReserveRequest],
  exports: SERVICES,
})
export class ReserveModule {}
