/**
 * What the server sends as the event `snapshot`: the full current state, on connect, on every change and on reconnect.
 * `html` holds the new contents of each live region by its id. Announcements are read out once and not shown.
 */
export type LiveSnapshot = {
  /** The database's time as ISO 8601 in UTC, read when the snapshot was made. */
  readonly serverNow: string;
  readonly version: number | string;
  readonly html: Readonly<Record<string, string>>;
  readonly announcements: readonly string[];
};

/** What the server sends as the event `heartbeat`, at least every ten seconds. */
export type LiveHeartbeat = Pick<LiveSnapshot, 'serverNow'>;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string';

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) && isText(value.serverNow) && !Number.isNaN(Date.parse(value.serverNow)) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Undefined for anything that is not a snapshot: a damaged event must not blank the page. */
export function parseSnapshot(text: string): LiveSnapshot | undefined {
  const value = parse(text);
  if (!value || !isRecord(value.html) || !Object.values(value.html).every(isText)) return undefined;
  const { serverNow, version, html, announcements } = value;
  if (!isText(version) && typeof version !== 'number') return undefined;
  return {
    serverNow: serverNow as string,
    version,
    html: html as Record<string, string>,
    announcements: Array.isArray(announcements) ? announcements.filter(isText) : [],
  };
}

/** Undefined for a heartbeat that does not tell the time; it still shows that the line is alive. */
export function parseHeartbeat(text: string): LiveHeartbeat | undefined {
  const value = parse(text);
  return value && { serverNow: value.serverNow as string };
}
