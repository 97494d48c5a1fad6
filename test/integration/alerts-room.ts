import { randomUUID } from 'node:crypto';
import { APP_FILTER } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { Alerts, ALERTS_ENTITIES, AlertsModule, AnswerLinks, type AlertView, type Content, type DeliveryView, type NewAlert } from '../../src/alerts/index.js';
import { DeliveryClaimer, type DeliveryClaimerParts } from '../../src/alerts/delivery-claimer.js';
import { DeliveryClaims } from '../../src/alerts/delivery-claims.js';
import { DeliveryOutcomes } from '../../src/alerts/delivery-outcomes.js';
import { DEFAULT_MAIL_LIMITS, MAIL_LIMITS, MailTransport, type MailLimits } from '../../src/alerts/mail-transport.js';
import { addSeconds, SYSTEM_ACTOR, type Language, type OrganisationKind } from '../../src/kernel/index.js';
import { DirectoryWriter, ORGANISATION_ENTITIES, OrganisationsModule } from '../../src/organisations/index.js';
import type { Settings } from '../../src/platform/config/index.js';
import { connect } from '../../src/platform/connect.js';
import type { Database, Tx } from '../../src/platform/database/index.js';
import { CarryOut, type CarriedOut } from '../../src/platform/due-moments/index.js';
import { ProblemFilter } from '../../src/platform/http/index.js';
import { PlatformModule } from '../../src/platform/platform.module.js';
import { RecordModule, RecordReader, type TimelineEntry } from '../../src/record/index.js';
import { withoutMonthlyCheck } from '../factories/monthly-check.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

export type Person = { readonly name: string; readonly email?: string; readonly telephone?: string; readonly language?: Language; /** Default: when it is added, mail is known to reach it. */ readonly verifiedAt?: Date | null };

/** The alerts room on a database of its own. Unless `role` says otherwise nothing happens by itself: tests say what is sent and carried out. */
export type Room = {
  readonly db: TestDatabase;
  readonly database: Database;
  readonly alerts: Alerts;
  readonly links: AnswerLinks;
  readonly app: NestExpressApplication;
  tx<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  organisation(kind: OrganisationKind, name: string, people: readonly Person[]): Promise<string>;
  /** Raises one alert that asks for receipt within the first 1/72 of a 72-hour window. */
  raise(topicId: string, organisationId: string, operationsId: string, more?: Partial<NewAlert>): Promise<string>;
  receive(topicId: string, organisationId: string): ReturnType<Alerts['receive']>;
  claimer(lines?: number, on?: Database, claims?: DeliveryClaims, more?: Partial<DeliveryClaimerParts>): DeliveryClaimer;
  /** Sends everything that is due now. */
  send(): Promise<void>;
  /** Carries out every due moment that is due now, in the sweep's order; gives what became of each. */
  carryOutDue(): Promise<Record<string, CarriedOut>>;
  view(topicId: string, organisationId: string): Promise<AlertView[]>;
  deliveries(topicId: string, organisationId?: string): Promise<DeliveryView[]>;
  timeline(topicId: string): Promise<TimelineEntry[]>;
  /** Forgets what earlier tests left waiting, and puts the clock right. */
  settleDown(): Promise<void>;
  close(): Promise<void>;
};

export type RoomOptions = { readonly smtpUrl?: string; readonly role?: Settings['role']; readonly redisUrl?: string; readonly limits?: Partial<MailLimits>; readonly db?: TestDatabase; readonly sweepSeconds?: number; readonly gateways?: Settings['gateways'] };

export const HOURS_72 = 72 * 3600;

export const content = (subject: string, text = `Kom naar ${subject}.\n\nBevestig de ontvangst: {answerLink}\n`): Content => ({
  nl: { subject, text },
  en: { subject: `${subject} (en)`, text },
});

export const topic = (): string => randomUUID();

const settingsOf = (db: TestDatabase, options: RoomOptions): Settings => ({
  production: false, role: options.role ?? 'web', host: '127.0.0.1', port: 0, publicUrl: 'http://127.0.0.1:3000', databaseUrl: db.appUrl,
  databaseDirectUrl: db.appUrl, redisUrl: options.redisUrl, smtpUrl: options.smtpUrl, storageUrl: undefined, clamdUrl: undefined, webhookSource: 'urn:nld:proef:systeem:reserve', webhooksToLoopback: false, addressLookupUrl: undefined,
  mailFrom: 'Achter de Hand <dienst@achterdehand.example>', appSecret: 'een geheim van ten minste 32 tekens', demoData: false, embeddedDatabase: false, trustProxy: false, dataDir: 'data',
  sweepSeconds: options.sweepSeconds ?? 1, ...(options.gateways && { gateways: options.gateways }),
});

export async function openRoom(options: RoomOptions = {}): Promise<Room> {
  const db = options.db ?? (await createTestDatabase());
  const settings = settingsOf(db, options);
  // BullMQ makes temporary tables; the right to is the database's own, which a clone does not copy.
  await db.sql(`GRANT TEMPORARY ON DATABASE ${db.name} TO adh_application`);
  const connections = await connect(settings, [...ORGANISATION_ENTITIES, ...ALERTS_ENTITIES]);
  const compiled = await Test.createTestingModule({ 
    imports: [PlatformModule.with(settings, connections), RecordModule, OrganisationsModule, AlertsModule],
    providers: [{ provide: APP_FILTER, useClass: ProblemFilter }],
  })
    .overrideProvider(MAIL_LIMITS)
    .useValue({ ...DEFAULT_MAIL_LIMITS, ...options.limits })
    .compile();
  const app = compiled.createNestApplication<NestExpressApplication>({ logger: ['error', 'fatal'] });
  await app.init();
  const database = connections.worker;
  const alerts = app.get(Alerts);
  const claimers: DeliveryClaimer[] = [];
  const claimer = (lines = 5, on = database, claims = app.get(DeliveryClaims), more: Partial<DeliveryClaimerParts> = {}): DeliveryClaimer => {
    const parts = { claims, outcomes: app.get(DeliveryOutcomes), transport: app.get(MailTransport), renewOn: connections.sweep };
    const made = new DeliveryClaimer({ ...parts, database: on, lines, most: 10, ...more });
    claimers.push(made);
    return made;
  };
  const view = async (topicId: string, organisationId?: string): Promise<AlertView[]> =>
    (await alerts.ofTopic(database, topicId)).filter((alert) => !organisationId || alert.organisationId === organisationId);

  return {
    db, database, alerts, app, view, claimer,
    links: app.get(AnswerLinks),
    tx: (work) => database.transaction(work),
    organisation: async (kind, name, people) => {
      const id = await addOrganisation(app.get(DirectoryWriter), database, kind, name, people);
      await withoutMonthlyCheck(db);
      return id;
    },
    raise: (topicId, organisationId, operationsId, more) => raiseOne(alerts, database, topicId, organisationId, operationsId, more),
    receive: (topicId, organisationId) =>
      database.transaction(async (tx) => {
        await alerts.lockTopic(tx, topicId);
        return alerts.receive(tx, { topicId, organisationId, byName: 'Iris de Vries', byFunction: 'coördinator', channel: 'page' });
      }),
    send: async () => {
      const once = claimer();
      once.wake();
      await once.idle();
    },
    carryOutDue: () => carryOutDue(app.get(CarryOut), database),
    deliveries: async (topicId, organisationId) => (await view(topicId, organisationId)).flatMap(({ deliveries }) => deliveries),
    timeline: (topicId) => app.get(RecordReader).ofActivation(database, topicId),
    settleDown: async () => {
      await db.shiftClock(0);
      await db.sql('UPDATE due_moments SET superseded_at = app_now() WHERE done_at IS NULL AND lapsed_at IS NULL AND superseded_at IS NULL');
      await db.sql('UPDATE contacts SET verified_at = app_now(), refused_at = NULL WHERE refused_at IS NOT NULL');
      await db.sql(`UPDATE deliveries SET state = 'answered', answered_at = app_now(), claim_token = NULL WHERE state IN ('queued', 'failed-retrying', 'sending')`);
    },
    close: async () => {
      await Promise.all(claimers.map((made) => made.stop()));
      await app.close();
      if (!options.db) await db.drop();
    },
  };
}

function addOrganisation(directory: DirectoryWriter, database: Database, kind: OrganisationKind, name: string, people: readonly Person[]): Promise<string> {
  return database.transaction(async (tx) => {
    const id = await directory.createOrganisation(tx, SYSTEM_ACTOR, { kind, name });
    for (const person of people) await directory.createContact(tx, SYSTEM_ACTOR, { organisationId: id, function: 'piket', verifiedAt: person.email ? await tx.now() : null, ...person });
    return id;
  });
}

async function raiseOne(alerts: Alerts, database: Database, topicId: string, organisationId: string, operationsId: string, more: Partial<NewAlert> = {}): Promise<string> {
  const [raised] = await database.transaction(async (tx) => {
    const now = await tx.now();
    return alerts.raise(tx, [{
      topicId, organisationId, purpose: 'staffing', exercise: false, asksReceipt: true, content: content('Bemensing gevraagd'),
      escalation: { windowSeconds: HOURS_72, operationsId, receiptDueAt: addSeconds(now, HOURS_72 / 72) }, answerLinkUntil: addSeconds(now, HOURS_72), ...more,
    }]);
  });
  return raised!.alertId;
}

async function carryOutDue(carryOut: CarryOut, database: Database): Promise<Record<string, CarriedOut>> {
  const due = await database.query<{ id: string; kind: string }>(
    `SELECT id, kind FROM due_moments WHERE due_at <= app_now() AND done_at IS NULL AND lapsed_at IS NULL AND superseded_at IS NULL ORDER BY due_at`);
  const results: Record<string, CarriedOut> = {};
  for (const { id, kind } of due) results[kind] = await carryOut.one(database, id);
  return results;
}

/** A duty desk with one contact. */
export const desk = (room: Room): Promise<string> => room.organisation('operations', 'Meldkamer', [{ name: 'Piket Meldkamer', email: 'piket@meldkamer.example', telephone: '+31 592 000 100' }]);
