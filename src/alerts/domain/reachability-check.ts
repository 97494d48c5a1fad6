import { addMonths, atTime, dayOf, type Instant, type LocalDay, type OrganisationKind } from '../../kernel/index.js';

export type CheckPolicy = { readonly day: { readonly value: number }; readonly time: { readonly value: string }; readonly verifiedMonths: { readonly value: number } };

/** The first monthly check after `now`. However many were missed, there is one next. */
export function nextCheckAt(now: Instant, { day, time }: Pick<CheckPolicy, 'day' | 'time'>): Instant {
  const ofMonth: LocalDay = `${dayOf(now).slice(0, 8)}${String(day.value).padStart(2, '0')}`;
  const at = atTime(ofMonth, time.value);
  return at > now ? at : atTime(addMonths(ofMonth, 1), time.value);
}

/** True for an address that nobody has confirmed for a month. */
export const isToTest = (verifiedAt: Instant | null, now: Instant, { verifiedMonths }: Pick<CheckPolicy, 'verifiedMonths'>): boolean =>
  verifiedAt === null || dayOf(verifiedAt) <= addMonths(dayOf(now), -verifiedMonths.value);

/** Whose contacts are asked: of everybody who can be alerted. An auditor never is. */
export const isChecked = (kind: OrganisationKind): boolean => kind !== 'auditor';
