import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DIGEST_POLICY } from '../../config/digest.js';
import { Alerts } from '../alerts/index.js';
import { addSeconds, dayOf, SYSTEM_ACTOR, SYSTEM_SCOPE, type Instant } from '../kernel/index.js';
import { SETTINGS, type Settings } from '../platform/config/index.js';
import type { Tx } from '../platform/database/index.js';
import { DueMomentRegistry } from '../platform/due-moments/index.js';
import { RecordBook } from '../record/index.js';
import { type Defect, Defects } from './defects/defects.js';
import { confirmingSuffices, evaluateReadiness, isOverdue, stillToTell } from './domain/index.js';
import { READINESS_DIGEST } from './due-moments.js';
import { Locations } from './locations.js';
import { type ReadinessDigest, ReadinessDigests, type ToldExpiry } from './readiness-digests.js';
import { digestMail, type DigestDefect, type DigestLine } from './readiness-digest.mail.js';
import type { RegisteredLocation } from './registered-location.js';
import { DEFAULT_RULES } from './default-rules.js';

const DAY_SECONDS = 86_400;

/** Sends an organisation its message of the day, with what of it is still so. */
@Injectable()
export class DigestJobs implements OnModuleInit {
  constructor(
    private readonly registry: DueMomentRegistry,
    private readonly digests: ReadinessDigests,
    private readonly locations: Locations,
    private readonly defects: Defects,
    private readonly alerts: Alerts,
    private readonly record: RecordBook,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'publicUrl'>,
  ) {}

  onModuleInit(): void {
    this.registry.define(READINESS_DIGEST);
    this.registry.handle(READINESS_DIGEST, {
      lock: async (tx, id) => { await tx.lock('readiness_digests', id); },
      carryOut: (tx, moment, now) => this.send(tx, moment.subjectId, now),
    });
  }

  private async send(tx: Tx, digestId: string, now: Instant): Promise<void> {
    const digest = await this.digests.byId(tx, digestId);
    if (!digest || digest.sentAt !== null) return;
    await this.digests.close(tx, digestId);
    const lines = await this.lines(tx, digest, now);
    const defects = await this.defectsToTell(tx, digest, now);
    if (lines.length + defects.length === 0) return;
    const confirmUntil = addSeconds(now, DIGEST_POLICY.confirmLinkDays.value * DAY_SECONDS);
    const own = lines.every(({ ownerId }) => ownerId === digest.organisationId);
    const content = digestMail({ lines, defects }, { today: dayOf(now), publicUrl: this.settings.publicUrl, own, confirmUntil });
    await this.alerts.raise(tx, [{
      topicId: digestId, organisationId: digest.organisationId, purpose: 'readiness-digest', exercise: false, content, asksReceipt: false, answerLinkUntil: confirmUntil, lane: 'routine',
    }]);
    await this.record.add(tx, SYSTEM_ACTOR, {
      action: 'readiness.digest-sent', subjectKind: 'readiness-digest', subjectId: digestId,
      after: {
        organisationId: digest.organisationId, day: digest.day,
        defects: defects.map(({ defect, news }) => ({ defectId: defect.id, news })),
        expiries: lines.map(({ location, expiry: { criterion, lastDay, expired } }) => ({ locationId: location.id, criterion, lastDay, expired })),
      },
    });
  }

  private async defectsToTell(tx: Tx, { defects }: ReadinessDigest, now: Instant): Promise<(DigestDefect & { readonly defect: Defect })[]> {
    if (defects.length === 0) return [];
    const known = await this.defects.list(tx, SYSTEM_SCOPE, { ids: defects.map(({ defectId }) => defectId), open: true });
    return known.flatMap((defect) => defects.filter(({ defectId, news }) => defectId === defect.id && (news === 'opened' || isOverdue(defect, now))).map(({ news }) => ({ defect, news })));
  }

  private async lines(tx: Tx, { expiries }: ReadinessDigest, now: Instant): Promise<(DigestLine & { readonly ownerId: string })[]> {
    const known = await this.locations.byIds(tx, SYSTEM_SCOPE, [...new Set(expiries.map(({ locationId }) => locationId))]);
    return known.filter(({ withdrawnAt }) => withdrawnAt === null).flatMap((location) => {
      const told = expiries.filter(({ locationId }) => locationId === location.id);
      return linesOf(location, told, now).map((line) => ({ ...line, ownerId: location.organisationId }));
    });
  }
}

function linesOf(location: RegisteredLocation, told: readonly ToldExpiry[], now: Instant): DigestLine[] {
  const still = told.flatMap((one) => stillToTell(location, one, DEFAULT_RULES, now) ?? []);
  if (still.length === 0) return [];
  const { facts, inspections, availability } = location;
  const { status } = evaluateReadiness(facts, inspections, availability, DEFAULT_RULES.policy, now, DEFAULT_RULES.context);
  return still.map((expiry) => ({ location, status, expiry, confirmable: confirmingSuffices(location, expiry, DEFAULT_RULES, now) }));
}
