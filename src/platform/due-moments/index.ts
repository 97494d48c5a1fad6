export { CarryOut, type CarriedOut } from './carry-out.js';
export { defineDueMoment, type DueMoment, type DueMomentDefinition, type DueMomentHandler, type Lane } from './definition.js';
export { DueMomentJobs } from './due-moment.jobs.js';
export { DueMomentRegistry, type FailureReporter } from './registry.js';
export { DueMoments, type Planned } from './schedule.js';
export { Sweep } from './sweep.js';
