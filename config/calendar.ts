/** A figure of policy with where it comes from. */
type Figure<T> = { readonly value: T; readonly source: string };

/** The calendar that organisations subscribe to. */
export const CALENDAR_POLICY: {
  /** Days after its end that an activation stays in the calendar, as cancelled. */
  readonly keptDays: Figure<number>;
  /** Minutes after which a calendar program is asked to look again. */
  readonly refreshMinutes: Figure<number>;
} = {
  keptDays: { value: 30, source: 'Our own default: programs that look once a day or week still see that the appointments no longer stand' },
  refreshMinutes: { value: 15, source: 'Our own default: most programs look less often whatever is asked; what is urgent comes as an alert' },
};
