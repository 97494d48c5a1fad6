import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { watchChild } from '../support/child.js';
import { waitFor } from '../support/wait-for.js';

/** receiver.mjs, started. */
export type MailReceiver = {
  readonly url: string;
  /** When each message since `forget` was taken, in ms since 1970. */
  taken(): number[];
  forget(): void;
  /** The most connections it had at once since it was last asked. */
  connections(): Promise<number>;
  stop(): Promise<unknown>;
};

export async function startMailReceiver(delayMs: number): Promise<MailReceiver> {
  const child = watchChild(spawn(process.execPath, [join('test', 'bench', 'receiver.mjs'), String(delayMs)], { stdio: ['ignore', 'pipe', 'inherit'] }));
  const port = await waitFor('the receiver to listen', () => /port (\d+)/.exec(child.output())?.[1]);
  let from = 0;
  const since = (): string => child.output().slice(from);
  return {
    url: `smtp://127.0.0.1:${port}`,
    taken: () => [...since().matchAll(/^at (\d+)$/gm)].map(([, at]) => Number(at)),
    forget: () => { from = child.output().length; },
    connections: async () => {
      const before = child.output().length;
      child.signal('SIGUSR2');
      return Number(await waitFor('the receiver to count', () => /most (\d+)/.exec(child.output().slice(before))?.[1]));
    },
    stop: () => child.end('SIGTERM'),
  };
}
