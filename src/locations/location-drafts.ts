import { Injectable } from '@nestjs/common';
import { DRAFT_LIMITS } from '../../config/drafts.js';
import { isId, NOT_FOUND, Problem, type Actor, type Instant, type Scope } from '../kernel/index.js';
import { assertMay } from '../organisations/index.js';
import { Database, type Tx } from '../platform/database/index.js';
import { assertVersion } from '../platform/http/index.js';
import { draftDecision, type DraftSent } from './domain/index.js';
import type { DraftFields } from './draft-fields.js';
import { DRAFT_CHANGED, DRAFT_GONE, DRAFTS_FULL } from './draft-problems.js';

/** A form that is sent for the draft with this id. */
export type DraftRef = DraftSent & { readonly id: string };

export type Draft = {
  readonly id: string;
  /** Who saved it last. */
  readonly personId: string;
  readonly fields: DraftFields;
  readonly version: number;
  readonly savedAt: Instant;
};

const COLUMNS = 'id, person_id AS "personId", fields, version, updated_at AS "savedAt"';
type Kept = DraftSent & { readonly organisationId: string };

/** Unfinished forms of an organisation. Nothing in them has been decided, so they are not on the record. */
@Injectable()
export class LocationDrafts {
  constructor(private readonly database: Database) {}

  /** The drafts of one's organisation, the last saved first. */
  async list(scope: Scope): Promise<Draft[]> {
    return this.database.query<Draft>(`SELECT ${COLUMNS} FROM location_drafts WHERE organisation_id = $1 ORDER BY updated_at DESC, id`, [organisationOf(scope)]);
  }

  /** Throws REQUEST.NOT_FOUND (404), also for a draft of another organisation. */
  async byId(scope: Scope, id: string): Promise<Draft> {
    const [draft] = isId(id) ? await this.database.query<Draft>(`SELECT ${COLUMNS} FROM location_drafts WHERE id = $1 AND organisation_id = $2`, [id, organisationOf(scope)]) : [];
    if (!draft) throw new Problem(NOT_FOUND);
    return draft;
  }

  /**
   * Keeps the form as it was sent; gives its version and when that was. Throws DRAFT.CHANGED (412), DRAFT.GONE (409),
   * DRAFT.TOO_MANY (409), REQUEST.NOT_FOUND (404) for a draft of another organisation.
   */
  async save(actor: Actor, ref: DraftRef, fields: DraftFields): Promise<{ version: number; savedAt: Instant }> {
    assertMay(actor, 'location.write');
    const { organisationId, personId } = actor;
    if (!isId(ref.id) || organisationId === null || personId === null) throw new Problem(NOT_FOUND);
    return this.database.transaction(async (tx) => {
      // One at a time: their number is limited, and the same draft can be new to two of them.
      await tx.lock('organisations', organisationId);
      const kept = await keptFor(tx, organisationId, ref);
      if (!kept) await refuseTooMany(tx, organisationId);
      const version = (kept?.version ?? 0) + 1;
      const savedAt = await tx.now();
      await tx.query(
        `INSERT INTO location_drafts (id, organisation_id, person_id, form_key, fields, version, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $7)
         ON CONFLICT (id) DO UPDATE SET person_id = $3, form_key = $4, fields = $5, version = $6, updated_at = $7`,
        [ref.id, organisationId, personId, ref.formKey, JSON.stringify(fields), version, savedAt]);
      return { version, savedAt };
    });
  }

  /** Throws it away. Throws REQUEST.STALE_VERSION (412) when it was saved since, REQUEST.NOT_FOUND (404). */
  async remove(actor: Actor, id: string, version: number): Promise<void> {
    assertMay(actor, 'location.write');
    const { organisationId } = actor;
    if (!isId(id) || organisationId === null) throw new Problem(NOT_FOUND);
    await this.database.transaction(async (tx) => {
      const kept = await lockDraft(tx, id);
      if (kept?.organisationId !== organisationId) throw new Problem(NOT_FOUND);
      assertVersion(kept.version, version);
      await tx.query('DELETE FROM location_drafts WHERE id = $1', [id]);
    });
  }
}

/**
 * Removes a draft because what is in it is being registered, in the transaction that does so. A form that was never saved
 * has none. Throws DRAFT.CHANGED (412) and DRAFT.GONE (409): whoever was first has registered it, or goes on with it.
 */
export async function takeDraft(tx: Tx, organisationId: string, ref: DraftRef): Promise<void> {
  if (!isId(ref.id)) return;
  const kept = await keptFor(tx, organisationId, ref);
  if (kept) await tx.query('DELETE FROM location_drafts WHERE id = $1', [ref.id]);
}

/** The draft as it is kept, locked; null when there is none yet. Throws when this form may not replace it. */
async function keptFor(tx: Tx, organisationId: string, ref: DraftRef): Promise<Kept | null> {
  const kept = await lockDraft(tx, ref.id);
  if (kept && kept.organisationId !== organisationId) throw new Problem(NOT_FOUND);
  const decision = draftDecision(kept, ref);
  if (decision === 'changed') throw new Problem(DRAFT_CHANGED, {}, [], { draftId: ref.id });
  if (decision === 'gone') throw new Problem(DRAFT_GONE);
  return kept;
}

async function lockDraft(tx: Tx, id: string): Promise<Kept | null> {
  const [row] = await tx.query<Kept>('SELECT version, form_key AS "formKey", organisation_id AS "organisationId" FROM location_drafts WHERE id = $1 FOR UPDATE', [id]);
  return row ?? null;
}

async function refuseTooMany(tx: Tx, organisationId: string): Promise<void> {
  const [row] = await tx.query<{ n: number }>('SELECT count(*)::int AS n FROM location_drafts WHERE organisation_id = $1', [organisationId]);
  if (row!.n >= DRAFT_LIMITS.perOrganisation) throw new Problem(DRAFTS_FULL, { most: DRAFT_LIMITS.perOrganisation });
}

// The system is no organisation: it has no drafts.
const organisationOf = (scope: Scope): string | null => (scope.kind === 'system' ? null : scope.organisationId);
