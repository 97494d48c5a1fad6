/** A point on the time line. Always the database's time when it is compared with a deadline. */
export type Instant = Date;

export const addSeconds = (at: Instant, seconds: number): Instant => new Date(at.getTime() + seconds * 1000);
export const secondsBetween = (from: Instant, to: Instant): number => (to.getTime() - from.getTime()) / 1000;
export const earliest = (instants: readonly Instant[]): Instant | undefined =>
  instants.length === 0 ? undefined : new Date(Math.min(...instants.map((at) => at.getTime())));
export const isBefore = (a: Instant, b: Instant): boolean => a.getTime() < b.getTime();
