import { Injectable } from '@nestjs/common';
import { dayOf, endOfDay, INVALID_INPUT, isId, newId, NOT_FOUND, Problem, SYSTEM_SCOPE, type Actor, type FieldError } from '../../kernel/index.js';
import { assertMay, Organisations } from '../../organisations/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { DueMoments } from '../../platform/due-moments/index.js';
import { once, type IdempotencyKey } from '../../platform/http/index.js';
import { RecordBook } from '../../record/index.js';
import { mayOpenDefect } from '../domain/index.js';
import { DEFECT_OVERDUE } from '../due-moments.js';
import { ReadinessDigests } from '../readiness-digests.js';
import { StandbyLocation } from '../standby-location.entity.js';
import { DEFECT_NOT_YOURS } from './defect-problems.js';
import type { DefectBody } from './defect-schemas.js';

const IN_THE_PAST: FieldError = { path: 'dueOn', code: 'in-the-past', message: { nl: 'Deze dag is al voorbij.', en: 'This day has passed already.' } };
const NOBODY: FieldError = { path: 'ownerId', code: 'unknown-organisation', message: { nl: 'Deze organisatie bestaat niet.', en: 'This organisation does not exist.' } };

/** Something has to be seen to before a criterion can be found in order: a task with an owner and a day. */
@Injectable()
export class OpenDefect {
  constructor(
    private readonly database: Database,
    private readonly organisations: Organisations,
    private readonly dueMoments: DueMoments,
    private readonly digests: ReadinessDigests,
    private readonly record: RecordBook,
  ) {}

  /** Gives its id. Throws REQUEST.NOT_FOUND (404), DEFECT.NOT_YOURS (403), REQUEST.INVALID (400) for a day gone by or an unknown owner. */
  async run(actor: Actor, locationId: string, body: DefectBody, key?: IdempotencyKey): Promise<string> {
    assertMay(actor, 'defect.open');
    if (!isId(locationId)) throw new Problem(NOT_FOUND);
    const { result } = await once(this.database, key, async (tx) => {
      await tx.lock('standby_locations', locationId);
      return this.open(tx, actor, locationId, body, null);
    });
    return result;
  }

  /** The same within a decision that has locked the location, such as an inspection in which it was found. */
  async open(tx: Tx, actor: Actor, locationId: string, body: DefectBody, inspectionId: string | null): Promise<string> {
    const now = await tx.now();
    const location = await tx.manager.findOneBy(StandbyLocation, { id: locationId });
    if (!location || location.withdrawnAt !== null) throw new Problem(NOT_FOUND);
    if (!mayOpenDefect(actor, location.organisationId) || actor.organisationId === null) throw new Problem(DEFECT_NOT_YOURS);
    await this.check(tx, body, dayOf(now));
    const id = newId();
    const { criterion, description, ownerId, dueOn } = body;
    await tx.query(
      `INSERT INTO defects (id, location_id, criterion, description, owner_id, due_on, inspection_id, opened_by_id, opened_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [id, locationId, criterion, description, ownerId, dueOn, inspectionId, actor.organisationId, now]);
    await this.dueMoments.plan(tx, [{ definition: DEFECT_OVERDUE, subjectId: id, dueAt: endOfDay(dueOn) }]);
    // Whoever notes it for itself knows of it.
    if (ownerId !== actor.organisationId) await this.digests.addDefect(tx, await this.digests.join(tx, ownerId), id, 'opened');
    await this.record.add(tx, actor, {
      action: 'location.defect-opened', subjectKind: 'location', subjectId: locationId, after: { defectId: id, criterion, ownerId, dueOn, inspectionId }, personal: { description },
    });
    await tx.notify('location', locationId);
    return id;
  }

  private async check(tx: Tx, { ownerId, dueOn }: DefectBody, today: string): Promise<void> {
    const wrong = [...(dueOn < today ? [IN_THE_PAST] : []), ...((await this.organisations.byId(tx, SYSTEM_SCOPE, ownerId)) ? [] : [NOBODY])];
    if (wrong.length > 0) throw new Problem(INVALID_INPUT, {}, wrong);
  }
}
