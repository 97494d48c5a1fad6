/** Time to or past a deadline, split for display. Shared by the server's rendering and the browser's clock. */
export type CountdownParts = {
  readonly days: number;
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
  /** True from the deadline on; the figures then say how long ago it was. */
  readonly overdue: boolean;
};

export const COUNTDOWN_UNITS = ['days', 'hours', 'minutes', 'seconds'] as const;
export type CountdownUnit = (typeof COUNTDOWN_UNITS)[number];

/** How pressing the clock looks: `near` from the moment its owner names, `overdue` from the deadline on. */
export type CountdownPhase = 'ample' | 'near' | 'overdue';

/** Splits whole seconds; what is less than a second is dropped. */
export function splitSeconds(total: number): Omit<CountdownParts, 'overdue'> {
  const whole = Math.floor(total);
  return {
    days: Math.floor(whole / 86_400),
    hours: Math.floor((whole % 86_400) / 3_600),
    minutes: Math.floor((whole % 3_600) / 60),
    seconds: whole % 60,
  };
}

/**
 * The figures of the clock, from epoch milliseconds. A started second still counts as left,
 * so that zero shows exactly at the deadline and not a second early.
 */
export function countdownParts(deadlineMs: number, nowMs: number): CountdownParts {
  const left = (deadlineMs - nowMs) / 1_000;
  return { ...splitSeconds(left > 0 ? Math.ceil(left) : -left), overdue: left <= 0 };
}

export function countdownPhase(deadlineMs: number, nowMs: number, nearFromMs?: number): CountdownPhase {
  if (nowMs >= deadlineMs) return 'overdue';
  return nearFromMs !== undefined && nowMs >= nearFromMs ? 'near' : 'ample';
}

/** Minutes and seconds always show; days and hours only when there are any above or in them. */
export function isShown(unit: CountdownUnit, parts: CountdownParts): boolean {
  if (unit === 'days') return parts.days > 0;
  return unit !== 'hours' || parts.days > 0 || parts.hours > 0;
}

/** The figure as shown: two digits, except for days and for the first unit shown. */
export function figureText(unit: CountdownUnit, parts: CountdownParts): string {
  const first = COUNTDOWN_UNITS.find((candidate) => isShown(candidate, parts));
  return unit === first ? String(parts[unit]) : String(parts[unit]).padStart(2, '0');
}
