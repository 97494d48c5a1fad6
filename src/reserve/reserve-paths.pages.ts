import type { LocalDay } from '../kernel/index.js';
import { PATHS } from '../web/index.js';

/** Addresses of the pages of this room. */
export const provincesPath = `${PATHS.reserveRequests}/provincies`;
export const requestPath = (id: string): string => `${PATHS.reserveRequests}/${id}`;
export const daysPath = (id: string): string => `${requestPath(id)}/dagen`;
export const dayPath = (id: string, day: LocalDay): string => `${daysPath(id)}/${day}`;
export const spreadPath = (id: string): string => `${requestPath(id)}/spreiding`;
export const statusReportPath = (id: string): string => `${requestPath(id)}/stand-van-zaken`;
