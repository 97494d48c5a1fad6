import type { Instant } from '../../kernel/index.js';

export const LEAD_TIME_SOURCES = ['activation', 'exercise'] as const;
export type LeadTimeSource = (typeof LEAD_TIME_SOURCES)[number];

/** How long it took from the call until people could come in. */
export type LeadTimeMeasurement = {
  readonly hours: number;
  /** When people could come in. */
  readonly measuredAt: Instant;
  readonly source: LeadTimeSource;
};

export type LeadTimeWindows = {
  /** Seconds; the window that the activation ran with. */
  readonly windowSeconds: number;
  /** Seconds; the window of the reserve request. */
  readonly requestWindowSeconds: number;
};

/** Whether a measurement proves anything: a real activation does, an exercise only with the full window. */
export const provesLeadTime = (source: LeadTimeSource, { windowSeconds, requestWindowSeconds }: LeadTimeWindows): boolean =>
  source === 'activation' || windowSeconds >= requestWindowSeconds;

/** The measurement that counts: the newest; of two at one instant the longer, which claims less. */
export function measurementThatCounts(measurements: readonly LeadTimeMeasurement[]): LeadTimeMeasurement | undefined {
  const newer = (a: LeadTimeMeasurement, b: LeadTimeMeasurement): number => b.measuredAt.getTime() - a.measuredAt.getTime() || b.hours - a.hours;
  return [...measurements].sort(newer)[0];
}
