import { Module } from '@nestjs/common';
import { LocationsModule } from '../locations/index.js';
import { OrganisationsModule } from '../organisations/index.js';
import { ReserveModule } from '../reserve/index.js';
import { DemoData } from './demo-data.js';
import { DemoLocations } from './demo-locations.js';

@Module({ imports: [OrganisationsModule, LocationsModule, ReserveModule], providers: [DemoData, DemoLocations], exports: [DemoData] })
export class DemoModule {}
