import { Injectable } from '@nestjs/common';
import { INVALID_INPUT, newId, Problem, SYSTEM_SCOPE, type Actor, type FieldError, type OrganisationKind } from '../kernel/index.js';
import { assertMay, Organisations } from '../organisations/index.js';
import { Database, type Tx } from '../platform/database/index.js';
import { once, type IdempotencyKey } from '../platform/http/index.js';
import { RecordBook } from '../record/index.js';
import { PeriodMoments } from './period-moments.js';
import type { CreateBody } from './request-schemas.js';
import { ReserveRequest } from './reserve-request.entity.js';

const KIND_OF = { provinceId: 'province', redCrossId: 'red-cross', coaId: 'coa', operationsId: 'operations' } as const satisfies Record<string, OrganisationKind>;
const WRONG_KIND = { nl: 'Kies een organisatie van de juiste soort ({kind}).', en: 'Choose an organisation of the right kind ({kind}).' };

/** PRO asks a province to keep places in reserve. */
@Injectable()
export class CreateReserveRequest {
  constructor(
    private readonly database: Database,
    private readonly organisations: Organisations,
    private readonly moments: PeriodMoments,
    private readonly record: RecordBook,
  ) {}

  /** Gives the id. Throws REQUEST.INVALID naming each organisation that is not of the kind asked for. */
  async run(actor: Actor, body: CreateBody, key?: IdempotencyKey): Promise<string> {
    assertMay(actor, 'request.create');
    return (await once(this.database, key, (tx) => this.create(tx, actor, body))).result;
  }

  private async create(tx: Tx, actor: Actor, body: CreateBody): Promise<string> {
    const province = await this.checkedProvince(tx, body);
    const { window: windowSeconds, ...rest } = body;
    const row = Object.assign(new ReserveRequest(), {
      ...rest, id: newId(), ministryId: actor.organisationId!, provinceCode: province, windowSeconds, answer: 'asked' as const, answerReason: null, askAgainOn: null,
      answeredAt: null, extendsId: null, releasedAt: null, retentionFrom: null, version: 1, createdAt: await tx.now(),
    });
    await tx.manager.insert(ReserveRequest, row);
    await this.moments.plan(tx, row);
    await this.record.add(tx, actor, { action: 'reserve-request.created', subjectKind: 'reserve-request', subjectId: row.id, after: { ...row } });
    return row.id;
  }

  private async checkedProvince(tx: Tx, body: CreateBody): Promise<string> {
    const errors: FieldError[] = [];
    let provinceCode = '';
    for (const [path, kind] of Object.entries(KIND_OF)) {
      const organisation = await this.organisations.byId(tx, SYSTEM_SCOPE, body[path as keyof typeof KIND_OF]);
      if (organisation?.kind !== kind) errors.push({ path, code: 'wrong-kind', message: WRONG_KIND, params: { kind } });
      else if (kind === 'province') provinceCode = organisation.provinceCode ?? '';
    }
    if (errors.length > 0) throw new Problem(INVALID_INPUT, {}, errors);
    return provinceCode;
  }
}
