import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** What became of one row on one backend, over all runs so far. */
export type Tally = {
  readonly fault: string;
  readonly backend: string;
  /** `short` or `full`: how long outages lasted. */
  readonly lengths: string;
  readonly rounds: number;
  readonly violations: number;
  readonly worstRecoverySeconds: number | null;
  /** Seconds. */
  readonly within: number;
  /** Violations in words, with the seed that repeats them; the first ten. */
  readonly found: readonly { readonly seed: number; readonly what: string }[];
};

const KEPT = 10;
const sameRow = (one: Tally, other: Tally): boolean => one.fault === other.fault && one.backend === other.backend && one.lengths === other.lengths;

/** One more round, or one more run, on top of what there was. */
export function addUp(tallies: readonly Tally[], more: Tally): Tally[] {
  const before = tallies.find((tally) => sameRow(tally, more));
  if (!before) return [...tallies, more];
  const recoveries = [before.worstRecoverySeconds, more.worstRecoverySeconds].filter((seconds) => seconds !== null);
  const sum: Tally = {
    ...more, rounds: before.rounds + more.rounds, violations: before.violations + more.violations,
    worstRecoverySeconds: recoveries.length > 0 ? Math.max(...recoveries) : null, found: [...before.found, ...more.found].slice(0, KEPT),
  };
  return tallies.map((tally) => (tally === before ? sum : tally));
}

type Report = { readonly commit: string; readonly tallies: readonly Tally[] };

/** What earlier runs of the same commit found; another commit begins anew. */
export async function readTallies(file: string, commit: string): Promise<Tally[]> {
  const report = await readFile(file, 'utf8').then((text) => JSON.parse(text) as Report, () => undefined);
  return report?.commit === commit ? [...report.tallies] : [];
}

export async function writeTallies(file: string, commit: string, tallies: readonly Tally[]): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify({ commit, tallies }, null, 2)}\n`);
}

/** The table that is printed. */
export function tableOf(tallies: readonly Tally[]): string {
  const cells = tallies.map(({ fault, backend, rounds, violations, worstRecoverySeconds, within, lengths }) => [
    fault, backend, lengths, String(rounds), String(violations), worstRecoverySeconds === null ? '–' : `${worstRecoverySeconds.toFixed(1)} s`, worstRecoverySeconds === null ? '–' : `${within} s`,
  ]);
  const table = [['fault', 'queue', 'lengths', 'rounds', 'violations', 'worst recovery', 'allowed'], ...cells];
  const widths = table[0]!.map((_, column) => Math.max(...table.map((line) => line[column]!.length)));
  return table.map((line) => line.map((cell, column) => (column < 3 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))).join('  ').trimEnd()).join('\n');
}
