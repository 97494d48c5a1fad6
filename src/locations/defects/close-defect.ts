import { Injectable } from '@nestjs/common';
import { Problem, SYSTEM_SCOPE, type Actor } from '../../kernel/index.js';
import { assertMay } from '../../organisations/index.js';
import { Database } from '../../platform/database/index.js';
import { DueMoments } from '../../platform/due-moments/index.js';
import { RecordBook } from '../../record/index.js';
import { type DefectStep, stepDefect } from '../domain/index.js';
import { DEFECT_OVERDUE } from '../due-moments.js';
import { DEFECT_NOT_OPEN, DEFECT_NOT_YOURS } from './defect-problems.js';
import { Defects } from './defects.js';

/** A defect is solved, with evidence, or withdrawn, with a reason. Readiness stays what inspections say. */
@Injectable()
export class CloseDefect {
  constructor(
    private readonly database: Database,
    private readonly defects: Defects,
    private readonly dueMoments: DueMoments,
    private readonly record: RecordBook,
  ) {}

  /** Throws REQUEST.NOT_FOUND (404), DEFECT.NOT_YOURS (403), DEFECT.NOT_OPEN (409) when somebody was first. */
  async run(actor: Actor, id: string, step: DefectStep, outcome: string): Promise<void> {
    assertMay(actor, step === 'solve' ? 'defect.solve' : 'defect.withdraw');
    await this.database.transaction(async (tx) => {
      const { locationId } = await this.defects.byId(tx, actor.scope, id);
      await tx.lock('standby_locations', locationId);
      const now = await tx.now();
      const defect = await this.defects.byId(tx, SYSTEM_SCOPE, id);
      const decided = stepDefect(defect.state, step, actor, { municipalityId: defect.municipalityId, ownerId: defect.owner.id, openedById: defect.openedBy.id });
      if (!decided.ok) throw new Problem(decided.error === 'not-open' ? DEFECT_NOT_OPEN : DEFECT_NOT_YOURS);
      await tx.query('UPDATE defects SET state = $2, outcome = $3, closed_by_id = $4, closed_at = $5 WHERE id = $1', [id, decided.value, outcome, actor.organisationId, now]);
      await this.dueMoments.supersede(tx, [id], [DEFECT_OVERDUE]);
      await this.record.add(tx, actor, {
        action: `location.defect-${decided.value}`, subjectKind: 'location', subjectId: locationId,
        before: { defectId: id, state: defect.state }, after: { state: decided.value, criterion: defect.criterion }, personal: { outcome },
      });
      await tx.notify('location', locationId);
    });
  }
}
