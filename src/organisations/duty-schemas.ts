import { z } from 'zod';
import { daysBetween, isLocalTime, type Translated, type Weekday } from '../kernel/index.js';
import { fieldIssue } from '../platform/http/index.js';

/** Longer than any holiday: a year from now the weekly roster itself has to change. */
const LONGEST_EXCEPTION_DAYS = 366;

const timeOfDay = z
  .string()
  .transform((text, ctx) => {
    const time = text.trim();
    if (isLocalTime(time)) return time;
    fieldIssue(ctx, [], 'not-a-time-of-day', { nl: 'Vul een tijd in, zoals 08:00 of 23:30.', en: 'Enter a time, such as 08:00 or 23:30.' });
    return z.NEVER;
  })
  .describe('`HH:MM` on the clocks of Europe/Amsterdam.');

const weekdays = z
  .array(z.int().min(1).max(7))
  .min(1)
  .max(7)
  .transform((days) => [...new Set(days)].sort((a, b) => a - b) as Weekday[])
  .describe('Days on which it begins; Monday is 1.');

/** A weekly shift of a duty number, new or stated anew. */
export const DUTY_SHIFT_INPUT = z.strictObject({
  weekdays,
  from: timeOfDay,
  until: timeOfDay.describe('`HH:MM`. Not later than `from`: on the next day, so that from 08:00 until 08:00 is 24 hours.'),
});
export type DutyShiftInput = z.output<typeof DUTY_SHIFT_INPUT>;

type Rule = { path: string[]; params: { code: string; message: Translated }; when: (payload: { value: unknown }) => boolean };

/** Checked beside what is wrong with the fields themselves, not only once those are right. */
const rule = (path: string, code: string, nl: string, en: string): Rule =>
  ({ path: [path], params: { code, message: { nl, en } }, when: ({ value }) => typeof value === 'object' && value !== null });

const isDay = (value: unknown): value is string => z.iso.date().safeParse(value).success;
const bothDays = (first: unknown, last: unknown, holds: (first: string, last: string) => boolean): boolean => !isDay(first) || !isDay(last) || holds(first, last);

/** Days on which the weekly roster does not hold. */
export const DUTY_EXCEPTION_INPUT = z
  .strictObject({
    organisationId: z.uuid().optional().describe('Default: the organisation of the one who asks.'),
    contactId: z.uuid().nullable().optional().describe('Who stands in, a person too. Null: nobody, so that every duty number counts as having duty.'),
    firstDay: z.iso.date(),
    lastDay: z.iso.date().optional().describe('Included. Default: the first day only.'),
    from: timeOfDay.nullable().optional().describe('With `until`: only between these times, on each of the days.'),
    until: timeOfDay.nullable().optional(),
    reason: z.string().trim().min(1).max(200).regex(/^\P{Cc}*$/u),
  })
  .refine(({ firstDay, lastDay }) => bothDays(firstDay, lastDay, (first, last) => first <= last), rule('lastDay', 'inverted-period', 'De laatste dag ligt vóór de eerste.', 'The last day lies before the first.'))
  .refine(
    ({ firstDay, lastDay }) => bothDays(firstDay, lastDay, (first, last) => daysBetween(first, last) < LONGEST_EXCEPTION_DAYS),
    rule('lastDay', 'too-long-a-period', 'Een uitzondering duurt hooguit een jaar. Pas anders het weekrooster aan.', 'An exception lasts a year at most. Else change the weekly roster.'),
  )
  .refine(({ from, until }) => (from ?? null) === null === ((until ?? null) === null), rule('until', 'half-a-period', 'Vul beide tijden in, of geen van beide.', 'Enter both times, or neither.'));
export type DutyExceptionInput = z.output<typeof DUTY_EXCEPTION_INPUT>;

export const DUTY_SHIFT = z.object({
  id: z.uuid(),
  contactId: z.uuid(),
  weekdays: z.array(z.int()),
  from: z.string(),
  until: z.string(),
  version: z.int().describe('The ETag, as a number.'),
});
export type DutyShiftBody = z.infer<typeof DUTY_SHIFT>;

export const DUTY_EXCEPTION = z.object({
  id: z.uuid(),
  organisationId: z.uuid(),
  contactId: z.uuid().nullable(),
  firstDay: z.iso.date(),
  lastDay: z.iso.date(),
  from: z.string().nullable(),
  until: z.string().nullable(),
  reason: z.string(),
  version: z.int().describe('The ETag, as a number.'),
});
export type DutyExceptionBody = z.infer<typeof DUTY_EXCEPTION>;
