import { Injectable } from '@nestjs/common';
import { Problem, type Actor } from '../../kernel/index.js';
import { assertMay } from '../../organisations/index.js';
import { Database } from '../../platform/database/index.js';
import { OpenDefect } from '../defects/open-defect.js';
import { lockOwnLocation } from '../own-location.js';
import { RecordInspection } from '../record-inspection.js';
import { INSPECTION_DRAFT_GONE } from './inspection-draft-problems.js';
import { InspectionDrafts } from './inspection-drafts.js';
import { parseInspection } from './step-schemas.js';

/** An inspection that was under way is done: it is recorded with the defects that were noted, in one transaction, once. */
@Injectable()
export class FinishInspection {
  constructor(
    private readonly database: Database,
    private readonly drafts: InspectionDrafts,
    private readonly inspect: RecordInspection,
    private readonly openDefect: OpenDefect,
  ) {}

  /**
   * Throws INSPECTION.DRAFT_GONE (409) when it was finished already, REQUEST.INVALID (400) when nothing was looked at or
   * something is wrong, REQUEST.NOT_FOUND (404), LOCATION.NOT_YOURS (403). Nothing is lost then: it is still under way.
   */
  async run(actor: Actor, locationId: string): Promise<void> {
    assertMay(actor, 'inspection.write');
    await this.database.transaction(async (tx) => {
      await lockOwnLocation(tx, actor, locationId);
      await tx.now();
      const draft = await this.drafts.own(tx, actor, locationId);
      if (!draft) throw new Problem(INSPECTION_DRAFT_GONE);
      const { body, defects } = parseInspection(locationId, draft, draft.steps);
      await this.inspect.record(tx, actor, body, draft.id);
      for (const defect of defects) await this.openDefect.open(tx, actor, locationId, defect, draft.id);
      await tx.query('DELETE FROM inspection_drafts WHERE id = $1', [draft.id]);
    });
  }
}
