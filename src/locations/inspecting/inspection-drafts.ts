import { Injectable } from '@nestjs/common';
import { newId, Problem, type Actor, type Instant } from '../../kernel/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { EMPTY_STEP, type InspectedCriterion, type InspectionSteps } from '../domain/index.js';
import { lockOwnLocation } from '../own-location.js';
import { INSPECTION_DRAFT_GONE } from './inspection-draft-problems.js';
import type { StepFields } from './step-fields.js';
import type { StartBody } from './step-schemas.js';

/** An inspection under way: what one person has found so far in one building. */
export type InspectionDraft = StartBody & { readonly id: string; readonly steps: InspectionSteps; readonly version: number; readonly updatedAt: Instant };
export type Saved = { readonly version: number; readonly savedAt: Instant };

const COLUMNS = `id, inspected_at AS "inspectedAt", inspector, steps, version, updated_at AS "updatedAt"`;

/** Inspections under way. Nothing in them has been decided, so they are not on the record, and they count for nothing. */
@Injectable()
export class InspectionDrafts {
  constructor(private readonly database: Database) {}

  /** The one that this person has under way at the location, if any. */
  async own(source: Database | Tx, actor: Actor, locationId: string): Promise<InspectionDraft | undefined> {
    const [draft] = await source.query<InspectionDraft>(`SELECT ${COLUMNS} FROM inspection_drafts WHERE location_id = $1 AND person_id = $2`, [locationId, actor.personId]);
    return draft;
  }

  /** Begins one, or says of the one that is under way when it is and who inspects. Throws LOCATION.NOT_YOURS (403), REQUEST.NOT_FOUND (404). */
  async start(actor: Actor, locationId: string, { inspectedAt, inspector }: StartBody): Promise<void> {
    await this.database.transaction(async (tx) => {
      await lockOwnLocation(tx, actor, locationId);
      await tx.query(
        `INSERT INTO inspection_drafts (id, location_id, person_id, inspected_at, inspector, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $6)
         ON CONFLICT (location_id, person_id) DO UPDATE SET inspected_at = $4, inspector = $5, updated_at = $6, version = inspection_drafts.version + 1`,
        [newId(), locationId, actor.personId, inspectedAt, inspector, await tx.now()]);
    });
  }

  /** Keeps a step as it was sent; photos stay. Throws INSPECTION.DRAFT_GONE (409). */
  async save(actor: Actor, locationId: string, criterion: InspectedCriterion, fields: StepFields): Promise<Saved> {
    return this.change(actor, locationId, criterion, `jsonb_build_object('fields', $4::jsonb)`, JSON.stringify(fields));
  }

  /** Throws INSPECTION.DRAFT_GONE (409). */
  async addPhoto(actor: Actor, locationId: string, criterion: InspectedCriterion, photoId: string): Promise<Saved> {
    return this.change(actor, locationId, criterion, `jsonb_build_object('photoIds', coalesce(steps #> ARRAY[$3, 'photoIds'], '[]') || to_jsonb($4::text))`, photoId);
  }

  /** The photo stays among the documents; it no longer goes with this finding. Throws INSPECTION.DRAFT_GONE (409). */
  async dropPhoto(actor: Actor, locationId: string, criterion: InspectedCriterion, photoId: string): Promise<Saved> {
    return this.change(actor, locationId, criterion, `jsonb_build_object('photoIds', coalesce(steps #> ARRAY[$3, 'photoIds'], '[]') - $4::text)`, photoId);
  }

  /** Nobody looked at it after all. Throws INSPECTION.DRAFT_GONE (409). */
  async clear(actor: Actor, locationId: string, criterion: InspectedCriterion): Promise<Saved> {
    return this.change(actor, locationId, criterion, '$4::jsonb', JSON.stringify(EMPTY_STEP));
  }

  async discard(actor: Actor, locationId: string): Promise<void> {
    await this.database.query('DELETE FROM inspection_drafts WHERE location_id = $1 AND person_id = $2', [locationId, actor.personId]);
  }

  /** Merges into one step and leaves the others, so that two windows on two steps do each other no harm. */
  private async change(actor: Actor, locationId: string, criterion: InspectedCriterion, part: string, value: string): Promise<Saved> {
    const [saved] = await this.database.transaction((tx) => tx.query<Saved>(
      `UPDATE inspection_drafts
          SET steps = jsonb_set(steps, ARRAY[$3::text], '{"fields": {}, "photoIds": []}'::jsonb || coalesce(steps -> $3, '{}') || ${part}), version = version + 1, updated_at = app_now()
        WHERE location_id = $1 AND person_id = $2 RETURNING version, updated_at AS "savedAt"`,
      [locationId, actor.personId, criterion, value]));
    if (!saved) throw new Problem(INSPECTION_DRAFT_GONE);
    return saved;
  }
}
