import type { FormBody } from '../platform/http/index.js';
import type { ToConfirm } from './confirm-unchanged.js';

const FIELD = 'locations.';

/** The locations that a form to confirm names, each with the version that was shown. */
export const locationsToConfirm = (body: FormBody): ToConfirm[] =>
  Object.entries(body).flatMap(([name, version]) => (name.startsWith(FIELD) && typeof version === 'string' ? [{ id: name.slice(FIELD.length), version: Number(version) }] : []));
