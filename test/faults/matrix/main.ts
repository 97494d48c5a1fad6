import { throwDice } from './dice.js';
import { checkRound } from './facts.js';
import { above, FULL, SHORT, type FaultRow } from './row.js';
import { ANSWERS } from './rows/answers.js';
import { CLOCKS } from './rows/clocks.js';
import { CRASHES } from './rows/crashes.js';
import { MAIL } from './rows/mail.js';
import { STORES } from './rows/stores.js';
import { addUp, readTallies, tableOf, writeTallies, type Tally } from './tally.js';
import { BACKENDS, World, type Backend } from './world.js';

export type Options = {
  /** Rounds of each row that the report is to hold; those of earlier runs of the same commit count. */
  readonly rounds: number;
  readonly full: boolean;
  readonly seed: number;
  /** Rows whose name contains this. */
  readonly only: string | undefined;
  readonly backend: Backend | undefined;
  /** A run ends after this many minutes; the next one goes on. */
  readonly minutes: number;
  readonly report: string;
  readonly commit: string;
  readonly say: (line: string) => void;
};

const ROWS: readonly FaultRow[] = [...CRASHES, ...STORES, ...MAIL, ...ANSWERS, ...CLOCKS];
// A round that hangs has broken its promise. Seconds.
const ROUND_LIMIT_S = 180;
/** Saturday 27 March 2027, noon in Amsterdam: the night after it has one hour less. */
const SUMMER_TIME = Date.parse('2027-03-27T11:00:00Z');

/** Runs the matrix; true when no round broke anything. */
export async function runMatrix(options: Options): Promise<boolean> {
  // Each process that is watched is killed with us.
  process.setMaxListeners(0);
  let tallies = await readTallies(options.report, options.commit);
  const until = performance.now() + options.minutes * 60_000;
  const worlds = new Map<string, World>();
  const worldFor = async (row: FaultRow, backend: Backend): Promise<World> => {
    const key = `${backend} ${row.place ?? ''}`;
    const shift = row.place === 'summer-time' ? Math.round((SUMMER_TIME - Date.now()) / 1000) : 0;
    const world = worlds.get(key) ?? (await World.open(backend, shift));
    worlds.set(key, world);
    return world;
  };
  try {
    // Round by round, so that a run that ends early has played every row about as often.
    for (let round = 0; round < options.rounds; round += 1) {
      for (const [row, backend] of wanted(options)) {
        if (performance.now() > until || roundsOf(tallies, row, backend, options) > round) continue;
        const tally = await playRound(await worldFor(row, backend), row, backend, options, options.seed + round);
        options.say(lineOf(tally, round, options));
        tallies = addUp(tallies, tally);
        await writeTallies(options.report, options.commit, tallies);
        // What a broken round left behind must not break the next one; and a weekend in another year is not kept for one row.
        if (tally.violations > 0) await closeAll(worlds);
        else if (row.place) await closeAll(worlds, `${backend} ${row.place}`);
      }
    }
  } finally {
    await closeAll(worlds);
  }
  options.say(`\n${tableOf(tallies)}\n`);
  return tallies.every(({ violations }) => violations === 0);
}

async function closeAll(worlds: Map<string, World>, only?: string): Promise<void> {
  for (const [key, world] of worlds) {
    if (only && key !== only) continue;
    await world.close();
    worlds.delete(key);
  }
}

const lengthsOf = ({ full }: Options): string => (full ? 'full' : 'short');
const roundsOf = (tallies: readonly Tally[], row: FaultRow, backend: Backend, options: Options): number =>
  tallies.find((tally) => tally.fault === row.name && tally.backend === backend && tally.lengths === lengthsOf(options))?.rounds ?? 0;
const lineOf = ({ fault, backend, worstRecoverySeconds, found }: Tally, round: number, { rounds }: Options): string =>
  `${fault} [${backend}] ${round + 1}/${rounds}: ${worstRecoverySeconds?.toFixed(1) ?? '–'} s${found.map(({ what, seed }) => `\n  VIOLATION (seed ${seed}): ${what}`).join('')}`;

const wanted = ({ only, backend }: Options): [FaultRow, Backend][] =>
  BACKENDS.filter((each) => !backend || each === backend).flatMap((each) => ROWS.filter((row) => row.backends.includes(each) && (!only || row.name.toLowerCase().includes(only.toLowerCase()))).map((row): [FaultRow, Backend] => [row, each]));

async function playRound(world: World, row: FaultRow, backend: Backend, options: Options, seed: number): Promise<Tally> {
  const tally = { fault: row.name, backend, lengths: lengthsOf(options), rounds: 1, within: row.within };
  const lengths = options.full ? FULL : SHORT;
  try {
    const result = await limited(row.round({ world, dice: throwDice(seed), lengths }), ROUND_LIMIT_S + lengths.redisAway);
    const { recoverySeconds, activationIds, broken = [] } = result;
    const found = [...broken, ...(recoverySeconds === null ? [] : above('recovery', recoverySeconds, row.within)), ...(await checkRound(world, activationIds))];
    await limited(world.heal(), ROUND_LIMIT_S);
    return { ...tally, violations: found.length, worstRecoverySeconds: recoverySeconds, found: found.map((what) => ({ seed, what })) };
  } catch (error) {
    return { ...tally, violations: 1, worstRecoverySeconds: null, found: [{ seed, what: error instanceof Error ? error.message : String(error) }] };
  }
}

async function limited<T>(work: Promise<T>, seconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => { timer = setTimeout(() => reject(new Error(`the round did not end within ${seconds} s`)), seconds * 1000); });
  try {
    return await Promise.race([work, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}
