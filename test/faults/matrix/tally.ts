import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
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

/** Violations that are kept in words. */
export const KEPT = 10;
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

/** One run of the matrix: on which commit, how many worlds played at the same time. */
export type Run = { readonly commit: string; readonly began: string; readonly seed: number; readonly together: number };

/** `tested`: a digest of the sources whose rounds these are. */
export type Report = { readonly tested: string; readonly runs: readonly Run[]; readonly tallies: readonly Tally[] };

/** What earlier runs of the same sources found; other sources begin anew. */
export async function readReport(file: string, tested: string): Promise<Report> {
  const report = await readFile(file, 'utf8').then((text) => JSON.parse(text) as Report, () => undefined);
  return report?.tested === tested ? report : { tested, runs: [], tallies: [] };
}

/** At once or not at all: a run that is ended in the middle loses one round at most. */
export async function writeReport(file: string, report: Report): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.new`, `${JSON.stringify(report, null, 2)}\n`);
  await rename(`${file}.new`, file);
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
