import { z } from 'zod';
import { STATUS_REPORT_POLICY } from '../../../config/reserve.js';
import { addDays, dayOf, endOfDay, type Instant, isLocalDay, type LocalDay, startOfDay } from '../../kernel/index.js';
import { fieldIssue } from '../../platform/http/index.js';
import { day } from '../request-schemas.js';

const FURTHEST_DAYS = STATUS_REPORT_POLICY.furthestDays.value;

const notBefore = (ctx: z.RefinementCtx): void =>
  fieldIssue(ctx, ['since'], 'not-before', { nl: 'Kies een dag vóór de peildatum en vóór vandaag.', en: 'Choose a day before the reference date and before today.' });
const tooFar = (ctx: z.RefinementCtx, path: string): void =>
  fieldIssue(ctx, [path], 'too-far', { nl: 'Kies een datum binnen twee jaar van vandaag.', en: 'Choose a date within two years of today.' });

/** On which day a report says how things stand, and since when it says what changed. */
export const reportQuery = (today: LocalDay) =>
  z
    .strictObject({
      date: day.optional().describe('Reference date, Europe/Amsterdam; default today. A day ahead is judged by what is known now.'),
      since: day.optional().describe(`Date of the last meeting; default ${STATUS_REPORT_POLICY.daysBetweenMeetings.value} days before, or the day of the request.`),
    })
    .superRefine(({ date = today, since }, ctx) => {
      // What is no day at all has been said already.
      const isFar = (value: LocalDay): boolean => value > addDays(today, FURTHEST_DAYS) || value < addDays(today, -FURTHEST_DAYS);
      if (isLocalDay(date) && isFar(date)) tooFar(ctx, 'date');
      if (since === undefined || !isLocalDay(since) || !isLocalDay(date)) return;
      if (isFar(since)) tooFar(ctx, 'since');
      else if (since >= date || since >= today) notBefore(ctx);
    });
export type ReportQuery = z.output<ReturnType<typeof reportQuery>>;

export type ReportDays = { readonly date: LocalDay; readonly since: LocalDay | null };

/** The days of a report; `since` is null when the request is not older than that. */
export function reportDays({ date, since }: ReportQuery, requestedAt: Instant, today: LocalDay): ReportDays {
  const reference = date ?? today;
  if (since !== undefined) return { date: reference, since };
  const latest = addDays(reference < today ? reference : today, -1);
  const usual = addDays(reference, -STATUS_REPORT_POLICY.daysBetweenMeetings.value);
  const asked = dayOf(requestedAt);
  const from = [usual < asked ? asked : usual, latest].sort()[0]!;
  return { date: reference, since: from < asked ? null : from };
}

/** A day that is over is judged at its end, today now, a day ahead at its beginning. */
export function instantOf(day: LocalDay, now: Instant): Instant {
  const today = dayOf(now);
  if (day === today) return now;
  return day < today ? new Date(endOfDay(day).getTime() - 1) : startOfDay(day);
}
