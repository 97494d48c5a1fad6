import { Module } from '@nestjs/common';
import { ActivationsModule } from '../activations/index.js';
import { AlertsModule } from '../alerts/index.js';
import { OrganisationsModule } from '../organisations/index.js';
import { ReserveModule } from '../reserve/index.js';
import { AfterActionPagesController, AfterActionReportsController } from './after-action.controller.js';
import { AfterActionReader } from './after-action-reader.js';

@Module({
  imports: [OrganisationsModule, AlertsModule, ReserveModule, ActivationsModule],
  controllers: [AfterActionReportsController, AfterActionPagesController],
  providers: [AfterActionReader],
})
export class DossierModule {}
