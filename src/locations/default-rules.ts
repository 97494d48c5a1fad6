import { ACTIVATION_POLICY } from '../../config/activation.js';
import { DEFAULT_NORM_SET_ID, NORM_SETS } from '../../config/norms.js';
import { READINESS_POLICY } from '../../config/readiness.js';
import type { SupplyRules } from './domain/index.js';

/** By what a location is judged outside any request: the usual window and the default norms. */
export const DEFAULT_RULES: SupplyRules = {
  policy: READINESS_POLICY,
  normSet: NORM_SETS[DEFAULT_NORM_SET_ID]!,
  context: { windowSeconds: ACTIVATION_POLICY.windowSeconds.value },
};
