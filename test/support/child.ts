import type { ChildProcess } from 'node:child_process';

export type Ending = { readonly code: number | null; readonly signal: NodeJS.Signals | null };

/** A child process whose output is kept and whose end can be waited for. It is killed when this process ends. */
export type WatchedChild = {
  /** Everything it wrote so far, both streams in order of arrival. */
  output(): string;
  readonly ended: Promise<Ending>;
  hasEnded(): boolean;
  signal(signal: NodeJS.Signals): void;
  /** Sends the signal and waits for the end; a child that is still there after `patienceMs` is killed. */
  end(signal: NodeJS.Signals, patienceMs?: number): Promise<Ending>;
};

export function watchChild(child: ChildProcess): WatchedChild {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text: string) => (output += text));
  let over = false;
  const killWithUs = (): boolean => child.kill('SIGKILL');
  process.once('exit', killWithUs);
  const ended = new Promise<Ending>((resolve) => {
    const finish = (ending: Ending): void => {
      over = true;
      process.off('exit', killWithUs);
      resolve(ending);
    };
    child.once('close', (code, signal) => finish({ code, signal }));
    child.once('error', (error) => {
      output += String(error);
      finish({ code: null, signal: null });
    });
  });
  return {
    output: () => output,
    ended,
    hasEnded: () => over,
    signal: (signal) => void child.kill(signal),
    end: async (signal, patienceMs = 15_000) => {
      if (over) return ended;
      child.kill(signal);
      // One that is frozen would keep its signal for later.
      child.kill('SIGCONT');
      const lastResort = setTimeout(() => child.kill('SIGKILL'), patienceMs);
      try {
        return await ended;
      } finally {
        clearTimeout(lastResort);
      }
    },
  };
}
