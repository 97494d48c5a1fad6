import { randomUUID } from 'node:crypto';
import { createTransport } from 'nodemailer';
import pg from 'pg';
import { Alerts, type Content } from '../../src/alerts/index.js';
import { addSeconds, SYSTEM_ACTOR } from '../../src/kernel/index.js';
import { DirectoryWriter } from '../../src/organisations/index.js';
import { Database } from '../../src/platform/database/index.js';
import { startSite, type Site } from '../e2e/site.js';
import { startApp } from '../support/processes.js';
import { waitFor } from '../support/wait-for.js';
import { type AddRow, percentile, rowOf } from './harness.js';
import { startMailReceiver, type MailReceiver } from './mail-receiver.js';

const MESSAGES = 1000;
const RUNS = 3;
const SINGLE = 200;
const HOURS_72 = 72 * 3600;
const text = `${'Reserveplekken worden in gebruik genomen. Lees wat wordt gevraagd en geef antwoord.\n'.repeat(20)}\nBevestig de ontvangst: {answerLink}\n`;
const CONTENT: Content = { nl: { subject: 'Bemensing gevraagd voor 100 plekken', text }, en: { subject: 'Staffing asked for 100 places', text } };

type Parties = { readonly many: string; readonly one: string; readonly operations: string };

async function makeParties(site: Site): Promise<Parties> {
  const directory = site.app.get(DirectoryWriter);
  return site.app.get(Database).transaction(async (tx) => {
    const organisation = async (kind: 'red-cross' | 'coa' | 'operations', contacts: number): Promise<string> => {
      const id = await directory.createOrganisation(tx, SYSTEM_ACTOR, { kind, name: `Meting ${kind}` });
      for (let n = 0; n < contacts; n += 1) await directory.createContact(tx, SYSTEM_ACTOR, { organisationId: id, name: `Contact ${n}`, function: 'piket', email: `c${n}@${kind}.example`, verifiedAt: await tx.now() });
      return id;
    };
    return { many: await organisation('red-cross', MESSAGES), one: await organisation('coa', 1), operations: await organisation('operations', 1) };
  });
}

/** Decides a message to an organisation's contacts; gives the time at which that was committed, in ms since 1970. */
async function raise(site: Site, organisationId: string, operationsId: string, to: 'all-contacts' | 'first-contact'): Promise<number> {
  await site.app.get(Database).transaction(async (tx) => {
    const now = await tx.now();
    await site.app.get(Alerts).raise(tx, [{
      topicId: randomUUID(), organisationId, purpose: 'staffing', exercise: true, asksReceipt: true, content: CONTENT, to, answerLinkUntil: addSeconds(now, HOURS_72),
      escalation: { windowSeconds: HOURS_72, operationsId, receiptDueAt: addSeconds(now, HOURS_72 / 72) },
    }]);
  });
  return Date.now();
}

const allTaken = async (receiver: MailReceiver, count: number): Promise<number> => {
  const taken = await waitFor(`${count} messages`, () => (receiver.taken().length >= count ? receiver.taken() : undefined), { timeoutMs: 120_000, everyMs: 20 });
  return Math.max(...taken);
};

async function ours(site: Site, receiver: MailReceiver, { many, operations }: Parties): Promise<number> {
  receiver.forget();
  const committed = await raise(site, many, operations, 'all-contacts');
  return (await allTaken(receiver, MESSAGES)) - committed;
}

/** The same messages by nodemailer's pool alone, over as many connections, each accepted one written down in a commit of its own. */
async function bare(receiver: MailReceiver, connections: number, pool: pg.Pool): Promise<number> {
  const transport = createTransport({ url: receiver.url, pool: true, maxConnections: connections, maxMessages: Infinity });
  receiver.forget();
  const { subject } = CONTENT.nl;
  const began = Date.now();
  await Promise.all(Array.from({ length: MESSAGES }, async (_, n) => {
    const { response } = await transport.sendMail({
      from: 'Achter de Hand <dienst@achterdehand.example>', to: { name: `Contact ${n}`, address: `c${n}@red-cross.example` }, subject: `OEFENING — ${subject}`, messageId: `<${randomUUID()}@achterdehand.example>`,
      text: text.replace('{answerLink}', `http://127.0.0.1/antwoord/${randomUUID()}${randomUUID()}`), headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': 'nl' },
    });
    await pool.query('INSERT INTO bench_accepted (response) VALUES ($1)', [response]);
  }));
  const last = await allTaken(receiver, MESSAGES);
  transport.close();
  return last - began;
}

const middle = (values: readonly number[]): number => percentile(values, 0.5);

async function thousand(site: Site, parties: Parties, delayMs: number, add: AddRow): Promise<void> {
  const receiver = await startMailReceiver(delayMs);
  const worker = await startWorker(site, receiver.url);
  const pool = new pg.Pool({ connectionString: site.database.ownerUrl, max: 10 });
  try {
    // The first one warms up; a bare one then uses as many connections as it did.
    await ours(site, receiver, parties);
    const connections = await receiver.connections();
    await bare(receiver, connections, pool);
    const [mine, theirs]: [number[], number[]] = [[], []];
    for (let run = 0; run < RUNS; run += 1) {
      mine.push(await ours(site, receiver, parties));
      theirs.push(await bare(receiver, connections, pool));
    }
    const ratio = middle(mine) / middle(theirs);
    add(rowOf({
      name: `${MESSAGES} alerts, from the commit to the last one accepted, receiver answers after ${delayMs} ms`, unit: 'ms', ours: middle(mine), baseline: middle(theirs), goal: { words: 'ratio ≤ 1.3', met: ratio <= 1.3 },
      note: `middle of ${RUNS} runs in turn; a worker process, a receiver process and ${connections} connections. Baseline: the same messages by nodemailer’s pool over as many connections, each accepted one written down in a commit of its own`,
    }));
  } finally {
    await pool.end();
    await worker.stop();
    await receiver.stop();
  }
}

const startWorker = (site: Site, smtpUrl: string) => startApp({
  env: { DATABASE_URL: site.database.appUrl, MIGRATION_DATABASE_URL: site.database.ownerUrl, SMTP_URL: smtpUrl, ROLE: 'worker', SWEEP_SECONDS: '60', APP_SECRET: 'secret-of-the-bench-0123456789abcdef', DATA_DIR: 'data' }, readyLine: /ROLE=worker/,
});

async function oneByOne(site: Site, { one, operations }: Parties, add: AddRow): Promise<void> {
  const receiver = await startMailReceiver(0);
  const worker = await startWorker(site, receiver.url);
  const waits: number[] = [];
  for (let n = 0; n < SINGLE + 5; n += 1) {
    receiver.forget();
    const committed = await raise(site, one, operations, 'first-contact');
    waits.push((await allTaken(receiver, 1)) - committed);
  }
  await worker.stop();
  await receiver.stop();
  const measured = waits.slice(5);
  const p99 = percentile(measured, 0.99);
  add(rowOf({
    name: `from the commit to the first hand-over, ${SINGLE} decisions one by one, p99`, unit: 'ms', ours: p99, goal: { words: '< 250 ms', met: p99 < 250 },
    note: `p50 ${percentile(measured, 0.5)} ms, most ${Math.max(...measured)} ms; the decision in one process, the worker in another, woken by a job on PostgreSQL, far from any sweep`,
  }));
}

/** How long alerts take, from the decision until the mail server has them. */
export async function run(add: AddRow): Promise<void> {
  const site = await startSite();
  try {
    await site.database.sql('CREATE TABLE bench_accepted (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, response text, at timestamptz DEFAULT clock_timestamp())');
    const parties = await makeParties(site);
    await thousand(site, parties, 0, add);
    await thousand(site, parties, 10, add);
    await oneByOne(site, parties, add);
  } finally {
    await site.close();
  }
}
