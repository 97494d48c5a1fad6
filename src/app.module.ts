import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { ActivationsModule } from './activations/index.js';
import { AlertsModule } from './alerts/index.js';
import { DemoModule } from './demo/index.js';
import { DossierModule } from './dossier/index.js';
import { LocationsModule } from './locations/index.js';
import { OrganisationsModule } from './organisations/index.js';
import { OverviewModule } from './overview/index.js';
import type { Settings } from './platform/config/index.js';
import { ProblemFilter } from './platform/http/index.js';
import { PlatformModule, type Connections } from './platform/platform.module.js';
import { RecordModule } from './record/index.js';
import { ReserveModule } from './reserve/index.js';
import { WebhooksModule } from './webhooks/index.js';

/** The feature modules, nothing else. */
@Module({})
export class AppModule {
  static with(settings: Settings, connections: Connections): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.with(settings, connections), RecordModule, OrganisationsModule, AlertsModule, WebhooksModule, LocationsModule, ReserveModule, ActivationsModule, OverviewModule, DossierModule,
        ...(settings.demoData ? [DemoModule] : []),
      ],
      providers: [{ provide: APP_FILTER, useClass: ProblemFilter }],
    };
  }
}
