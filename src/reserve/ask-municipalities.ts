import { Injectable } from '@nestjs/common';
import { INVALID_INPUT, newId, Problem, SYSTEM_SCOPE, type Actor, type FieldError } from '../kernel/index.js';
import { assertMay, Organisations } from '../organisations/index.js';
import { Database, type Tx } from '../platform/database/index.js';
import { assertVersion } from '../platform/http/index.js';
import { RecordBook } from '../record/index.js';
import { maySpread, SHARE_ASKED } from './domain/index.js';
import { ReserveRequest } from './reserve-request.entity.js';
import { ReserveRequests, type ReserveRequestView } from './reserve-requests.js';
import { ReserveShare } from './reserve-share.entity.js';
import { ReserveShares, type ShareView } from './reserve-shares.js';
import { ShareAlerts } from './share-alerts.js';
import type { AskBody } from './share-schemas.js';

const NOT_A_MUNICIPALITY = { nl: 'Dit is geen gemeente van uw provincie.', en: 'This is not a municipality of your province.' };

/** The province spreads what it was asked over its municipalities: each is asked for so many places. */
@Injectable()
export class AskMunicipalities {
  constructor(
    private readonly database: Database,
    private readonly requests: ReserveRequests,
    private readonly shares: ReserveShares,
    private readonly organisations: Organisations,
    private readonly alerts: ShareAlerts,
    private readonly record: RecordBook,
  ) {}

  /**
   * Whoever is asked for another number than before is asked anew, and its earlier answer no longer holds; whoever is asked for
   * the same is left alone. Throws REQUEST.NOT_FOUND, REQUEST.STALE_VERSION, RESERVE.SHARE_NOT_YOURS, RESERVE.NOT_SPREADABLE, or
   * REQUEST.INVALID naming each organisation that is no municipality of the province.
   */
  async run(actor: Actor, requestId: string, body: AskBody, version: number): Promise<void> {
    assertMay(actor, 'share.ask');
    await this.database.transaction(async (tx) => {
      const request = await this.requests.lock(tx, actor.scope, requestId);
      assertVersion(request.version, version);
      const allowed = maySpread(actor.scope, request);
      if (!allowed.ok) throw allowed.error;
      await this.checkMunicipalities(tx, request, body);
      const known = new Map((await this.shares.ofRequest(tx, SYSTEM_SCOPE, requestId)).map((share) => [share.municipalityId, share]));
      const changed = body.shares.filter(({ municipalityId, places }) => known.get(municipalityId)?.placesAsked !== places);
      if (changed.length === 0) return;
      for (const { municipalityId, places } of changed) await this.ask(tx, actor, request, known.get(municipalityId), { municipalityId, placesAsked: places });
      await tx.manager.update(ReserveRequest, { id: requestId }, { version: request.version + 1 });
      await this.alerts.asked(tx, request, changed.map(({ municipalityId, places }) => ({ municipalityId, placesAsked: places })));
      await tx.notify('reserve-request', requestId);
    });
  }

  private async ask(tx: Tx, actor: Actor, request: ReserveRequestView, before: ShareView | undefined, asked: Pick<ReserveShare, 'municipalityId' | 'placesAsked'>): Promise<void> {
    const again = { ...SHARE_ASKED, placesAsked: asked.placesAsked, askedAt: await tx.now(), answeredAt: null };
    const id = before?.id ?? newId();
    if (before) await tx.manager.update(ReserveShare, { id }, { ...again, version: before.version + 1 });
    else await tx.manager.insert(ReserveShare, { id, reserveRequestId: request.id, municipalityId: asked.municipalityId, ...again, version: 1 });
    await this.record.add(tx, actor, {
      action: 'reserve-share.asked', subjectKind: 'reserve-request', subjectId: request.id,
      ...(before && { before: { shareId: id, placesAsked: before.placesAsked, answer: before.answer, placesPromised: before.placesPromised } }),
      after: { shareId: id, municipalityId: asked.municipalityId, placesAsked: asked.placesAsked, answer: SHARE_ASKED.answer, placesPromised: null },
    });
  }

  private async checkMunicipalities(tx: Tx, { provinceCode }: ReserveRequestView, { shares }: AskBody): Promise<void> {
    const own = new Set((await this.organisations.list(tx, SYSTEM_SCOPE, { kind: 'municipality', provinceCode })).map(({ id }) => id));
    const errors: FieldError[] = shares.flatMap(({ municipalityId }, index) =>
      own.has(municipalityId) ? [] : [{ path: `shares.${index}.municipalityId`, code: 'not-a-municipality', message: NOT_A_MUNICIPALITY }]);
    if (errors.length > 0) throw new Problem(INVALID_INPUT, {}, errors);
  }
}
