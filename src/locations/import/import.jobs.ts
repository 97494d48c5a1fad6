import { Injectable, type OnModuleInit } from '@nestjs/common';
import { IMPORT_POLICY } from '../../../config/import.js';
import { addSeconds, type Instant } from '../../kernel/index.js';
import type { Tx } from '../../platform/database/index.js';
import { DueMomentRegistry, DueMoments } from '../../platform/due-moments/index.js';
import { fault } from './cells.js';
import { IMPORT_CLEAR, IMPORT_RESUME } from './import-due-moments.js';
import { type ImportStatus, WORKING } from './location-import.js';
import { IMPORT_TOPIC, IMPORT_WAITS_TOPIC, LocationImports } from './location-imports.js';

type State = { readonly status: ImportStatus; readonly attempts: number; readonly abandoned: boolean };

/** Sees to it that an import that was begun is finished or said to have failed, and that what it held is cleared away. */
@Injectable()
export class ImportJobs implements OnModuleInit {
  constructor(
    private readonly registry: DueMomentRegistry,
    private readonly dueMoments: DueMoments,
    private readonly imports: LocationImports,
  ) {}

  onModuleInit(): void {
    this.registry.define(IMPORT_RESUME, IMPORT_CLEAR);
    const lock = async (tx: Tx, id: string): Promise<void> => { await tx.lock('location_imports', id); };
    this.registry.handle(IMPORT_RESUME, { lock, carryOut: (tx, { subjectId }, now) => this.resume(tx, subjectId, now) });
    this.registry.handle(IMPORT_CLEAR, { lock, carryOut: (tx, { subjectId }, now) => this.clear(tx, subjectId, now) });
  }

  /** Called where work on an import begins, in that transaction: it is taken up at once, or again when that came to nothing. */
  async plan(tx: Tx, id: string): Promise<void> {
    await this.dueMoments.plan(tx, [{ definition: IMPORT_RESUME, subjectId: id, dueAt: addSeconds(await tx.now(), IMPORT_POLICY.leaseSeconds.value) }]);
    await tx.notify(IMPORT_WAITS_TOPIC, id);
    await tx.notify(IMPORT_TOPIC, id);
  }

  async planClearing(tx: Tx, id: string): Promise<void> {
    await this.dueMoments.plan(tx, [{ definition: IMPORT_CLEAR, subjectId: id, dueAt: addSeconds(await tx.now(), IMPORT_POLICY.keptDays.value * 86_400) }]);
  }

  private async resume(tx: Tx, id: string, now: Instant): Promise<void> {
    const [state] = await tx.query<State>('SELECT status, attempts, (lease_until IS NULL OR lease_until < $2) AS abandoned FROM location_imports WHERE id = $1', [id, now]);
    if (!state || !WORKING.includes(state.status)) return;
    // What has been written is written: what follows from it is tried for ever.
    if (state.abandoned && state.status !== 'finishing' && state.attempts >= IMPORT_POLICY.attempts.value) return this.giveUp(tx, id, now);
    await this.plan(tx, id);
  }

  private async giveUp(tx: Tx, id: string, now: Instant): Promise<void> {
    await tx.query(`UPDATE location_imports SET status = 'failed', fault = $2, finished_at = $3, claim = NULL, lease_until = NULL WHERE id = $1`, [id, JSON.stringify(GAVE_UP), now]);
    await this.imports.clear(tx, id, now);
  }

  private async clear(tx: Tx, id: string, now: Instant): Promise<void> {
    const [state] = await tx.query<Pick<State, 'status'>>('SELECT status FROM location_imports WHERE id = $1 AND cleared_at IS NULL', [id]);
    if (!state) return;
    // Not under the hands of whoever is at work on it.
    if (WORKING.includes(state.status)) return this.planClearing(tx, id);
    if (state.status === 'checked') await tx.query(`UPDATE location_imports SET status = 'cancelled', finished_at = $2 WHERE id = $1`, [id, now]);
    await this.imports.clear(tx, id, now);
  }
}

const GAVE_UP = fault('gave-up', 'Het inlezen is drie keer afgebroken. Er is niets opgeslagen. Probeer het met een kleiner bestand, of neem contact op met de beheerder.',
  'Reading it broke off three times. Nothing was saved. Try with a smaller file, or ask the administrator.');
