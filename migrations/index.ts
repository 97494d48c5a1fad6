import { CreatePlatform1795392000001 } from './1795392000001-create-platform.js';
import { CreateRecord1795392000002 } from './1795392000002-create-record.js';
import { CreateOrganisations1795392000003 } from './1795392000003-create-organisations.js';
import { CreateAlerts1795392000004 } from './1795392000004-create-alerts.js';
import { CreateLocations1795392000005 } from './1795392000005-create-locations.js';
import { CreateReserve1795392000006 } from './1795392000006-create-reserve.js';
import { CreateActivations1795392000007 } from './1795392000007-create-activations.js';

/** In the order in which they are carried out. A migration that has landed is never edited. */
export const MIGRATIONS = [
  CreatePlatform1795392000001,
  CreateRecord1795392000002,
  CreateOrganisations1795392000003,
  CreateAlerts1795392000004,
  CreateLocations1795392000005,
  CreateReserve1795392000006,
  CreateActivations1795392000007,
];
