import { ReserveRequest } from './reserve-request.entity.js';
import { ReserveShare } from './reserve-share.entity.js';

export { AnswerReserveRequest } from './answer-reserve-request.js';
export { AnswerShare } from './answer-share.js';
export { AskMunicipalities } from './ask-municipalities.js';
export { CoverageReader, type Coverage } from './coverage-reader.js';
export { CreateReserveRequest } from './create-reserve-request.js';
export { ExtendReserveRequest } from './extend-reserve-request.js';
export { type CoverageNow, normSetOf, ReadyPlaces, type ReadyLocation } from './ready-places.js';
export { CREATE_SCHEMA, type AnswerBody, type CreateBody } from './request-schemas.js';
export { ReserveModule } from './reserve.module.js';
export { ReserveRequests, type ReserveRequestView } from './reserve-requests.js';
export { RunningActivations, type RunningActivation } from './running-activations.js';

export const RESERVE_ENTITIES = [ReserveRequest, ReserveShare];
