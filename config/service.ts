/** A figure of policy with where it comes from. Seconds. */
type Figure<T> = { readonly value: T; readonly source: string };

/** Live pages. */
export const LIVE_POLICY: {
  /** Between two signs of life on a live line. */
  readonly heartbeatSeconds: Figure<number>;
  /** After this a line ends and the browser opens it again. */
  readonly longestLineSeconds: Figure<number>;
  /** Until a reading that failed is tried again. */
  readonly retrySeconds: Figure<number>;
} = {
  heartbeatSeconds: { value: 5, source: 'Our own default: a silent line is seen, and a reader who signed out is off it, within a few seconds' },
  longestLineSeconds: { value: 300, source: 'Our own default: proxies cut lines of an hour; an end of our own is cheaper' },
  retrySeconds: { value: 1, source: 'Our own default: a page may not stand still because one reading failed' },
};

/** When the service says of itself that it is not ready. */
export const HEALTH_POLICY: { readonly overdueSeconds: Figure<number> } = {
  overdueSeconds: { value: 30, source: 'Our own default: longer than the retries of one moment and several sweeps, so the work is not being carried out' },
};
