/**
 * One line of the table. Write a bench as `test/bench/<name>.bench.ts` that exports `run`, and add a row per figure;
 * `node scripts/bench.mjs <name>` runs it alone. Everything it needs (data, the service, the bare baseline) it starts and
 * stops itself; `test/support` and `test/e2e/site.ts` work as in the tests.
 */
export type BenchRow = {
  /** What was measured, with its size. */
  readonly name: string;
  readonly unit: 'ms' | 'requests/s' | 'MB' | 'bytes' | '×';
  readonly ours: number;
  /** The same work done barely, in the same run; null where there is nothing to compare with. */
  readonly baseline: number | null;
  /** ours / baseline. */
  readonly ratio: number | null;
  /** In words, such as `< 200 ms`; null where a figure is only reported. */
  readonly goal: string | null;
  /** Whether the goal was met; null where there is none. */
  readonly ok: boolean | null;
  /** What the baseline is, and what one must know to read the figure. */
  readonly note?: string;
};
export type AddRow = (row: BenchRow) => void;

type Figure = Pick<BenchRow, 'name' | 'unit' | 'ours' | 'note'> & { readonly baseline?: number; readonly goal?: { readonly words: string; readonly met: boolean } };

export const rowOf = ({ baseline, goal, ...figure }: Figure): BenchRow => ({
  ...figure, baseline: baseline ?? null, ratio: baseline === undefined ? null : figure.ours / baseline, goal: goal?.words ?? null, ok: goal?.met ?? null,
});

/**
 * Milliseconds of the middle one of `runs` measurements, after as many warm-up runs as asked for, with what the last run gave.
 * `best`: of the quickest one, for a calculation without I/O: whatever it took longer was other work of the machine.
 */
export async function measure<T>(work: () => T | Promise<T>, { runs = 5, warmUp = 1, best = false } = {}): Promise<{ readonly ms: number; readonly result: T }> {
  for (let run = 0; run < warmUp; run += 1) await work();
  const times: number[] = [];
  let result: T;
  for (let run = 0; run < runs; run += 1) {
    collectGarbage();
    const began = performance.now();
    result = await work();
    times.push(performance.now() - began);
  }
  return { ms: times.sort((a, b) => a - b)[best ? 0 : Math.floor(runs / 2)]!, result: result! };
}

/** The value that this share of them does not exceed (0.5: the middle one). */
export const percentile = (values: readonly number[], share: number): number => [...values].sort((a, b) => a - b)[Math.max(0, Math.ceil(values.length * share) - 1)]!;

/** So that one measurement does not pay for the garbage of the one before. */
export const collectGarbage = (): void => (globalThis as { gc?: () => void }).gc?.();

/** The heap in use now, in MB. */
export function heapMb(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

/** The most memory this process has ever used, in MB. */
export const peakMb = (): number => process.resourceUsage().maxRSS / 1024;

/** Numbers from 0 to 1 that are the same in every run. */
export function sameNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
