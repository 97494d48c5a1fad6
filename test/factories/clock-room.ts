import { randomUUID } from 'node:crypto';
import type { INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { addSeconds, SYSTEM_ACTOR } from '../../src/kernel/index.js';
import type { Settings } from '../../src/platform/config/index.js';
import { connect } from '../../src/platform/connect.js';
import type { Database } from '../../src/platform/database/index.js';
import { CarryOut, defineDueMoment, DueMomentRegistry, DueMoments, Sweep, type DueMomentHandler, type FailureReporter } from '../../src/platform/due-moments/index.js';
import { PlatformModule, type Connections } from '../../src/platform/platform.module.js';
import { QueueBackend } from '../../src/platform/queue/index.js';
import { RecordBook, RecordModule } from '../../src/record/index.js';
import type { TestDatabase } from '../support/database.js';
import { waitFor } from '../support/wait-for.js';

/** Leaves one record entry each time it takes effect: what happened twice is seen twice. */
const RINGS = defineDueMoment('test.rings', 'activation', 10);
/** Throws each time. */
const BREAKS = defineDueMoment('test.breaks', 'activation', 10);
/** Routine work that takes its time. */
const SLOW = defineDueMoment('test.slow', 'routine', 10);
/** As slow, and of an activation. */
const SLOW_DEADLINE = defineDueMoment('test.slow-deadline', 'activation', 10);
const KINDS = { rings: RINGS, breaks: BREAKS, slow: SLOW, slowDeadline: SLOW_DEADLINE };
/** How long one of the slow ones takes. Seconds. */
export const SLOW_SECONDS = 0.5;

/** The platform with due moments of its own, on a database that several rooms may share. One room is one process's worth. */
export type ClockRoom = {
  readonly database: Database;
  readonly queue: QueueBackend;
  readonly sweep: Sweep;
  readonly carryOut: CarryOut;
  /** A provider of the platform. */
  get<T>(type: abstract new (...parts: never[]) => T): T;
  /** What ops were told of, by subject. */
  readonly reported: readonly string[];
  /** Plans moments this many seconds from now, as `together` says (DueMoments); gives their subjects. */
  plan(seconds: number, count?: number, kind?: keyof typeof KINDS, together?: string): Promise<string[]>;
  close(): Promise<void>;
};

export type ClockRoomOptions = {
  readonly role?: Settings['role'];
  readonly redisUrl?: string | undefined;
  readonly sweepSeconds?: number;
  /** Defines one more kind, which nobody handles. */
  readonly orphan?: boolean;
};

export const settingsFor = (db: TestDatabase, { role = 'worker', redisUrl, sweepSeconds = 60 }: ClockRoomOptions = {}): Settings => ({
  production: false, role, host: '127.0.0.1', port: 0, publicUrl: 'http://127.0.0.1:3000', databaseUrl: db.appUrl, databaseDirectUrl: db.appUrl, redisUrl,
  smtpUrl: undefined, storageUrl: undefined, clamdUrl: undefined, webhookSource: 'urn:nld:proef:systeem:reserve', webhooksToLoopback: false, addressLookupUrl: undefined, mailFrom: 'Achter de Hand <dienst@achterdehand.example>', appSecret: 'een geheim van ten minste 32 tekens', dataDir: 'data', demoData: false,
  embeddedDatabase: false, trustProxy: false, sweepSeconds,
});

export async function openClockRoom(db: TestDatabase, options: ClockRoomOptions = {}): Promise<ClockRoom> {
  const settings = settingsFor(db, options);
  const connections = await connect(settings, []);
  const app = await compile(settings, connections);
  const reported: string[] = [];
  define(app, async (_tx, moment) => { reported.push(moment.subjectId); });
  if (options.orphan) app.get(DueMomentRegistry).define(defineDueMoment('test.orphan', 'routine', 10));
  try {
    await app.init();
  } catch (error) {
    await app.close();
    throw error;
  }
  return {
    reported, get: (type) => app.get(type), database: connections.worker, queue: app.get(QueueBackend), sweep: app.get(Sweep), carryOut: app.get(CarryOut),
    plan: (seconds, count = 1, kind = 'rings', together) => plan(app, connections.web, seconds, count, kind, together),
    close: () => app.close(),
  };
}

async function compile(settings: Settings, connections: Connections): Promise<INestApplication> {
  const compiled = await Test.createTestingModule({ imports: [PlatformModule.with(settings, connections), RecordModule] }).compile();
  return compiled.createNestApplication({ logger: false });
}

function define(app: INestApplication, reporter: FailureReporter): void {
  const registry = app.get(DueMomentRegistry);
  const record = app.get(RecordBook);
  const lock: DueMomentHandler['lock'] = async () => undefined;
  registry.define(RINGS, BREAKS, SLOW, SLOW_DEADLINE);
  registry.handle(RINGS, { lock, carryOut: (tx, { subjectId }) => record.add(tx, SYSTEM_ACTOR, { action: 'test.rang', subjectKind: 'test', subjectId }) });
  registry.handle(BREAKS, { lock, carryOut: async () => { throw new Error('this one never works'); } });
  const slowly: DueMomentHandler = { lock, carryOut: async (tx) => { await tx.query('SELECT pg_sleep($1)', [SLOW_SECONDS]); } };
  registry.handle(SLOW, slowly);
  registry.handle(SLOW_DEADLINE, slowly);
  registry.reportFailuresTo(reporter);
}

async function plan(app: INestApplication, database: Database, seconds: number, count: number, kind: keyof typeof KINDS, together: string | undefined): Promise<string[]> {
  const subjects = Array.from({ length: count }, () => randomUUID());
  await database.transaction(async (tx) => {
    const dueAt = addSeconds(await tx.now(), seconds);
    await app.get(DueMoments).plan(tx, subjects.map((subjectId) => ({ definition: KINDS[kind], subjectId, dueAt, ...(together !== undefined && { together }) })));
  });
  return subjects;
}

/** How often each of these subjects rang, and how late the first and the last of them were, in seconds; Infinity while one is open. */
export type Rings = { readonly times: readonly number[]; readonly earliest: number; readonly latest: number };

export async function ringsOf(db: TestDatabase, subjects: readonly string[]): Promise<Rings> {
  const rows = await db.sql<{ times: number; late: number | null }>(
    `SELECT count(e.id)::int AS times, max(extract(epoch FROM d.done_at - d.due_at))::float8 AS late
       FROM due_moments d LEFT JOIN record_entries e ON e.subject_id = d.subject_id AND e.action = 'test.rang'
      WHERE d.subject_id = ANY($1::uuid[]) GROUP BY d.subject_id`, [subjects]);
  const lateness = rows.map(({ late }) => late ?? Infinity);
  return { times: rows.map(({ times }) => times), earliest: Math.min(...lateness), latest: Math.max(...lateness) };
}

/** Waits until each of these subjects was carried out. */
export async function allRang(db: TestDatabase, subjects: readonly string[], timeoutMs: number): Promise<Rings> {
  await waitFor(`${subjects.length} due moments`, async () => Number.isFinite((await ringsOf(db, subjects)).latest), { timeoutMs, everyMs: 50 });
  return ringsOf(db, subjects);
}

export const once = (count: number): number[] => Array.from({ length: count }, () => 1);
