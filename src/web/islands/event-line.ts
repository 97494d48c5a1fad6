/** What is told to whoever listens on a line. */
export type LineListener = {
  snapshot(data: string): void;
  heartbeat(data: string): void;
};

const FIRST_RETRY_MS = 2_000;
const LONGEST_RETRY_MS = 15_000;

/**
 * An event stream that comes back. The browser reconnects by itself after a broken line, but gives up for good when
 * the server answers with an error, as it does while it restarts: then this tries again, ever slower up to 15 s.
 * Returns a function that hangs up.
 */
export function openLine(src: string, listener: LineListener): () => void {
  let source: EventSource | undefined;
  let retry: number | undefined;
  let wait = FIRST_RETRY_MS;

  const connect = (): void => {
    source = new EventSource(src);
    const hear = (tell: (data: string) => void) => (event: MessageEvent<string>) => {
      wait = FIRST_RETRY_MS;
      tell(event.data);
    };
    source.addEventListener('snapshot', hear(listener.snapshot));
    source.addEventListener('heartbeat', hear(listener.heartbeat));
    source.addEventListener('error', () => {
      if (source?.readyState !== EventSource.CLOSED) return;
      retry = window.setTimeout(connect, wait);
      wait = Math.min(wait * 2, LONGEST_RETRY_MS);
    });
  };

  connect();
  return () => {
    window.clearTimeout(retry);
    source?.close();
  };
}
