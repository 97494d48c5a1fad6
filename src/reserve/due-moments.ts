import { PERIOD_END_POLICY } from '../../config/reserve.js';
import { defineDueMoment, type DueMomentDefinition } from '../platform/due-moments/index.js';

/** So many weeks before the end of its period PRO decides about a request. Subject: the request. */
export const PERIOD_ENDS_SOON: ReadonlyMap<number, DueMomentDefinition> = new Map(
  PERIOD_END_POLICY.weeksBefore.value.map((weeks) => [weeks, defineDueMoment(`reserve.period-ends-in-${weeks}-weeks`, 'routine', 60)]),
);
/** The period of a request is over. Subject: the request. */
export const PERIOD_ENDED = defineDueMoment('reserve.period-ended', 'routine', 55);
