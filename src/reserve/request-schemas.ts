import { z } from 'zod';
import { ACTIVATION_POLICY } from '../../config/activation.js';
import { DEFAULT_NORM_SET_ID, NORM_SETS } from '../../config/norms.js';
import { LONGEST_COVERAGE_DAYS } from '../../config/reserve.js';
import { daysBetween, formatDuration, GROUP_KEYS, isLocalDay, parseDuration } from '../kernel/index.js';
import { fieldIssue } from '../platform/http/index.js';
import { LONGEST_PERIOD_DAYS } from './domain/index.js';

const SHORTEST_WINDOW_SECONDS = 3600;

/** A calendar day that exists. */
export const day = z.string().refine(isLocalDay, { params: { code: 'not-a-day', message: { nl: 'Vul een bestaande dag in, zoals 2026-01-31.', en: 'Enter an existing day, such as 2026-01-31.' } } });
const count = z.int().min(0).max(10_000);

const window = z.string().default(formatDuration(ACTIVATION_POLICY.windowSeconds.value)).transform((value, ctx) => {
  const seconds = parseDuration(value);
  if (seconds === undefined || seconds < SHORTEST_WINDOW_SECONDS) {
    fieldIssue(ctx, [], 'not-a-window', { nl: 'Vul een inzettermijn van ten minste een uur in, zoals PT72H.', en: 'Enter an activation window of at least one hour, such as PT72H.' });
    return z.NEVER;
  }
  return seconds;
});

const END_FIRST = { nl: 'Het einde ligt voor het begin. Kies een latere dag.', en: 'The end lies before the beginning. Choose a later day.' };

// Rules over several fields are checked together with the fields, not only once those are right: values may still be of any kind.
const isObject = ({ value }: { readonly value: unknown }): boolean => typeof value === 'object' && value !== null;
const inOrder = (first: unknown, second: unknown): boolean => !isLocalDay(first) || !isLocalDay(second) || first <= second;

function addsUp({ places, groups }: { readonly places?: unknown; readonly groups?: unknown }): boolean {
  const given = typeof groups === 'object' && groups !== null ? (groups as Record<string, unknown>) : {};
  const counts = GROUP_KEYS.map((key) => given[key]);
  if (typeof places !== 'number' || groups === undefined || !counts.every((value) => typeof value === 'number')) return true;
  return counts.reduce((sum, value) => sum + value, 0) === places;
}

/** PRO's request to one province. */
export const CREATE_SCHEMA = z
  .strictObject({
    provinceId: z.uuid(),
    redCrossId: z.uuid(),
    coaId: z.uuid(),
    operationsId: z.uuid(),
    places: z.int().min(1).max(10_000),
    groups: z.strictObject({ families: count.default(0), singleAdults: count.default(0), unaccompaniedMinors: count.default(0), wheelchairUsers: count.default(0) })
      .describe('Persons per group; adds up to places.'),
    periodFrom: day,
    periodTo: day.describe('Last day, included.'),
    window: window.describe('ISO 8601; default PT72H.'),
    normSet: z.enum(Object.keys(NORM_SETS) as [string, ...string[]]).default(DEFAULT_NORM_SET_ID),
  })
  .refine((input) => addsUp(input), {
    path: ['groups'], when: isObject,
    params: { code: 'does-not-add-up', message: { nl: 'De groepen moeten samen gelijk zijn aan het aantal plekken.', en: 'The groups must add up to the number of places.' } },
  })
  .refine(({ periodFrom, periodTo }) => inOrder(periodFrom, periodTo), {
    path: ['periodTo'], when: isObject,
    params: { code: 'inverted-period', message: END_FIRST },
  })
  .refine(({ periodFrom, periodTo }) => !isLocalDay(periodFrom) || !isLocalDay(periodTo) || daysBetween(periodFrom, periodTo) < LONGEST_PERIOD_DAYS, {
    path: ['periodTo'], when: isObject,
    params: { code: 'too-long', message: { nl: 'Vraag hooguit twee jaar.', en: 'Ask for two years at most.' } },
  });
export type CreateBody = z.output<typeof CREATE_SCHEMA>;

/** The province's answer, or PRO's next step. */
export const ANSWER_SCHEMA = z.strictObject({
  step: z.enum(['explore', 'accept', 'decline', 'ask-again', 'release']),
  reason: z.string().trim().max(2000).optional().describe('With decline.'),
  askAgainOn: z.string().max(10).optional().describe('With decline: the day on which PRO may ask again, YYYY-MM-DD.'),
});
export type AnswerBody = z.output<typeof ANSWER_SCHEMA>;

/** The next period of a request. */
export const EXTENSION_SCHEMA = z.strictObject({ periodTo: day.describe('Last day of the extension, included; it begins the day after the present period.') });
export type ExtensionBody = z.output<typeof EXTENSION_SCHEMA>;

/** Which days of which request. */
export const COVERAGE_QUERY = z
  .strictObject({ reserveRequestId: z.uuid(), from: day.describe('First day, Europe/Amsterdam.'), to: day.describe('Last day, included; at most 366 days in all.') })
  .refine(({ from, to }) => inOrder(from, to), { path: ['to'], when: isObject, params: { code: 'inverted-period', message: END_FIRST } })
  .refine(({ from, to }) => !isLocalDay(from) || !isLocalDay(to) || daysBetween(from, to) < LONGEST_COVERAGE_DAYS.value, {
    path: ['to'], when: isObject,
    params: { code: 'too-long', message: { nl: 'Vraag hooguit 366 dagen op.', en: 'Ask for at most 366 days.' } },
  });
