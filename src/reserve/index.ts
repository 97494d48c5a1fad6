import { ReserveRequest } from './reserve-request.entity.js';

export { AnswerReserveRequest } from './answer-reserve-request.js';
export { CoverageReader, type Coverage } from './coverage-reader.js';
export { CreateReserveRequest } from './create-reserve-request.js';
export { type CoverageNow, ReadyPlaces, type ReadyLocation } from './ready-places.js';
export { CREATE_SCHEMA, type AnswerBody, type CreateBody } from './request-schemas.js';
export { ReserveModule } from './reserve.module.js';
export { ReserveRequests, type ReserveRequestView } from './reserve-requests.js';

export const RESERVE_ENTITIES = [ReserveRequest];
