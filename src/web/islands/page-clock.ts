import { makeServerClock } from '../server-clock.js';

/** Sent to the window when the clock is set anew: whoever shows it draws again. */
export const CLOCK_SET = 'page-clock-set';

/** The one clock of the page: every countdown reads it. */
const pageClock = makeServerClock(() => performance.now());

/** When the first byte of the page arrived: the time written in it was read just before that, not when scripts began. */
function pageArrivedAt(): number {
  const [navigation] = performance.getEntriesByType('navigation');
  const arrived = navigation instanceof PerformanceNavigationTiming ? navigation.responseStart : 0;
  return arrived > 0 ? arrived : performance.now();
}

/** Milliseconds since the epoch by the server's clock; undefined before it told the time. */
export const serverTime = (): number | undefined => pageClock.now();

/** Takes over the time of an event that just arrived. */
export function setFromEvent(serverNow: string): void {
  pageClock.sync(serverNow);
  window.dispatchEvent(new Event(CLOCK_SET));
}

/** Sets the clock from the time written in the page, unless something newer has set it already. */
export function setFromPage(serverNow: string): void {
  if (pageClock.now() === undefined) pageClock.sync(serverNow, pageArrivedAt());
}
