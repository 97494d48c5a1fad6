/**
 * The server's time, kept by the browser's steady clock: the offset between a time the server told and the
 * milliseconds since the page began. The browser's date is never used: it may be wrong, and may be changed.
 */
export type ServerClock = {
  /** Epoch milliseconds of the server, now; undefined until it told the time. */
  now(): number | undefined;
  /** Takes over a time the server told. `heardAt` is when it was told, in steady milliseconds; default now. */
  sync(serverNow: string, heardAt?: number): void;
};

/** @param steady milliseconds that only go up, such as `performance.now()` */
export function makeServerClock(steady: () => number): ServerClock {
  let offset: number | undefined;
  return {
    now: () => (offset === undefined ? undefined : offset + steady()),
    sync(serverNow, heardAt = steady()) {
      const told = Date.parse(serverNow);
      if (!Number.isNaN(told)) offset = told - heardAt;
    },
  };
}
