import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SYSTEM_ACTOR, SYSTEM_SCOPE, type Instant } from '../../kernel/index.js';
import { Organisations } from '../../organisations/index.js';
import type { Tx } from '../../platform/database/index.js';
import { DueMomentRegistry } from '../../platform/due-moments/index.js';
import { RecordBook } from '../../record/index.js';
import { isOverdue } from '../domain/index.js';
import { DEFECT_OVERDUE } from '../due-moments.js';
import { ReadinessDigests } from '../readiness-digests.js';
import { Defects } from './defects.js';

/** Carries out that the day of a defect has passed: who owes it and the province hear of it with their message of the day. */
@Injectable()
export class DefectJobs implements OnModuleInit {
  constructor(
    private readonly registry: DueMomentRegistry,
    private readonly defects: Defects,
    private readonly organisations: Organisations,
    private readonly digests: ReadinessDigests,
    private readonly record: RecordBook,
  ) {}

  onModuleInit(): void {
    this.registry.define(DEFECT_OVERDUE);
    this.registry.handle(DEFECT_OVERDUE, {
      lock: async (tx, id) => { await tx.lock('standby_locations', (await this.defects.byId(tx, SYSTEM_SCOPE, id)).locationId); },
      carryOut: (tx, moment, now) => this.overdue(tx, moment.subjectId, now),
    });
  }

  private async overdue(tx: Tx, id: string, now: Instant): Promise<void> {
    const defect = await this.defects.byId(tx, SYSTEM_SCOPE, id);
    if (!isOverdue(defect, now)) return;
    await tx.query('UPDATE defects SET overdue_at = $2 WHERE id = $1', [id, now]);
    const province = await this.organisations.provinceOf(tx, SYSTEM_SCOPE, defect.municipalityId);
    const told = new Set([defect.owner.id, ...(province ? [province.id] : [])]);
    // In one order everywhere, as with what runs out.
    for (const organisationId of [...told].sort((a, b) => a.localeCompare(b))) await this.digests.addDefect(tx, await this.digests.join(tx, organisationId), id, 'overdue');
    await this.record.add(tx, SYSTEM_ACTOR, {
      action: 'location.defect-overdue', subjectKind: 'location', subjectId: defect.locationId, after: { defectId: id, criterion: defect.criterion, ownerId: defect.owner.id, dueOn: defect.dueOn },
    });
    await tx.notify('location', defect.locationId);
  }
}
