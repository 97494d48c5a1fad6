import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { access, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { createTransport } from 'nodemailer';
import pg from 'pg';
import { showsText, startBrowser, type TestBrowser } from '../support/browser.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { runAppToItsEnd, startApp } from '../support/processes.js';
import { startTestRedis } from '../support/redis-server.js';
import { describeWithRedis } from '../support/redis.js';
import { startSmtpReceiver, type SmtpReceiver } from '../support/smtp-receiver.js';
import { waitFor } from '../support/wait-for.js';

describe('a test database', () => {
  const databases: TestDatabase[] = [];
  afterEach(async () => {
    await Promise.all(databases.splice(0).map((database) => database.drop()));
  });
  const create = async (): Promise<TestDatabase> => {
    const database = await createTestDatabase();
    databases.push(database);
    return database;
  };
  const asApplication = async (url: string, sql: string): Promise<unknown> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  };

  it('is a clone of its own, also when several are made at once', async () => {
    const [one, two, three] = await Promise.all([create(), create(), create()]);
    expect(new Set([one, two, three].map((database) => database!.name)).size).toBe(3);
    await one!.sql('CREATE TABLE only_here (id integer)');
    await expect(two!.sql('SELECT * FROM only_here')).rejects.toThrow('only_here');
  });

  it('has the migrations and the rights of the application', async () => {
    const database = await create();
    expect(await asApplication(database.appUrl, 'SELECT count(*)::int > 0 AS some FROM migrations')).toEqual([{ some: true }]);
    await expect(asApplication(database.appUrl, `UPDATE clock_offset SET shift = '1 hour'`)).rejects.toThrow('permission denied');
  });

  it('has a clock that can be moved', async () => {
    const database = await create();
    await database.shiftClock(3600);
    expect(await asApplication(database.appUrl, `SELECT round(extract(epoch FROM app_now() - clock_timestamp()))::int AS ahead`)).toEqual([{ ahead: 3600 }]);
  });

  it('is gone after drop, open sessions or not', async () => {
    const database = await createTestDatabase();
    const session = new pg.Client({ connectionString: database.appUrl });
    session.on('error', () => undefined);
    await session.connect();
    await database.drop();
    await expect(asApplication(database.appUrl, 'SELECT 1')).rejects.toThrow('does not exist');
  });
});

describe('the SMTP receiver', () => {
  let receiver: SmtpReceiver;
  beforeAll(async () => {
    receiver = await startSmtpReceiver();
  });
  afterEach(() => {
    receiver.clear();
    receiver.behave('*', { kind: 'accept' });
  });
  afterAll(() => receiver.stop());

  const send = (to: string, socketTimeout = 2000): Promise<unknown> =>
    createTransport({ url: receiver.url, socketTimeout }).sendMail({ from: 'dienst@pro.example', to, subject: 'OEFENING – één', text: 'Vannacht 100 plaatsen', messageId: '<a@pro.example>' });

  it('keeps what a mail really said', async () => {
    const waiting = receiver.waitFor((message) => message.to.includes('wacht@assen.example'));
    await send('wacht@assen.example');
    expect(await waiting).toMatchObject({ from: 'dienst@pro.example', to: ['wacht@assen.example'], subject: 'OEFENING – één', text: expect.stringContaining('Vannacht 100 plaatsen'), messageId: '<a@pro.example>', acknowledged: true });
    expect(receiver.messages[0]!.headers.get('to')).toBe('wacht@assen.example');
  });

  it('refuses at RCPT or after the text, for one recipient only', async () => {
    receiver.behave('vol@assen.example', { kind: 'refuse', code: 451 });
    receiver.behave('weg@assen.example', { kind: 'refuse', code: 550, stage: 'data' });
    await expect(send('vol@assen.example')).rejects.toMatchObject({ responseCode: 451 });
    await expect(send('weg@assen.example')).rejects.toMatchObject({ responseCode: 550 });
    await send('wacht@assen.example');
    expect(receiver.messages.map(({ to, acknowledged }) => [to[0], acknowledged])).toEqual([['weg@assen.example', false], ['wacht@assen.example', true]]);
    expect(receiver.attempts).toHaveLength(3);
  });

  it('hangs after DATA: the text is there, the sender does not know', async () => {
    receiver.behave('*', { kind: 'hang' });
    await expect(send('wacht@assen.example', 300)).rejects.toThrow();
    expect(receiver.to('wacht@assen.example')).toEqual([expect.objectContaining({ acknowledged: false })]);
  });

  it('answers late', async () => {
    receiver.behave('*', { kind: 'accept', delayMs: 200 });
    const start = performance.now();
    await send('wacht@assen.example');
    expect(performance.now() - start).toBeGreaterThan(195);
  });

  it('goes away and comes back on the same port', async () => {
    await receiver.stop();
    await expect(send('wacht@assen.example')).rejects.toMatchObject({ code: 'ESOCKET' });
    await receiver.restart();
    await send('wacht@assen.example');
    expect(receiver.messages).toHaveLength(1);
  });
});

describeWithRedis('a test Redis', (redis) => {
  const withClient = async <T>(work: (client: Redis) => Promise<T>): Promise<T> => {
    const client = new Redis(redis().url, { maxRetriesPerRequest: 3 });
    client.on('error', () => undefined);
    try {
      return await work(client);
    } finally {
      client.disconnect();
    }
  };

  it('evicts nothing and writes to disk', async () => {
    expect(await withClient((client) => client.config('GET', 'maxmemory-policy'))).toEqual(['maxmemory-policy', 'noeviction']);
    expect(await withClient((client) => client.config('GET', 'appendonly'))).toEqual(['appendonly', 'yes']);
  });

  it('forgets on flush', async () => {
    await withClient((client) => client.set('a', '1'));
    await redis().flush();
    expect(await withClient((client) => client.get('a'))).toBeNull();
  });

  it('comes back after a kill on the same port, with or without its disk', async () => {
    await withClient(async (client) => {
      await client.config('SET', 'appendfsync', 'always');
      await client.set('a', '1');
    });
    await redis().kill();
    await expect(withClient((client) => client.ping())).rejects.toThrow();
    await redis().restart();
    expect(await withClient((client) => client.get('a'))).toBe('1');
    await redis().kill();
    await redis().restart({ withData: false });
    expect(await withClient((client) => client.get('a'))).toBeNull();
  });

  it('can have the wrong policy, for a start that must be refused', async () => {
    const wrong = await startTestRedis({ maxmemoryPolicy: 'allkeys-lru' });
    const client = new Redis(wrong!.url);
    expect(await client.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'allkeys-lru']);
    client.disconnect();
    await wrong!.stop();
  });
});

describe('a service in a process of its own', () => {
  const program = `
    const { createServer } = require('node:http');
    const server = createServer((request, response) => response.writeHead(request.url === '/readyz' ? 200 : 404).end());
    process.on('SIGTERM', () => { console.log('goodbye'); process.exit(0); });
    server.listen(Number(process.env.PORT), process.env.HOST, () => console.log('listening', process.env.COLOUR, process.env.TEST_DATABASE_APP_URL));
  `;

  it('is ready when /readyz says so, sees only its own environment, and stops gracefully', async () => {
    const app = await startApp({ args: ['-e', program], env: { COLOUR: 'orange' } });
    expect((await fetch(`${app.url}/readyz`)).status).toBe(200);
    expect(await app.stop()).toEqual({ code: 0, signal: null });
    expect(app.output()).toBe('listening orange undefined\ngoodbye\n');
  });

  it('can be frozen and killed', async () => {
    const app = await startApp({ args: ['-e', program], env: {}, readyLine: /listening/ });
    app.signal('SIGSTOP');
    await expect(fetch(`${app.url}/readyz`, { signal: AbortSignal.timeout(300) })).rejects.toThrow();
    app.signal('SIGCONT');
    expect((await fetch(`${app.url}/readyz`)).status).toBe(200);
    expect(await app.kill()).toEqual({ code: null, signal: 'SIGKILL' });
  });

  it('tells what it wrote when it does not get ready', async () => {
    await expect(startApp({ args: ['-e', `console.error('PORT must be a port'); process.exit(3)`], env: {} })).rejects.toThrow('PORT must be a port');
    await expect(startApp({ args: ['-e', `console.log('thinking'); setInterval(() => 1, 1000)`], env: {}, readyTimeoutMs: 500 })).rejects.toThrow('thinking');
    expect(await runAppToItsEnd({ args: ['-e', `console.log('no'); process.exit(3)`], env: {} })).toEqual({ code: 3, signal: null, output: 'no\n' });
  });
});

describe('a browser', () => {
  let browser: TestBrowser | undefined;
  let site: Server | undefined;
  let address: string;
  beforeAll(async () => {
    browser = await startBrowser();
    site = createServer((request, response) => {
      const broken = request.url === '/broken' ? '<script>undefinedThing()</script>' : '';
      response.setHeader('content-type', 'text/html; charset=utf-8').end(`<title>Proef</title><h1>Achter de hand: één €</h1><p style="color:white">wit op wit</p>${broken}`);
    }).listen(0, '127.0.0.1');
    await once(site, 'listening');
    address = `http://127.0.0.1:${(site!.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    await browser?.close();
    site?.close();
  });

  it('opens pages and paints text that can be seen', async () => {
    await browser!.withPage(async (page) => {
      await page.goto(`${address}/`);
      expect(await page.title()).toBe('Proef');
        expect(await showsText(page.getByRole('heading'))).toBe(true);
      expect(await showsText(page.getByText('wit op wit'))).toBe(false);
    });
  });

  it('fails with a picture when a script on the page fails', async () => {
    const error: unknown = await browser!.withPage((page) => page.goto(`${address}/broken`)).catch((reason: unknown) => reason);
    expect(String(error)).toContain('undefinedThing');
    const picture = /reports\/browser\/.*png/.exec(String(error))?.[0] ?? 'no picture is named';
    await access(picture);
    await rm(picture);
  });
});

describe('waitFor', () => {
  it('gives the first real answer, and an error that says what was missing', async () => {
    let asked = 0;
    expect(await waitFor('three', () => ((asked += 1) < 3 ? undefined : asked))).toBe(3);
    await expect(waitFor('a miracle', () => false, { timeoutMs: 60 })).rejects.toThrow('Waited 60 ms for a miracle; the last answer was false');
    await expect(waitFor('a miracle', () => Promise.reject(new Error('none')), { timeoutMs: 60 })).rejects.toThrow('the last attempt failed: Error: none');
  });
});
