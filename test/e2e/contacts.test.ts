import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startCase, type Answer, type Case, type Json } from '../factories/case.js';
import { startSmtpReceiver, type SmtpReceiver } from '../support/smtp-receiver.js';
import { waitFor } from '../support/wait-for.js';

let smtp: SmtpReceiver;
let the: Case;
let desk: Json;
let person: Json;

const ASSEN = 'Gemeente Assen';
const call = (who: string, method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> => the.call(who, method, path, body, headers);
const codes = ({ body }: Answer): string[] => (body.errors as { path: string; code: string }[]).map(({ path, code }) => `${path} ${code}`).sort();

beforeAll(async () => {
  smtp = await startSmtpReceiver();
  the = await startCase({ role: 'all', sweepSeconds: 1, smtpUrl: smtp.url });
  await the.site.database.sql('UPDATE contacts SET verified_at = NULL WHERE organisation_id = (SELECT id FROM organisations WHERE name = $1)', [ASSEN]);
  [desk, person] = (await call(ASSEN, 'GET', '/contacts')).body.items;
}, 60_000);
afterAll(async () => {
  await the?.close();
  await smtp?.stop();
});

describe('contacts over the API', () => {
  it('say how they stand: on duty, verified, reached', () => {
    expect(desk).toMatchObject({ name: 'Gemeentelijk piket Assen', telephone: expect.stringMatching(/^\+31592000\d{3}$/), duty: true, standing: 'on-duty', emailState: 'unverified', verifiedAt: null, lastReport: null });
    expect(person).toMatchObject({ duty: false, standing: 'person' });
  });

  it('name every wrong field at once, a telephone number among them', async () => {
    expect(codes(await call(ASSEN, 'POST', '/contacts', { name: '', function: 'x', telephone: '112', email: 'nee', rank: 0, surprise: 1 }))).toEqual([
      'email not-an-email', 'name required', 'rank too-small', 'surprise unknown', 'telephone special-number',
    ]);
  });
});

describe('a duty roster over the API', () => {
  const shift = { weekdays: [1, 2, 3, 4, 5, 6, 7], from: '00:00', until: '00:00' };

  it('is added, read, stated anew and removed, each time with its version; a repeat adds nothing', async () => {
    const path = `/contacts/${desk.id}/duty-shifts`;
    expect(codes(await call(ASSEN, 'POST', path, { weekdays: [9], from: '25:00', hours: 1 }))).toEqual(['from not-a-time-of-day', 'hours unknown', 'until required', 'weekdays.0 too-large']);
    expect((await call(ASSEN, 'POST', `/contacts/${person.id}/duty-shifts`, shift)).body.code).toBe('CONTACT.NOT_A_DUTY_NUMBER');
    const added = await call(ASSEN, 'POST', path, shift, { 'idempotency-key': 'rooster-1' });
    expect([added.status, added.headers.get('etag'), added.body]).toEqual([201, '"1"', expect.objectContaining({ ...shift, contactId: desk.id })]);
    expect((await call(ASSEN, 'POST', path, shift, { 'idempotency-key': 'rooster-1' })).body.id).toBe(added.body.id);
    expect((await call(ASSEN, 'GET', path)).body.items).toHaveLength(1);
    const own = new URL(`http://x${added.headers.get('location')!}`).pathname.replace('/api/v1', '');
    expect((await call(ASSEN, 'PUT', own, { ...shift, until: '12:00' })).status).toBe(428);
    expect((await call(ASSEN, 'PUT', own, { ...shift, until: '12:00' }, { 'if-match': '"1"' })).body).toMatchObject({ until: '12:00', version: 2 });
    expect((await call(ASSEN, 'DELETE', own, undefined, { 'if-match': '"1"' })).status).toBe(412);
    expect((await call('Gemeente Emmen', 'GET', path)).status).toBe(404);
    expect((await call(ASSEN, 'DELETE', own, undefined, { 'if-match': '"2"' })).status).toBe(204);
    expect((await call(ASSEN, 'GET', own)).status).toBe(404);
  });

  it('has exceptions of one’s own, and is seen by whoever telephones', async () => {
    const added = await call(ASSEN, 'POST', '/duty-exceptions', { contactId: person.id, firstDay: '2099-04-27', reason: 'Koningsdag' }, { 'idempotency-key': 'uitzondering-1' });
    expect([added.status, added.body]).toEqual([201, expect.objectContaining({ contactId: person.id, firstDay: '2099-04-27', lastDay: '2099-04-27', from: null, version: 1 })]);
    expect(codes(await call(ASSEN, 'POST', '/duty-exceptions', { firstDay: 'morgen', until: '12:00' }))).toEqual(['firstDay not-a-day', 'reason required', 'until half-a-period']);
    const { organisationId } = desk;
    const numbersAt = async (at: string): Promise<Json> => (await call('operations', 'GET', `/duty-numbers?organisationId=${organisationId}&at=${at}`)).body.items[0].numbers.map(({ name }: Json) => name);
    expect(await numbersAt('2099-04-27T12:00:00Z')).toEqual([desk.name, person.name]);
    expect(await numbersAt('2099-04-28T12:00:00Z')).toEqual([desk.name]);
    expect((await call('operations', 'GET', `/duty-exceptions?organisationId=${organisationId}`)).body.items).toHaveLength(1);
    expect((await call('Gemeente Emmen', 'GET', `/duty-exceptions?organisationId=${organisationId}`)).body.items).toEqual([]);
    expect((await call('Gemeente Emmen', 'GET', `/duty-exceptions/${added.body.id}`)).status).toBe(404);
    expect((await call(ASSEN, 'DELETE', `/duty-exceptions/${added.body.id}`, undefined, { 'if-match': '"1"' })).status).toBe(204);
  });

  it('shows the duty numbers of all to the desk and PRO, of its province to a province, and to nobody else', async () => {
    const total = async (who: string): Promise<number> => (await call(who, 'GET', '/duty-numbers?pageSize=100')).body.total;
    expect(await total('operations')).toBe(await total('ministry'));
    expect(await total('operations')).toBeGreaterThan(await total('Provinciale Regietafel Drenthe'));
    expect(await total('Provinciale Regietafel Drenthe')).toBe(13);
    for (const who of [ASSEN, 'red-cross', 'coa']) expect((await call(who, 'GET', '/duty-numbers')).status).toBe(403);
  });
});

describe('a test message', () => {
  const linkTo = async (address: string): Promise<string> => {
    const message = await smtp.waitFor(({ to, subject }) => to.includes(address) && subject.startsWith('Proefbericht'));
    return /\/proefbericht\/[\w-]{43}/.exec(message.text)![0];
  };
  const stateOf = async (id: string): Promise<string> => (await call(ASSEN, 'GET', `/contacts/${id}`)).body.emailState;
  const visit = (path: string, method = 'GET', body?: string): Promise<Response> =>
    fetch(`${the.site.url}${path}`, { method, redirect: 'manual', ...(body !== undefined && { body, headers: { 'content-type': 'application/x-www-form-urlencoded' } }) });

  it('is sent once for one key, and confirmed by POST alone: a hundred scanners confirm nothing', async () => {
    const path = `/contacts/${desk.id}/test-messages`;
    const sent = await call(ASSEN, 'POST', path, undefined, { 'idempotency-key': 'proef-1' });
    expect([sent.status, sent.body]).toEqual([201, expect.objectContaining({ address: desk.email, confirmedAt: null })]);
    expect((await call(ASSEN, 'POST', path, undefined, { 'idempotency-key': 'proef-1' })).body.id).toBe(sent.body.id);
    const soon = await call(ASSEN, 'POST', path);
    expect([soon.status, soon.body.code, Number(soon.headers.get('retry-after')) > 200]).toEqual([429, 'CONTACT.TEST_TOO_SOON', true]);
    const link = await linkTo(desk.email);
    expect(smtp.to(desk.email)).toHaveLength(1);
    for (let round = 0; round < 50; round += 1) {
      for (const method of ['GET', 'HEAD']) expect((await visit(link, method)).status).toBe(200);
    }
    await visit(link, 'POST', 'answer=perhaps');
    await visit(link, 'POST', '');
    expect(await stateOf(desk.id)).toBe('awaiting');
    expect((await visit(link, 'POST', 'answer=yes')).status).toBe(303);
    expect(await stateOf(desk.id)).toBe('verified');
    expect((await visit(link, 'POST', 'answer=yes')).status).toBe(303);
    expect(await (await visit(link)).text()).toContain('Bevestigd: dit adres bereikt u');
    expect((await call(ASSEN, 'GET', path)).body.items).toEqual([expect.objectContaining({ state: 'answered', confirmedAt: expect.any(String) })]);
  });

  it('opens nothing else, and a wrong link opens nothing', async () => {
    const link = await linkTo(desk.email);
    expect((await visit(link.replace('/proefbericht/', '/antwoord/'))).status).toBe(410);
    expect((await visit(`/proefbericht/${'a'.repeat(43)}`)).status).toBe(410);
    expect((await visit(`/proefbericht/${'a'.repeat(43)}`, 'POST', 'answer=yes')).status).toBe(410);
  });

  it('that a mail server refuses is told on the contact, and nobody is telephoned for it', async () => {
    smtp.behave(person.email, { kind: 'refuse', code: 550 });
    smtp.clear();
    await call(ASSEN, 'POST', `/contacts/${person.id}/test-messages`);
    await waitFor('the refusal', async () => (await stateOf(person.id)) === 'refused' || undefined);
    expect((await call(ASSEN, 'GET', `/contacts/${person.id}`)).body).toMatchObject({ verifiedAt: null, refusedAt: expect.any(String) });
    expect(smtp.messages).toEqual([]);
    smtp.behave(person.email, { kind: 'accept' });
  });

  it('no longer says anything once the address changes', async () => {
    const { version } = (await call(ASSEN, 'GET', `/contacts/${desk.id}`)).body;
    const changed = await call(ASSEN, 'PATCH', `/contacts/${desk.id}`, { email: 'nieuw-piket@assen.example' }, { 'if-match': `"${version}"` });
    expect(changed.body).toMatchObject({ emailState: 'unverified', testedAt: null, verifiedAt: null });
    expect((await visit(await linkTo(desk.email).catch(() => '/proefbericht/x'))).status).toBe(410);
  });
});

describe('whether a contact was reached', () => {
  it('is recorded by the desk, seen by its organisation, and by no other', async () => {
    const path = `/contacts/${person.id}/reachability-reports`;
    expect(codes(await call('operations', 'POST', path, { outcome: 'perhaps', calledOn: '2026-02-30', note: 'x'.repeat(501) }))).toEqual(['calledOn not-a-day', 'note too-long', 'outcome not-a-choice']);
    const added = await call('operations', 'POST', path, { outcome: 'not-reached', note: 'voicemail' }, { 'idempotency-key': 'gebeld-1' });
    expect([added.status, added.body]).toEqual([201, expect.objectContaining({ outcome: 'not-reached', note: 'voicemail' })]);
    await call('operations', 'POST', path, { outcome: 'not-reached', note: 'voicemail' }, { 'idempotency-key': 'gebeld-1' });
    expect((await call(ASSEN, 'GET', path)).body.items).toHaveLength(1);
    expect((await call(ASSEN, 'GET', `/contacts/${person.id}`)).body.lastReport).toEqual({ outcome: 'not-reached', calledOn: added.body.calledOn });
    expect((await call('Gemeente Emmen', 'POST', path, { outcome: 'reached' })).status).toBe(404);
    expect((await call('Provinciale Regietafel Drenthe', 'POST', path, { outcome: 'reached' })).body.code).toBe('CONTACT.REPORT_NOT_YOURS');
  });

  it('at a building takes its readiness away with the version that was looked at, and gives it back', async () => {
    const [{ id }] = (await call('operations', 'GET', '/standby-locations?ready=true')).body.items;
    const read = async (): Promise<Answer> => call('operations', 'GET', `/standby-locations/${id}`);
    const etag = (await read()).headers.get('etag')!;
    const path = `/standby-locations/${id}/reachability-reports`;
    expect((await call('operations', 'POST', path, { contact: 1, outcome: 'not-reached' })).status).toBe(428);
    const reported = await call('operations', 'POST', path, { contact: 1, outcome: 'not-reached' }, { 'if-match': etag });
    expect([reported.status, reported.body.role]).toEqual([201, 'opens']);
    expect((await read()).body.readiness).toMatchObject({ status: 'not-ready', reasons: [expect.objectContaining({ code: 'CONTACT_NOT_REACHED' })] });
    expect((await call('operations', 'POST', path, { contact: 1, outcome: 'reached' }, { 'if-match': etag })).status).toBe(412);
    expect((await call('ministry', 'POST', path, { contact: 1, outcome: 'reached' }, { 'if-match': reported.headers.get('etag')! })).status).toBe(201);
    expect((await read()).body.readiness.status).toBe('ready');
    for (const who of ['red-cross', 'Provinciale Regietafel Drenthe', 'auditor']) expect((await call(who, 'POST', path, { contact: 1, outcome: 'reached' }, { 'if-match': etag })).status).toBe(403);
  });
});

describe('an activation', () => {
  it('alerts whoever has duty at its municipality', async () => {
    const { organisationId } = desk;
    const night = (await call(ASSEN, 'POST', '/contacts', { name: 'Ander piket', function: 'piket', email: 'ander-piket@assen.example', duty: true })).body;
    const everyDay = { weekdays: [1, 2, 3, 4, 5, 6, 7], from: '00:00', until: '00:00' };
    // A roster on which only the other desk stands, around the clock; the first is on it for a minute a week.
    await call(ASSEN, 'POST', `/contacts/${night.id}/duty-shifts`, everyDay);
    const now = new Date((await call('operations', 'GET', '/standby-locations?pageSize=1')).headers.get('date')!);
    const elsewhere = ((now.getUTCDay() + 3) % 7) + 1;
    await call(ASSEN, 'POST', `/contacts/${desk.id}/duty-shifts`, { weekdays: [elsewhere], from: '12:00', until: '12:01' });
    smtp.clear();
    const activation = await the.trigger();
    expect(activation.deployments.some(({ municipality }: Json) => municipality.name === ASSEN)).toBe(true);
    const alert = await smtp.waitFor(({ to }) => to[0]!.endsWith('@assen.example'));
    expect(alert.to).toEqual(['ander-piket@assen.example']);
    expect((await call('operations', 'GET', `/duty-numbers?organisationId=${organisationId}`)).body.items[0].numbers.map(({ name }: Json) => name)).toEqual(['Ander piket']);
  });
});

it('the API describes all of it', async () => {
  const document = (await call('operations', 'GET', '/openapi.json')).body;
  expect(Object.keys(document.paths)).toEqual(expect.arrayContaining([
    '/api/v1/contacts/{contactId}/duty-shifts', '/api/v1/contacts/{contactId}/duty-shifts/{id}', '/api/v1/duty-exceptions', '/api/v1/duty-exceptions/{id}', '/api/v1/duty-numbers',
    '/api/v1/contacts/{contactId}/test-messages', '/api/v1/contacts/{contactId}/reachability-reports', '/api/v1/standby-locations/{id}/reachability-reports',
  ]));
});
