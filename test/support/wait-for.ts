import { setTimeout as sleep } from 'node:timers/promises';

export type WaitOptions = { readonly timeoutMs?: number; readonly everyMs?: number };

/**
 * Asks until the answer is neither undefined, null nor false, and gives that answer.
 * A probe that throws counts as "not yet". After `timeoutMs` (10 s) it throws, naming `what` and the last answer.
 */
export async function waitFor<T>(what: string, probe: () => T | Promise<T>, options: WaitOptions = {}): Promise<Exclude<Awaited<T>, undefined | null | false>> {
  const { timeoutMs = 10_000, everyMs = 25 } = options;
  const end = performance.now() + timeoutMs;
  for (;;) {
    const last = await ask(probe);
    if ('answer' in last && last.answer !== undefined && last.answer !== null && last.answer !== false) {
      return last.answer as Exclude<Awaited<T>, undefined | null | false>;
    }
    if (performance.now() >= end) {
      const detail = 'answer' in last ? `the last answer was ${String(last.answer)}` : `the last attempt failed: ${String(last.error)}`;
      throw new Error(`Waited ${timeoutMs} ms for ${what}; ${detail}`);
    }
    await sleep(everyMs);
  }
}

async function ask<T>(probe: () => T | Promise<T>): Promise<{ answer: Awaited<T> } | { error: unknown }> {
  try {
    return { answer: await probe() };
  } catch (error) {
    return { error };
  }
}
