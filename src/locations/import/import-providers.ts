import { ApplyImport } from './apply-import.js';
import { CheckImport } from './check-import.js';
import { DecideImport } from './decide-import.js';
import { FollowUp } from './follow-up.js';
import { ImportJobs } from './import.jobs.js';
import { ImportRunner } from './import-runner.js';
import { LocationImports } from './location-imports.js';
import { StartImport } from './start-import.js';

/** Everything that imports are done with, for the module of the room. */
export const IMPORT_PROVIDERS = [LocationImports, StartImport, DecideImport, CheckImport, ApplyImport, FollowUp, ImportJobs, ImportRunner];
