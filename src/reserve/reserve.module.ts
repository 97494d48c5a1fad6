import { Module } from '@nestjs/common';
import { LocationsModule } from '../locations/index.js';
import { OrganisationsModule } from '../organisations/index.js';
import { AnswerReserveRequest } from './answer-reserve-request.js';
import { CoverageReader } from './coverage-reader.js';
import { CoverageController } from './coverage.controller.js';
import { CreateReserveRequest } from './create-reserve-request.js';
import { ReadyPlaces } from './ready-places.js';
import { ReservePagesController } from './reserve-pages.controller.js';
import { ReserveRequestsController } from './reserve-requests.controller.js';
import { ReserveRequests } from './reserve-requests.js';

const SERVICES = [ReserveRequests, ReadyPlaces, CoverageReader, CreateReserveRequest, AnswerReserveRequest];

@Module({
  imports: [OrganisationsModule, LocationsModule],
  controllers: [ReserveRequestsController, CoverageController, ReservePagesController],
  providers: SERVICES,
  exports: SERVICES,
})
export class ReserveModule {}
