import { ACTIVATION_ENTITIES } from './activations/index.js';
import { ALERTS_ENTITIES } from './alerts/index.js';
import { LOCATION_ENTITIES } from './locations/index.js';
import { ORGANISATION_ENTITIES } from './organisations/index.js';
import type { Entities } from './platform/database/index.js';
import { RESERVE_ENTITIES } from './reserve/index.js';
import { WEBHOOK_ENTITIES } from './webhooks/index.js';

/** Every table that TypeORM maps to a class, feature by feature. */
export const ENTITIES: Entities = [...ORGANISATION_ENTITIES, ...ALERTS_ENTITIES, ...WEBHOOK_ENTITIES, ...LOCATION_ENTITIES, ...RESERVE_ENTITIES, ...ACTIVATION_ENTITIES];
