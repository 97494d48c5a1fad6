import { expect, it } from '@jest/globals';
import { CURE_KINDS, CURE_POLICY } from '../../config/reserve.js';
import { READINESS_POLICY } from '../../config/readiness.js';
import { NOTICES } from '../locations/index.js';

const known = [...CURE_KINDS.flatMap((kind) => CURE_POLICY.cures[kind]), ...CURE_POLICY.notCurable];

it('every reason for which a location does not count has its place among the cures, once', () => {
  expect([...known].sort()).toEqual(Object.keys(NOTICES).sort());
});

it('takes as long for the fire-use notification as readiness does', () => {
  expect(CURE_POLICY.daysBeforehand['NOTIFICATION_MISSING']?.value).toBe(READINESS_POLICY.fireUseNotificationDays.value);
});
