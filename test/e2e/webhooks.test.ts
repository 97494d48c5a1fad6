import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { WorkerDatabase } from '../../src/platform/database/index.js';
import { WebhookClaims } from '../../src/webhooks/webhook-claims.js';
import { WebhookOutcomes } from '../../src/webhooks/webhook-outcomes.js';
import { messagesTo, passTime } from '../factories/activations.js';
import { openLocation, type Case, type Json } from '../factories/case.js';
import { signedBy, type ReceivedHook, type WebhookReceiver } from '../support/webhook-receiver.js';
import { addMember } from './site.js';
import { Visitor } from './visitor.js';
import { openWebhookRoom, PREFIX, type WebhookRoom } from './webhook-room.js';

jest.setTimeout(60_000);

const HOUR = 3600;
const DAY = 24 * HOUR;
let room: WebhookRoom;
let the: Case;
let receiver: WebhookReceiver;
let { send, add, logOf, typesAt, idsAt } = {} as WebhookRoom;

beforeAll(async () => {
  room = await openWebhookRoom();
  ({ the, receiver, send, add, logOf, typesAt, idsAt } = room);
});
afterAll(() => room?.close());
afterEach(() => room.settleDown());

const sql = <Row extends object>(text: string, parameters: readonly unknown[] = []): Promise<Row[]> => the.site.database.sql<Row>(text, parameters);
const at = (seconds: number): Promise<void> => the.site.database.shiftClock(seconds);
const sixty = (more: Json = {}): Promise<Json> => the.trigger({ places: 60, groups: { families: 60 }, ...more });
const only = (name: string): { events: string[] } => ({ events: [name] });
const toldOf = async (purpose: string): Promise<string[]> => (await sql<{ kind: string }>(
  `SELECT o.kind FROM alerts a JOIN organisations o ON o.id = a.organisation_id WHERE a.purpose = $1 ORDER BY o.kind`, [purpose])).map(({ kind }) => kind);

describe('the system of an organisation', () => {
  it('is told, signed and in order, of what happens to an activation that it serves, in counts and without names', async () => {
    const coa = await add('coa', '/coa');
    await add('red-cross', '/rk', { audience: 'exercises' });
    // Another COA organisation, which does not serve the request.
    const stranger = await addMember(the.site, 'coa');
    const asStranger = (method: string, path: string, body?: unknown): Promise<Response> => fetch(`${the.site.url}/api/v1${path}`, {
      method, headers: { authorization: `Bearer ${stranger.apiKey}`, 'content-type': 'application/json' }, ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    expect((await asStranger('POST', '/webhook-endpoints', { url: receiver.url('/vreemd') })).status).toBe(201);

    const activation = await sixty();
    const [deployment] = activation.deployments;
    await send();
    await openLocation(the, activation, deployment);
    await the.call('coa', 'POST', `/deployments/${deployment.id}/presence-reports`, { families: 12, singleAdults: 0, unaccompaniedMinors: 0, wheelchairUsers: 1 });
    await the.call('ministry', 'POST', `/activations/${activation.id}/stand-downs`, { reason: 'Er is weer plaats in Ter Apel' });
    await send();

    const types = typesAt('/coa');
    expect(types.slice(0, 1 + activation.deployments.length)).toEqual(['activation.triggered', ...activation.deployments.map(() => 'deployment.added')]);
    expect(types).toEqual(expect.arrayContaining(['receipt.given', 'commitment.answered', 'milestone.completed', 'deployment.opened', 'activation.outcome', 'deployment.closed']));
    expect(types.at(-1)).toBe('activation.ended');
    expect([receiver.at('/rk'), receiver.at('/vreemd')]).toEqual([[], []]);

    const [first] = receiver.at('/coa');
    expect(first!.event).toEqual({
      specversion: '1.0', id: first!.headers['webhook-id'], source: 'urn:nld:proef:systeem:reserve', type: 'nl.achterdehand.activation.triggered', subject: activation.id, time: activation.triggeredAt,
      datacontenttype: 'application/json', exercise: false,
      data: expect.objectContaining({ exercise: false, activationId: activation.id, places: 60, plannedPlaces: activation.plannedPlaces, deadlineAt: activation.deadlineAt }),
    });
    expect(first!.headers['content-type']).toMatch(/^application\/cloudevents\+json/);
    for (const hook of receiver.at('/coa')) expect(signedBy(hook, coa.secret)).toEqual([coa.secret]);
    expect(new Set(idsAt('/coa')).size).toBe(types.length);
    // Nobody's name, no building's name or address, no reason that somebody gave.
    const people = await sql<{ name: string }>('SELECT name FROM contacts UNION SELECT name FROM people UNION SELECT name FROM standby_locations UNION SELECT name FROM organisations');
    const said = receiver.at('/coa').map(({ body }) => body).join('\n');
    expect(people.filter(({ name }) => said.includes(name))).toEqual([]);
    expect(said).not.toMatch(/Ter Apel|@|\+31/);

    // Nor does the other one see the first one's endpoint, or its log.
    for (const [method, path] of [['GET', ''], ['GET', '/deliveries'], ['DELETE', ''], ['POST', '/tests'], ['POST', '/secrets']]) {
      const response = await fetch(`${the.site.url}/api/v1/webhook-endpoints/${coa.id}${path}`, { method: method!, headers: { authorization: `Bearer ${stranger.apiKey}`, 'if-match': '"1"' } });
      expect([path, response.status]).toEqual([path, 404]);
    }
    const [sent] = await logOf('coa', coa);
    expect((await asStranger('POST', `/webhook-deliveries/${sent.id}/replays`)).status).toBe(404);
    expect((await logOf('operations', coa)).length).toBe(types.length);
  });

  it('of an exercise is told so in every event, when it asked for exercises', async () => {
    await add('coa', '/alles');
    await add('coa', '/echt', { audience: 'real' });
    await sixty({ exercise: true, window: 'PT60S' });
    await send();
    expect(receiver.at('/alles').length).toBeGreaterThan(1);
    for (const { event } of receiver.at('/alles')) expect(event).toMatchObject({ exercise: true, data: { exercise: true } });
    expect(receiver.at('/echt')).toEqual([]);
  });

  it('is refused an address that nothing goes to, and more endpoints than anybody needs', async () => {
    for (const url of ['http://coa.example/', 'https://10.0.0.1/', 'https://user:geheim@coa.example/', 'https://localhost/']) {
      const { status, body } = await the.call('coa', 'POST', '/webhook-endpoints', { url });
      expect([url, status, body.errors[0].path]).toEqual([url, 400, 'url']);
    }
    for (let count = 0; count < 5; count += 1) await add('coa', `/${count}`);
    expect((await the.call('coa', 'POST', '/webhook-endpoints', { url: receiver.url('/zes') })).body.code).toBe('WEBHOOK.TOO_MANY_ENDPOINTS');
  });
});

describe('a key', () => {
  it('that is renewed signs beside the new one until it is withdrawn, or its time is over', async () => {
    const endpoint = await add('coa', '/coa');
    const test = async (): Promise<ReceivedHook> => {
      expect((await the.call('coa', 'POST', `/webhook-endpoints/${endpoint.id}/tests`)).status).toBe(201);
      await send();
      return receiver.at('/coa').at(-1)!;
    };
    const renew = (): Promise<Json> => the.call('coa', 'POST', `/webhook-endpoints/${endpoint.id}/secrets`);
    const { body: second } = await renew();
    expect(second.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(signedBy(await test(), endpoint.secret, second.secret)).toEqual([endpoint.secret, second.secret]);
    expect((await renew()).body.code).toBe('WEBHOOK.ROTATION_UNDER_WAY');

    const [newest, old] = (await room.read('coa', endpoint)).secrets;
    expect([newest.id, newest.expiresAt]).toEqual([second.id, null]);
    expect((await the.call('coa', 'DELETE', `/webhook-endpoints/${endpoint.id}/secrets/${newest.id}`)).body.code).toBe('WEBHOOK.LAST_SECRET');
    expect((await the.call('coa', 'DELETE', `/webhook-endpoints/${endpoint.id}/secrets/${old.id}`)).status).toBe(204);
    expect(signedBy(await test(), endpoint.secret, second.secret)).toEqual([second.secret]);

    const { body: third } = await renew();
    await at(7 * DAY + 60);
    expect(signedBy(await test(), second.secret, third.secret)).toEqual([third.secret]);
    expect(receiver.at('/coa').map(({ event }) => [event['type'], event['exercise']])).toEqual([1, 2, 3].map(() => ['nl.achterdehand.webhook.test', true]));
  });

  it('is nowhere to be read: not in the database, not in the record, not a second time', async () => {
    const headers = { 'idempotency-key': 'koppeling-1' };
    const input = { url: receiver.url('/coa') };
    const { body: made } = await the.call('coa', 'POST', '/webhook-endpoints', input, headers);
    const { body: again } = await the.call('coa', 'POST', '/webhook-endpoints', input, headers);
    expect([again.id, again.secret]).toEqual([made.id, null]);
    const bytes = Buffer.from(made.secret.replace('whsec_', ''), 'base64').toString('hex');
    const [kept] = await sql<{ all: string }>(
      `SELECT (SELECT string_agg(encode(sealed, 'hex'), ' ') FROM webhook_secrets) || (SELECT string_agg(coalesce(body::text, ''), ' ') FROM idempotency_keys)
           || (SELECT string_agg(coalesce(after::text, ''), ' ') FROM record_entries) AS all`);
    expect(kept!.all.length).toBeGreaterThan(100);
    for (const secret of [made.secret, made.secret.slice(6), bytes, Buffer.from(made.secret).toString('hex')]) expect(kept!.all).not.toContain(secret);
  });
});

describe('an endpoint that answers', () => {
  it('500 is asked again under the same id, denser at first; what is younger waits its turn, other activations do not', async () => {
    const endpoint = await add('coa', '/coa', { events: ['activation.triggered', 'activation.deadline-extended'] });
    await add('red-cross', '/rk', only('activation.triggered'));
    receiver.answers('/coa', { status: 500 }, { status: 500 }, { status: 200 });
    const activation = await sixty();
    const deadlineAt = new Date(Date.parse(activation.deadlineAt) + DAY * 1000).toISOString();
    await the.call('ministry', 'POST', `/activations/${activation.id}/deadline-extensions`, { deadlineAt, reason: 'Sneeuw' });
    await send();
    expect(typesAt('/coa')).toEqual(['activation.triggered']);
    expect(typesAt('/rk')).toEqual(['activation.triggered']);
    const [waiting, failing] = await logOf('coa', endpoint);
    expect([waiting.state, waiting.attempts, failing.state, failing.responseStatus, failing.lastError]).toEqual(['queued', 0, 'failed-retrying', 500, 'status']);
    expect((await room.read('coa', endpoint)).failingSince).not.toBeNull();

    await at(9);
    await send();
    expect(receiver.at('/coa')).toHaveLength(1);
    await at(11);
    await send();
    expect(receiver.at('/coa')).toHaveLength(2);
    // An exercise of the same request is another activation.
    await sixty({ places: 20, groups: { families: 20 }, exercise: true, window: 'PT60S' });
    await at(45);
    await send();
    expect(typesAt('/coa').sort()).toEqual(['activation.deadline-extended', 'activation.triggered', 'activation.triggered', 'activation.triggered', 'activation.triggered']);
    const own = receiver.at('/coa').filter(({ event }) => event['subject'] === activation.id);
    expect(own.map(({ event }) => event['type'])).toEqual([1, 2, 3].map(() => `${PREFIX}activation.triggered`).concat(`${PREFIX}activation.deadline-extended`));
    expect(new Set(own.slice(0, 3).map(({ headers, body }) => `${String(headers['webhook-id'])} ${body}`)).size).toBe(1);
    expect(new Set(own.slice(0, 3).map(({ headers }) => headers['webhook-timestamp'])).size).toBe(3);
    expect((await room.read('coa', endpoint)).failingSince).toBeNull();
  });

  it('302 is not followed', async () => {
    const endpoint = await add('coa', '/coa', only('activation.triggered'));
    receiver.answers('/coa', { status: 302, headers: { location: receiver.url('/elders') } });
    await sixty();
    await send();
    expect([receiver.at('/coa').length, receiver.at('/elders').length]).toEqual([1, 0]);
    expect((await logOf('coa', endpoint))[0]).toMatchObject({ state: 'failed-retrying', responseStatus: 302, lastError: 'redirect' });
  });

  it('410 is switched off, its people and the duty desk are told once, and what waits is not sent until somebody switches it on', async () => {
    const endpoint = await add('coa', '/coa');
    receiver.answers('/coa', { status: 410 });
    const activation = await sixty();
    await send();
    await send();
    expect(receiver.at('/coa')).toHaveLength(1);
    expect(await room.read('coa', endpoint)).toMatchObject({ enabled: false, disabledBecause: 'gone' });
    const log = await logOf('coa', endpoint);
    expect(log.map(({ state }) => state)).toEqual(log.map(() => 'given-up'));
    expect(await toldOf('webhook-disabled')).toEqual(['coa', 'operations']);
    expect((await the.call('coa', 'POST', `/webhook-endpoints/${endpoint.id}/tests`)).body.code).toBe('WEBHOOK.ENDPOINT_OFF');

    receiver.answers('/coa', { status: 200 });
    const { version } = await room.read('coa', endpoint);
    expect((await the.call('coa', 'PATCH', `/webhook-endpoints/${endpoint.id}`, { enabled: true }, { 'if-match': `"${version}"` })).status).toBe(200);
    // The oldest once more, under its own id.
    const oldest = log.at(-1)!;
    const { status, body: again } = await the.call('coa', 'POST', `/webhook-deliveries/${oldest.id}/replays`);
    expect([status, again.eventId, again.id === oldest.id]).toEqual([201, oldest.eventId, false]);
    await send();
    expect(idsAt('/coa')).toEqual([oldest.eventId, oldest.eventId]);
    expect((await logOf('coa', endpoint))[0]).toMatchObject({ id: again.id, state: 'accepted', name: 'activation.triggered', activationId: activation.id });
  });

  it('429 is asked again when it says, by seconds and by date', async () => {
    const endpoint = await add('coa', '/coa', only('activation.triggered'));
    receiver.answers('/coa', { status: 429, headers: { 'retry-after': '120' } }, { status: 503, headers: { 'retry-after': new Date(Date.now() + 400_000).toUTCString() } }, { status: 204 });
    await sixty();
    await send();
    for (const [seconds, calls] of [[100, 1], [125, 2], [380, 2], [405, 3]] as const) {
      await at(seconds);
      await send();
      expect([seconds, receiver.at('/coa').length]).toEqual([seconds, calls]);
    }
    expect((await logOf('coa', endpoint))[0]).toMatchObject({ state: 'accepted', attempts: 3, responseStatus: 204 });
  });

  it('not at all holds up nobody else, and is asked again as possibly the second time', async () => {
    const slow = await add('coa', '/traag', only('activation.triggered'));
    for (const path of ['/een', '/twee', '/drie']) await add('red-cross', path, only('activation.triggered'));
    receiver.answers('/traag', 'hang', { status: 200, bodyBytes: 1_000_000 });
    await sixty();
    const began = performance.now();
    const sending = send({ answerSeconds: 1 });
    while (['/een', '/twee', '/drie'].some((path) => receiver.at(path).length === 0) && performance.now() - began < 900) await new Promise((resolve) => { setTimeout(resolve, 10); });
    expect(['/een', '/twee', '/drie'].map((path) => receiver.at(path).length)).toEqual([1, 1, 1]);
    expect((await logOf('coa', slow))[0].state).toBe('sending');
    await sending;
    expect(performance.now() - began).toBeLessThan(4000);
    expect((await logOf('coa', slow))[0]).toMatchObject({ state: 'failed-retrying', lastError: 'timeout', responseStatus: null });
    await at(11);
    await send();
    expect((await logOf('coa', slow))[0]).toMatchObject({ state: 'accepted', possiblySentTwice: true });
    expect(new Set(idsAt('/traag')).size).toBe(1);
  });
});

describe('a worker', () => {
  it('that dies after the answer and before it is written down leaves it to the next one, which sends the same; it cannot write any more', async () => {
    const endpoint = await add('coa', '/coa', only('activation.triggered'));
    await sixty();
    const claims = room.get(WebhookClaims);
    const { database } = room.get(WorkerDatabase);
    const [claim] = await claims.claim(database, 20);
    const outgoing = await claims.begin(database, claim!);
    const attempt = await room.transport().send(outgoing!, new AbortController().signal);
    expect(attempt).toEqual({ kind: 'accepted', status: 204 });
    await send();
    expect(receiver.at('/coa')).toHaveLength(1);
    await at(6);
    await send();
    expect(new Set(receiver.at('/coa').map(({ headers, body }) => `${String(headers['webhook-id'])} ${body}`)).size).toBe(1);
    expect(receiver.at('/coa')).toHaveLength(2);
    const [written] = await logOf('coa', endpoint);
    expect(written).toMatchObject({ state: 'accepted', possiblySentTwice: true, attempts: 2 });
    const late = { kind: 'failed', status: 500, verdict: 'failed', error: 'status', retryAfter: null, outcomeUnknown: false } as const;
    expect(await database.transaction((tx) => room.get(WebhookOutcomes).settle(tx, outgoing!, late))).toBe(false);
    expect((await logOf('coa', endpoint))[0]).toEqual(written);
    expect(await sql(`SELECT action FROM record_entries WHERE subject_id = $1 ORDER BY at, id`, [written.id])).toEqual([{ action: 'webhook.interrupted' }, { action: 'webhook.accepted' }]);
  });
});

describe('what does not get through', () => {
  it('is told to people after an hour, once; and when the activation has been over for a day, once, and is then given up', async () => {
    const endpoint = await add('coa', '/coa', { events: ['activation.triggered', 'activation.deadline-extended', 'activation.ended'] });
    receiver.answers('/coa', { status: 500 });
    const activation = await sixty();
    await send();
    await passTime(the, HOUR - 60);
    await send();
    expect(await messagesTo(the, activation, 'coa', 'webhook-failing')).toEqual([]);
    for (const hours of [1.01, 2, 3]) {
      await passTime(the, hours * HOUR);
      await send();
    }
    const told = await sql<{ kind: string; subject: string }>(
      `SELECT o.kind, a.content->'nl'->>'subject' AS subject FROM alerts a JOIN organisations o ON o.id = a.organisation_id WHERE a.topic_id = $1 AND a.purpose = 'webhook-failing' ORDER BY o.kind`, [activation.id]);
    expect(told).toEqual(['coa', 'operations'].map((kind) => ({ kind, subject: `Koppeling werkt niet: 127.0.0.1:${receiver.port}` })));

    await the.call('ministry', 'POST', `/activations/${activation.id}/stand-downs`, { reason: 'voorbij' });
    await at(3 * HOUR + DAY - 120);
    await send();
    expect((await logOf('coa', endpoint)).map(({ state }) => state)).toEqual(['queued', 'failed-retrying']);
    await at(3 * HOUR + DAY + 60);
    await send();
    expect((await logOf('coa', endpoint)).map(({ state }) => state)).toEqual(['given-up', 'given-up']);
    expect(await toldOf('webhook-given-up')).toEqual(['coa', 'operations']);
    const calls = receiver.at('/coa').length;
    await at(3 * DAY);
    await send();
    expect(receiver.at('/coa')).toHaveLength(calls);
  });
});

describe('an address that must not be reached', () => {
  it('is refused before anything is connected, and asked again later', async () => {
    const { body: endpoint } = await the.call('coa', 'POST', '/webhook-endpoints', { url: `https://hook.example:${receiver.port}/naam`, ...only('activation.triggered') });
    await sixty();
    const before = receiver.connections;
    await send({ resolve: async () => ['10.0.0.1'] });
    expect((await logOf('coa', endpoint))[0]).toMatchObject({ state: 'failed-retrying', lastError: 'address', responseStatus: null });
    await at(11);
    await send({ resolve: async () => { throw new Error('ENOTFOUND'); } });
    expect((await logOf('coa', endpoint))[0]).toMatchObject({ state: 'failed-retrying', lastError: 'name', attempts: 2 });
    expect(receiver.connections).toBe(before);
  });
});

describe('the page', () => {
  it('adds an endpoint, shows its key once, tests it, shows what was sent and sends it again, in both languages', async () => {
    const { email, password } = the.credential('coa');
    const visitor = await new Visitor(the.site).signIn(email, password);
    const wrong = await visitor.post('/koppelingen', { url: 'http://coa.example/', audience: 'all' });
    expect([wrong.status, await wrong.text()]).toEqual([400, expect.stringContaining('Het adres moet beginnen met https://.')]);
    const added = await visitor.post('/koppelingen', { url: receiver.url('/pagina'), audience: 'all', idempotencyKey: 'een' });
    const shown = await added.text();
    expect(added.status).toBe(201);
    const [secret] = /whsec_[A-Za-z0-9+/=]+/.exec(shown)!;
    const [{ id, version }] = (await the.call('coa', 'GET', '/webhook-endpoints')).body.items;
    const path = `/koppelingen/${id}`;

    expect((await visitor.post(`${path}/proef`, {})).headers.get('location')).toBe(`${path}?gelukt=proef`);
    await send();
    expect(signedBy(receiver.at('/pagina')[0]!, secret)).toEqual([secret]);
    const page = await (await visitor.get(path)).text();
    expect(page).not.toContain('whsec_');
    expect(page).toContain('Antwoord: 204');
    const [sent] = await logOf('coa', { id });
    expect((await visitor.post(`${path}/zendingen/${sent.id}/opnieuw`, { idempotencyKey: 'twee' })).status).toBe(303);
    await send();
    expect(idsAt('/pagina')).toEqual([sent.eventId, sent.eventId]);

    expect((await visitor.post(`${path}/uit`, { version: String(version + 7) })).status).toBe(412);
    expect((await visitor.post(`${path}/uit`, { version: String(version) })).status).toBe(303);
    const desk = await new Visitor(the.site).signIn(the.credential('operations').email, the.credential('operations').password);
    await desk.post('/taal', { language: 'en', returnTo: '/koppelingen' });
    const list = await (await desk.get('/koppelingen')).text();
    expect(list).toContain(receiver.url('/pagina'));
    expect(list).not.toContain('whsec_');
    expect((await desk.post(`${path}/aan`, { version: String(version + 1) })).status).toBe(403);
  });
});
