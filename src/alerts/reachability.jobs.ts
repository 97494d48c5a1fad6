import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { REACHABILITY_POLICY } from '../../config/contacts.js';
import { addSeconds, dayOf, newId, SYSTEM_ACTOR, type Instant, type OrganisationKind } from '../kernel/index.js';
import { Contacts } from '../organisations/index.js';
import { SETTINGS, type Settings } from '../platform/config/index.js';
import { Database, type Tx } from '../platform/database/index.js';
import { defineDueMoment, DueMomentRegistry, DueMoments, type DueMoment } from '../platform/due-moments/index.js';
import { RecordBook, type RecordEntry } from '../record/index.js';
import { AlertWriter } from './alert-writer.js';
import { unreachedContent } from './alerts.mail.js';
import { isChecked, isToTest, nextCheckAt } from './domain/reachability-check.js';
import { PURPOSES } from './purposes.js';
import { Recipients } from './recipients.js';
import { TestMessages } from './test-messages.js';
import { UnreachedContacts } from './unreached-contacts.js';

/** Contacts are sent a test message. Subject: the organisation. */
export const REACHABILITY_CHECK = defineDueMoment('reachability.check', 'routine', 76);
/** Their answers are counted. Subject: the organisation. */
export const REACHABILITY_RESULT = defineDueMoment('reachability.result', 'routine', 75);

const ANSWER_SECONDS = REACHABILITY_POLICY.answerDays.value * 86_400;

/** Asks every month, by the way that alerts take, whether contacts can be reached, and tells who did not answer. */
@Injectable()
export class ReachabilityJobs implements OnModuleInit, OnApplicationBootstrap {
  constructor(
    private readonly registry: DueMomentRegistry,
    private readonly dueMoments: DueMoments,
    private readonly database: Database,
    private readonly contacts: Contacts,
    private readonly tests: TestMessages,
    private readonly recipients: Recipients,
    private readonly writer: AlertWriter,
    private readonly unreached: UnreachedContacts,
    private readonly record: RecordBook,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'role'>,
  ) {}

  onModuleInit(): void {
    this.record.follow((tx, entries) => this.planForNew(tx, entries));
    const lock = async (tx: Tx, id: string): Promise<void> => { await tx.lock('organisations', id); };
    this.registry.define(REACHABILITY_CHECK, REACHABILITY_RESULT);
    this.registry.handle(REACHABILITY_CHECK, { lock, carryOut: (tx, { subjectId }, now) => this.check(tx, subjectId, now) });
    this.registry.handle(REACHABILITY_RESULT, { lock: async (tx, id) => { await lock(tx, id); await this.unreached.lock(tx, id); }, carryOut: (tx, moment) => this.count(tx, moment) });
  }

  // Whoever is added while the service runs does not wait for its next start.
  private async planForNew(tx: Tx, entries: readonly RecordEntry[]): Promise<void> {
    const added = entries.filter(({ action, after }) => action === 'organisation.created' && isChecked((after as { kind: OrganisationKind }).kind));
    if (added.length === 0) return;
    const dueAt = nextCheckAt(await tx.now(), REACHABILITY_POLICY);
    await this.dueMoments.plan(tx, added.map(({ subjectId }) => ({ definition: REACHABILITY_CHECK, subjectId, dueAt })));
  }

  /** Whoever has no check before them gets one, as organisations of before there were checks; several processes that start at once plan it once. */
  async onApplicationBootstrap(): Promise<void> {
    if (this.settings.role !== 'web') await this.planFirst();
  }

  async planFirst(): Promise<void> {
    await this.database.transaction(async (tx) => {
      const all = await tx.query<{ id: string }>(`SELECT id FROM organisations WHERE kind <> 'auditor'`);
      await tx.lock('organisations', ...all.map(({ id }) => id));
      const without = await tx.query<{ id: string }>(
        `SELECT o.id FROM organisations o WHERE o.id = ANY($1::uuid[]) AND NOT EXISTS (
           SELECT 1 FROM due_moments d WHERE d.kind = $2 AND d.subject_id = o.id AND d.done_at IS NULL AND d.lapsed_at IS NULL AND d.superseded_at IS NULL)`,
        [all.map(({ id }) => id), REACHABILITY_CHECK.kind],
      );
      const dueAt = nextCheckAt(await tx.now(), REACHABILITY_POLICY);
      await this.dueMoments.plan(tx, without.map(({ id: subjectId }) => ({ definition: REACHABILITY_CHECK, subjectId, dueAt })));
    });
  }

  private async check(tx: Tx, organisationId: string, now: Instant): Promise<void> {
    const contacts = await this.contacts.withEmail(tx, organisationId);
    const asked = contacts.filter(({ verifiedAt }) => isToTest(verifiedAt, now, REACHABILITY_POLICY));
    for (const contact of asked) await this.tests.write(tx, SYSTEM_ACTOR, contact, now);
    await this.dueMoments.plan(tx, [
      { definition: REACHABILITY_CHECK, subjectId: organisationId, dueAt: nextCheckAt(now, REACHABILITY_POLICY) },
      ...(asked.length > 0 ? [{ definition: REACHABILITY_RESULT, subjectId: organisationId, dueAt: addSeconds(now, ANSWER_SECONDS) }] : []),
    ]);
    await this.record.add(tx, SYSTEM_ACTOR, { action: 'reachability.checked', subjectKind: 'organisation', subjectId: organisationId, after: { contacts: contacts.length, asked: asked.map(({ id }) => id) } });
  }

  private async count(tx: Tx, { subjectId: organisationId, dueAt }: DueMoment): Promise<void> {
    const askedAt = addSeconds(dueAt, -ANSWER_SECONDS);
    const silent = await this.tests.unanswered(tx, organisationId, askedAt);
    await this.record.add(tx, SYSTEM_ACTOR, { action: 'reachability.counted', subjectKind: 'organisation', subjectId: organisationId, after: { unreached: silent.map(({ contactId }) => contactId) } });
    if (silent.length === 0) return;
    const testedOn = dayOf(askedAt);
    await this.unreached.found(tx, { organisationId, addresses: silent.map(({ address }) => address), testedOn });
    const content = unreachedContent(await this.recipients.nameOf(tx, organisationId), testedOn, silent);
    // One message each, in a thread of its own.
    const topicId = newId();
    for (const id of new Set([organisationId, ...(await this.recipients.operations(tx))])) {
      const to = await this.recipients.choose(tx, id, undefined, 'all-contacts');
      await this.writer.write(tx, { topicId, organisationId: id, purpose: PURPOSES.unreached, exercise: false, content, asksReceipt: false, lane: 'routine' }, to);
    }
  }
}
