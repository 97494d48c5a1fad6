import { defineDueMoment } from '../platform/due-moments/index.js';

/** Something of a location runs out soon, or has. Subject: the location. */
export const LOCATION_EXPIRY = defineDueMoment('location.expiry', 'routine', 60);
/** The day by which a defect had to be solved has passed. Subject: the defect. */
export const DEFECT_OVERDUE = defineDueMoment('defect.overdue', 'routine', 61);
/** What an organisation is told of on a day goes out. Subject: the digest. */
export const READINESS_DIGEST = defineDueMoment('readiness.digest', 'routine', 70);
