import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SYSTEM_ACTOR, SYSTEM_SCOPE, type Instant } from '../kernel/index.js';
import { Organisations } from '../organisations/index.js';
import type { Tx } from '../platform/database/index.js';
import { DueMomentRegistry, type DueMoment } from '../platform/due-moments/index.js';
import { RecordBook } from '../record/index.js';
import { type ExpiryNotice, noticesDue } from './domain/index.js';
import { LOCATION_EXPIRY } from './due-moments.js';
import { ExpiryPlan } from './expiry-plan.js';
import { Locations } from './locations.js';
import { ReadinessDigests } from './readiness-digests.js';
import type { RegisteredLocation } from './registered-location.js';
import { DEFAULT_RULES } from './default-rules.js';

/** Carries out that something of a location runs out: writes down who is to be told of it, and plans the next look. */
@Injectable()
export class ExpiryJobs implements OnModuleInit {
  constructor(
    private readonly registry: DueMomentRegistry,
    private readonly locations: Locations,
    private readonly organisations: Organisations,
    private readonly digests: ReadinessDigests,
    private readonly plan: ExpiryPlan,
    private readonly record: RecordBook,
  ) {}

  onModuleInit(): void {
    this.registry.define(LOCATION_EXPIRY);
    this.registry.handle(LOCATION_EXPIRY, {
      lock: async (tx, id) => { await tx.lock('standby_locations', id); },
      carryOut: (tx, moment, now) => this.look(tx, moment, now),
    });
  }

  private async look(tx: Tx, moment: DueMoment, now: Instant): Promise<void> {
    const [location] = await this.locations.byIds(tx, SYSTEM_SCOPE, [moment.subjectId]);
    if (!location || location.withdrawnAt !== null) return;
    const notices = noticesDue(location, DEFAULT_RULES, moment.dueAt, now);
    const expired = notices.filter(({ daysBefore }) => daysBefore === 0);
    const told = new Map<string, ExpiryNotice[]>([[location.organisationId, notices]]);
    if (expired.length > 0) for (const id of await this.overseers(tx, location)) told.set(id, expired);
    // In one order everywhere: two locations that run out together must not wait for each other.
    for (const [organisationId, theirs] of [...told].sort(([a], [b]) => a.localeCompare(b))) {
      if (theirs.length > 0) await this.digests.add(tx, await this.digests.join(tx, organisationId), location.id, theirs);
    }
    await this.record.add(tx, SYSTEM_ACTOR, ...expired.map(({ expiry: { criterion, lastDay } }) => ({
      action: 'location.criterion-expired', subjectKind: 'location', subjectId: location.id, after: { criterion, lastDay },
    })));
    if (expired.length > 0) await tx.notify('location', location.id);
    await this.plan.replan(tx, [location.id]);
  }

  /** Who hears of it besides the municipality once it has run out: its province, and every duty desk. */
  private async overseers(tx: Tx, { organisationId }: RegisteredLocation): Promise<string[]> {
    const province = await this.organisations.provinceOf(tx, SYSTEM_SCOPE, organisationId);
    const desks = await this.organisations.list(tx, SYSTEM_SCOPE, { kind: 'operations' });
    return [...(province ? [province.id] : []), ...desks.map(({ id }) => id)];
  }
}
