import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { SETTINGS, type Settings } from '../platform/config/index.js';
import { SweepDatabase, type Tx } from '../platform/database/index.js';
import { driftOf, type StandingsDrift } from './standings-drift.js';
import { writeStandings } from './location-standings.js';
import { basisOn, rulesOf } from './standings-basis.js';

// Any number that is ours; held by the one process that brings the lists up to date.
const KEEPER_LOCK = 7_202_615;
// So few that somebody who triggers meanwhile waits for their rows some hundredths of a second at most.
const BATCH = 50;

/**
 * Brings the lists up to date where no use case has: after another version of the rules was started, after a migration,
 * and after whatever changed a location without saying so. It works in the background and in small portions.
 */
@Injectable()
export class StandingsKeeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('Standings');
  private running: Promise<void> | undefined;
  private stopped = false;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly sweep: SweepDatabase,
    private readonly scheduler: SchedulerRegistry,
  ) {}

  onApplicationBootstrap(): void {
    if (this.settings.role === 'web') return;
    this.scheduler.addInterval('location-standings', setInterval(() => void this.keep(), this.settings.sweepSeconds * 1000));
    void this.keep(true);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  /** What differs between the lists and what the rules say now. Reads everything: for the command and for tests. */
  drift(): Promise<StandingsDrift> {
    return driftOf(this.sweep.database);
  }

  /** Works out anew whatever is not as it ought to be by the rules of this process; returns how many locations. */
  async rebuild(): Promise<number> {
    const { database } = this.sweep;
    await database.query('UPDATE location_standings_basis SET basis = $1 WHERE basis <> $1', [rulesOf(basisOn(await database.now()))]);
    return this.catchUp();
  }

  /** The same for what was changed since, and only while no process of another version has taken over. */
  async catchUp(): Promise<number> {
    let total = 0;
    for (let found = -1; found !== 0 && !this.stopped; total += Math.max(found, 0)) found = await this.sweep.database.transaction((tx) => rebuildBatch(tx));
    return total;
  }

  private async keep(started = false): Promise<void> {
    if (this.running) return;
    this.running = (started ? this.rebuild() : this.catchUp())
      .then((count) => { if (count > 0) this.log.log(`${count} locations were worked out anew for the lists.`); })
      .catch((error: unknown) => this.log.error(`The lists of locations wait; the next pass tries again. ${String(error)}`))
      .finally(() => { this.running = undefined; });
    await this.running;
  }
}

/** Brings up to date as many as one portion holds; 0 when there is nothing to do or somebody else does it. */
async function rebuildBatch(tx: Tx): Promise<number> {
  const basis = basisOn(await tx.now());
  // A process of another version leaves the work to the one that started last.
  const [mine] = await tx.query<{ mine: boolean }>(`SELECT basis = $2 AND pg_try_advisory_xact_lock($1) AS mine FROM location_standings_basis`, [KEEPER_LOCK, rulesOf(basis)]);
  if (!mine?.mine) return 0;
  const stale = await tx.query<{ location_id: string }>(
    `(SELECT location_id FROM location_listings WHERE basis < $1 LIMIT $2) UNION ALL (SELECT location_id FROM location_listings WHERE basis > $1 LIMIT $2) LIMIT $2`, [basis, BATCH]);
  // Whoever is changing one of them now writes it themselves. Once its row is ours, what we read is what is committed.
  const ours = await tx.query<{ location_id: string }>(
    'SELECT location_id FROM location_listings WHERE location_id = ANY($1::uuid[]) ORDER BY location_id FOR UPDATE SKIP LOCKED', [stale.map(({ location_id: id }) => id)]);
  const ids = ours.map(({ location_id: id }) => id);
  await writeStandings(tx, ids);
  return ids.length;
}
