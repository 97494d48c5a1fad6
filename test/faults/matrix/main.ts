import { playRound, ROWS } from './play.js';
import { FULL, SHORT, type FaultRow } from './row.js';
import { addUp, KEPT, readReport, tableOf, writeReport, type Report, type Run, type Tally } from './tally.js';
import { BACKENDS, type Backend } from './world.js';
import { Worlds } from './worlds.js';

export type Options = {
  /** Rounds of each row that the report is to hold; those of earlier runs of the same sources count. */
  readonly rounds: number;
  readonly full: boolean;
  readonly seed: number;
  /** Rows whose name contains this. */
  readonly only: string | undefined;
  readonly backend: Backend | undefined;
  /** A run ends after this many minutes; the next one goes on. */
  readonly minutes: number;
  /** Worlds that play at the same time. */
  readonly together: number;
  /** The service as one file. */
  readonly program: string;
  readonly report: string;
  /** A digest of what is tested: other sources begin anew. */
  readonly tested: string;
  readonly commit: string;
  /** Ends the run at once. */
  readonly stop: AbortSignal;
  readonly say: (line: string) => void;
};

const INTERRUPTED = 130;

type Item = { readonly row: FaultRow; readonly backend: Backend; readonly round: number };

/** Runs the matrix; true when no round broke anything. */
export async function runMatrix(options: Options): Promise<boolean> {
  // Each process that is watched is killed with us.
  process.setMaxListeners(0);
  const run: Run = { commit: options.commit, began: new Date().toISOString(), seed: options.seed, together: options.together };
  const book = new Book(await readReport(options.report, options.tested), run, options);
  const items = itemsOf(options, book.report.tallies);
  const worlds = new Worlds(options.program);
  options.stop.addEventListener('abort', () => void worlds.close().finally(() => process.exit(INTERRUPTED)));
  const until = performance.now() + options.minutes * 60_000;
  const lane = async (queue: Item[]): Promise<void> => {
    for (let item = queue.shift(); item && performance.now() < until && !options.stop.aborted; item = queue.shift()) await play(item, worlds, book, options);
  };
  try {
    // A bound of a second leaves no room for what others do.
    await lane(items.filter(({ row }) => row.alone));
    const shared = items.filter(({ row }) => !row.alone);
    await Promise.all(Array.from({ length: options.together }, () => lane(shared)));
  } finally {
    await worlds.close();
  }
  options.say(`\n${tableOf(book.report.tallies)}\n`);
  return book.report.tallies.every(({ violations }) => violations === 0);
}

/** What was found so far, on disk after every round. */
class Book {
  private writing: Promise<void> = Promise.resolve();
  constructor(public report: Report, run: Run, private readonly options: Options) {
    this.report = { ...report, runs: [...report.runs, run] };
  }

  async add(tally: Tally): Promise<void> {
    this.report = { ...this.report, tallies: addUp(this.report.tallies, tally) };
    this.writing = this.writing.then(() => writeReport(this.options.report, this.report));
    await this.writing;
  }
}

async function play({ row, backend, round }: Item, worlds: Worlds, book: Book, options: Options): Promise<void> {
  const seed = options.seed + round;
  const world = await worlds.take(row, backend);
  const { violations, recoverySeconds, healed, noted } = await playRound(world, row, { seed, lengths: options.full ? FULL : SHORT });
  // What a run that is ended breaks says nothing.
  if (options.stop.aborted) return;
  if (healed) worlds.giveBack(world, row, backend);
  else await worlds.discard(world);
  const found = violations.slice(0, KEPT).map((what) => ({ seed, what }));
  const lines = found.map(({ what }) => `\n  VIOLATION (seed ${seed}): ${what}`);
  if (violations.length > KEPT) lines.push(`\n  and ${violations.length - KEPT} more`);
  options.say(`${row.name} [${backend}] ${round + 1}/${options.rounds}: ${recoverySeconds?.toFixed(1) ?? '–'} s${noted ? `; ${noted}` : ''}${lines.join('')}`);
  await book.add({ fault: row.name, backend, lengths: lengthsOf(options), rounds: 1, within: row.within, violations: violations.length, worstRecoverySeconds: recoverySeconds, found });
}

const lengthsOf = ({ full }: Options): string => (full ? 'full' : 'short');

/** Round by round, so that a run that ends early has played every row about as often; what earlier runs played is left out. */
function itemsOf(options: Options, tallies: readonly Tally[]): Item[] {
  const { only, backend: chosen, rounds } = options;
  const rows = ROWS.filter(({ name }) => !only || name.toLowerCase().includes(only.toLowerCase()));
  const played = (row: FaultRow, backend: Backend): number =>
    tallies.find((tally) => tally.fault === row.name && tally.backend === backend && tally.lengths === lengthsOf(options))?.rounds ?? 0;
  return Array.from({ length: rounds }, (_, round) => rows.flatMap((row) =>
    BACKENDS.filter((backend) => row.backends.includes(backend) && (!chosen || backend === chosen) && played(row, backend) <= round).map((backend) => ({ row, backend, round })))).flat();
}
