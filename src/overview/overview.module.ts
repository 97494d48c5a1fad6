import { Module } from '@nestjs/common';
import { ActivationsModule } from '../activations/index.js';
import { AlertsModule } from '../alerts/index.js';
import { OrganisationsModule } from '../organisations/index.js';
import { ReserveModule } from '../reserve/index.js';
import { HealthController } from './health.controller.js';
import { OverviewController } from './overview.controller.js';
import { OverviewReader } from './overview-reader.js';

@Module({
  imports: [OrganisationsModule, AlertsModule, ReserveModule, ActivationsModule],
  controllers: [HealthController, OverviewController],
  providers: [OverviewReader],
})
export class OverviewModule {}
