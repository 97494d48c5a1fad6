import path from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { IMPORT_POLICY } from '../../../config/import.js';
import { newId, Problem, type Actor } from '../../kernel/index.js';
import { assertMay } from '../../organisations/index.js';
import { SETTINGS, type Settings } from '../../platform/config/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { once, type IdempotencyKey } from '../../platform/http/index.js';
import type { UploadedFile, UploadLimits } from '../../platform/storage/index.js';
import { LOCATION_NOT_YOURS } from '../location-problems.js';
import { readable } from './cells.js';
import { ImportJobs } from './import.jobs.js';
import { IMPORT_TOO_MANY } from './import-problems.js';
import { LocationImports } from './location-imports.js';

const LONGEST_NAME = 200;

/** A municipality uploads a file of locations. It is kept whole before it is read: a line that breaks afterwards loses nothing. */
@Injectable()
export class StartImport {
  /** What a form with a file may hold, and where it is kept while it comes in. */
  readonly limits: UploadLimits;

  constructor(
    private readonly database: Database,
    private readonly imports: LocationImports,
    private readonly jobs: ImportJobs,
    @Inject(SETTINGS) { dataDir }: Pick<Settings, 'dataDir'>,
  ) {
    this.limits = { maximumBytes: IMPORT_POLICY.maximumBytes.value, folder: path.join(dataDir, 'uploads') };
  }

  /** Gives the import's id, or that of the one that the same key made before. Throws AUTH.FORBIDDEN (403), IMPORT.TOO_MANY (409). */
  async run(actor: Actor, file: Pick<UploadedFile, 'name'> & { readonly content: Pick<UploadedFile['content'], 'size' | 'stream'> }, key?: IdempotencyKey): Promise<string> {
    assertMay(actor, 'location.write');
    const { result } = await once(this.database, key, (tx) => this.keep(tx, actor, file));
    return result;
  }

  private async keep(tx: Tx, actor: Actor, { name, content }: Parameters<StartImport['run']>[1]): Promise<string> {
    if (actor.organisationId === null) throw new Problem(LOCATION_NOT_YOURS);
    const [kept] = await tx.query<{ count: number }>('SELECT count(*)::int AS count FROM location_imports WHERE organisation_id = $1 AND cleared_at IS NULL AND status <> \'done\'', [actor.organisationId]);
    if (kept!.count >= IMPORT_POLICY.maximumKept.value) throw new Problem(IMPORT_TOO_MANY, { maximum: IMPORT_POLICY.maximumKept.value });
    const id = newId();
    await tx.query(
      `INSERT INTO location_imports (id, organisation_id, status, file_name, file_size, uploaded_by, created_at) VALUES ($1, $2, 'checking', $3, $4, $5, $6)`,
      [id, actor.organisationId, shownName(name), content.size, actor.name, await tx.now()]);
    await this.imports.keepFile(tx, id, content.stream());
    await this.jobs.planClearing(tx, id);
    await this.jobs.plan(tx, id);
    return id;
  }
}

/** The file's own name, without the folders that some programs put before it. */
const shownName = (name: string): string => readable(name).replace(/^.*[\\/]/, '').replace(/\p{Cc}/gu, ' ').trim().slice(-LONGEST_NAME) || '–';
