import { Inject, Injectable, Logger, type OnApplicationBootstrap, type BeforeApplicationShutdown } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { SETTINGS, type Settings } from '../platform/config/index.js';
import { SweepDatabase, type Tx } from '../platform/database/index.js';
import { GENESIS, sealOf } from './domain/chain.js';
import { factsOf, type EntryRow } from './entry-row.js';

// Any number that is ours; held by the one process that seals.
const SEALER_LOCK = 7_202_612;
const BATCH = 500;

/** Gives every new entry its position and hash within a second. One sealer at a time, so the chain cannot fork. */
@Injectable()
export class Sealer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('Sealer');
  private running: Promise<unknown> = Promise.resolve();
  private busy = false;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly database: SweepDatabase,
    private readonly scheduler: SchedulerRegistry,
  ) {}

  onApplicationBootstrap(): void {
    if (this.settings.role === 'web') return;
    this.scheduler.addInterval('record-sealer', setInterval(() => this.tick(), 1000));
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.running;
  }

  private tick(): void {
    if (this.busy) return;
    this.busy = true;
    this.running = this.seal()
      .catch((error: unknown) => this.log.warn(`Sealing waits: ${String(error)}`))
      .finally(() => { this.busy = false; });
  }

  /** Seals what is not sealed yet; returns how many entries. Entries wait unharmed when another process is sealing. */
  async seal(): Promise<number> {
    let total = 0;
    for (let sealed = BATCH; sealed === BATCH; total += sealed) {
      sealed = await this.database.database.transaction((tx) => this.sealBatch(tx));
    }
    return total;
  }

  private async sealBatch(tx: Tx): Promise<number> {
    const [lock] = await tx.query<{ mine: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS mine', [SEALER_LOCK]);
    if (!lock?.mine) return 0;
    const entries = await tx.query<EntryRow>(
      `SELECT e.* FROM record_entries e WHERE NOT EXISTS (SELECT 1 FROM record_seals s WHERE s.entry_id = e.id)
        ORDER BY e.at, e.id LIMIT $1`, [BATCH]);
    if (entries.length === 0) return 0;
    const [last] = await tx.query<{ position: string; hash: Buffer }>('SELECT position, hash FROM record_seals ORDER BY position DESC LIMIT 1');
    const now = await tx.now();
    let previous: Buffer = last?.hash ?? GENESIS;
    const before = Number(last?.position ?? 0);
    const seals = entries.map((entry, index) => {
      const position = before + index + 1;
      const seal = { position, entry_id: entry.id, previous_hash: previous.toString('hex'), hash: sealOf(previous, position, factsOf(entry)) };
      previous = seal.hash;
      return { ...seal, hash: seal.hash.toString('hex') };
    });
    await tx.query(
      `INSERT INTO record_seals (position, entry_id, previous_hash, hash, sealed_at)
       SELECT s.position, s.entry_id, decode(s.previous_hash, 'hex'), decode(s.hash, 'hex'), $2::timestamptz
         FROM jsonb_to_recordset($1::jsonb) AS s(position bigint, entry_id uuid, previous_hash text, hash text) ORDER BY s.position`, [JSON.stringify(seals), now]);
    return entries.length;
  }
}
