import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { RETENTION_POLICY } from '../../config/retention.js';
import { ForgetCallBacks } from '../../src/activations/forget-call-backs.js';
import { SYSTEM_ACTOR } from '../../src/kernel/index.js';
import { DirectoryWriter } from '../../src/organisations/index.js';
import { Database } from '../../src/platform/database/index.js';
import { formatDateTimeInput } from '../../src/web/index.js';
import { endActivations, locationId, messagesTo, passTime } from '../factories/activations.js';
import { startCase, type Answer, type Case, type Json } from '../factories/case.js';
import { Visitor } from './visitor.js';

jest.setTimeout(60_000);

const HOUR = 3600;
let the: Case;

beforeAll(async () => {
  the = await startCase();
});
afterAll(() => the.close());
afterEach(() => endActivations(the));

describe('an activation that an official orders by telephone', () => {
  const CALL_BACK = { result: 'reached', telephone: '' };
  const asked = (): Json => ({ reserveRequestId: the.requestId, places: 30, groups: { families: 30 }, reason: 'Ter Apel is vol', exercise: false, mandateId: mandate.id, calledAt: new Date().toISOString() });
  const colleague = (): Json => ({ authorization: `Bearer ${the.credentials.filter(({ kind }) => kind === 'operations')[1]!.apiKey}` });
  const order = (more: Json = {}): Promise<Answer> => the.call('operations', 'POST', '/trigger-requests', { ...asked(), ...more });
  const callBack = (id: string, more: Json = {}): Promise<Answer> => the.call('operations', 'POST', `/trigger-requests/${id}/call-backs`, { ...CALL_BACK, telephone: mandate.telephone, ...more });
  const confirm = (id: string, headers: Json = colleague()): Promise<Answer> => the.call('operations', 'POST', `/trigger-requests/${id}/confirmations`, {}, headers);
  const forPro = (activation: Json, body: Json, headers: Json = {}): Promise<Answer> => the.call('ministry', 'POST', `/activations/${activation.id}/pro-confirmations`, body, headers);
  const codes = (...answers: readonly Answer[]): unknown[] => answers.map(({ status, body }) => body.code ?? status);
  let mandate: Json;

  beforeAll(async () => {
    const { body } = await the.call('operations', 'GET', '/mandates');
    mandate = body.items.find(({ state }: Json) => state === 'valid');
  });

  /** Recorded, called back and confirmed. */
  async function triggered(more: Json = {}): Promise<Json> {
    const { id } = (await order(more)).body;
    await callBack(id);
    const { status, body } = await confirm(id);
    if (status !== 201) throw new Error(JSON.stringify(body));
    return the.read(body.activationId);
  }
  const machineOf = async (kind: 'operations' | 'ministry'): Promise<Json> => {
    const directory = the.site.app.get(DirectoryWriter);
    const [row] = await the.site.database.sql<{ id: string }>('SELECT id FROM organisations WHERE kind = $1', [kind]);
    const { key } = await the.site.app.get(Database).transaction((tx) => directory.createApiKey(tx, SYSTEM_ACTOR, { organisationId: row!.id, name: 'koppeling' }));
    return { authorization: `Bearer ${key}` };
  };

  it('starts when a second person confirms, once, and PRO’s confirmation in time says nothing', async () => {
    const { body: recorded } = await order();
    expect(recorded).toMatchObject({ state: 'called', activationId: null, officialFunction: mandate.function });
    expect(codes(await confirm(recorded.id), await confirm(recorded.id, {}), await confirm(recorded.id, await machineOf('operations')))).toEqual([
      'TRIGGER_REQUEST.NOT_CALLED_BACK', 'TRIGGER_REQUEST.SAME_PERSON', 'TRIGGER_REQUEST.PERSON_NEEDED']);
    expect((await callBack(recorded.id, { result: 'not-reached' })).body.state).toBe('called');
    expect(codes(await callBack(recorded.id, { telephone: '0592 999 999' }), await confirm(recorded.id))).toEqual(['TRIGGER_REQUEST.NOT_REGISTERED_NUMBER', 'TRIGGER_REQUEST.NOT_CALLED_BACK']);
    expect((await callBack(recorded.id)).body.state).toBe('called-back');
    expect(codes(await confirm(recorded.id, {}))).toEqual(['TRIGGER_REQUEST.SAME_PERSON']);
    const both = await Promise.all([confirm(recorded.id), confirm(recorded.id)]);
    expect(codes(...both).sort()).toEqual([201, 'TRIGGER_REQUEST.CLOSED']);
    const { items } = (await the.call('ministry', 'GET', '/activations?running=true')).body;
    expect(items).toHaveLength(1);
    const activation = await the.read(items[0].id);
    expect(activation).toMatchObject({ exercise: false, triggeredOnBehalf: { triggerRequestId: recorded.id, officialFunction: mandate.function, answer: null, overdue: false } });
    expect(JSON.stringify(activation)).not.toContain(mandate.name);
    expect((Date.parse(activation.triggeredOnBehalf.confirmBy) - Date.parse(activation.triggeredAt)) / HOUR / 1000).toBe(4);
    for (const who of ['ministry', 'province', 'coa', activation.deployments[0].municipality.name]) {
      expect((await messagesTo(the, activation, who))[0]!.content.nl.text).toContain('Getriggerd door de piketdienst namens PRO op telefonische opdracht');
    }
    const entries = await the.site.database.sql<Json>(`SELECT e.after, e.before FROM record_entries e WHERE e.action IN ('trigger-request.recorded', 'trigger-request.called-back', 'trigger-request.confirmed') AND e.subject_id = $1`, [recorded.id]);
    expect(entries.length).toBe(4);
    expect(JSON.stringify(entries)).not.toContain(mandate.telephone);

    expect(codes(await the.call('operations', 'POST', `/activations/${activation.id}/pro-confirmations`, { confirmed: true }), await forPro(activation, { confirmed: false }), await forPro(activation, { confirmed: true }, await machineOf('ministry')))).toEqual([
      'AUTH.FORBIDDEN', 'REQUEST.INVALID', 'TRIGGER_REQUEST.PERSON_NEEDED']);
    const before = (await messagesTo(the, activation, 'ministry')).length;
    expect((await forPro(activation, { confirmed: true })).body.triggeredOnBehalf).toMatchObject({ answer: 'confirmed' });
    expect(codes(await forPro(activation, { confirmed: true }), await forPro(activation, { confirmed: false, reason: 'toch niet' }))).toEqual([201, 'PRO_CONFIRMATION.STANDS']);
    await passTime(the, 4 * HOUR + 1);
    expect((await messagesTo(the, activation, 'ministry')).length).toBe(before);
  });

  it('without PRO’s confirmation alarms once, and has PRO called; the clock stays as it is, also when PRO disputes it', async () => {
    const activation = await triggered();
    await passTime(the, 2 * HOUR + 1);
    expect([await messagesTo(the, activation, 'ministry', 'pro-confirmation-reminder'), await messagesTo(the, activation, 'province', 'pro-confirmation-reminder')].map(({ length }) => length)).toEqual([1, 0]);
    await passTime(the, 4 * HOUR + 1);
    await passTime(the, 4 * HOUR + 60);
    for (const who of ['ministry', 'province', 'operations']) expect(await messagesTo(the, activation, who, 'pro-confirmation-overdue')).toHaveLength(1);
    const toPro = async (): Promise<Json> => (await the.call('operations', 'GET', `/call-tasks?activationId=${activation.id}`)).body.items.find(({ because }: Json) => because === 'pro-confirmation');
    expect(await toPro()).toMatchObject({ closedAt: null, organisation: { name: the.credential('ministry').name } });
    const { body: disputed } = await forPro(activation, { confirmed: false, reason: 'Niemand van PRO heeft gebeld' });
    expect(disputed).toMatchObject({ status: 'running', deadlineAt: activation.deadlineAt, outcome: null, triggeredOnBehalf: { answer: 'disputed', overdue: false } });
    for (const who of ['ministry', 'province', 'operations']) expect((await messagesTo(the, activation, who, 'pro-disputed'))[0]!.content.nl.text).toContain('Niemand van PRO heeft gebeld');
    expect(await toPro()).toMatchObject({ closeReason: 'answered' });
    expect((await forPro(activation, { confirmed: true })).body).toMatchObject({ deadlineAt: activation.deadlineAt, triggeredOnBehalf: { answer: 'confirmed' } });
  });

  it('is refused as any trigger is, and stands as it was; in a compressed exercise its hours are compressed too', async () => {
    const real = await the.trigger({ places: 30, groups: { families: 30 } });
    const { id } = (await order()).body;
    await callBack(id);
    expect(await confirm(id)).toMatchObject({ status: 409, body: { code: 'ACTIVATION.ALREADY_RUNNING', activationId: real.id } });
    expect((await the.call('operations', 'GET', `/trigger-requests/${id}`)).body).toMatchObject({ state: 'called-back', activationId: null });
    await endActivations(the);
    expect((await confirm(id)).status).toBe(201);
    const exercise = await triggered({ exercise: true, window: 'PT72M' });
    expect((Date.parse(exercise.triggeredOnBehalf.confirmBy) - Date.parse(exercise.triggeredAt)) / 60_000).toBe(4);
  });

  it('with fewer places than ordered starts only when the official accepts that, and takes the buildings that were picked', async () => {
    const gieterij = await locationId(the, 'De Oude Gieterij');
    const { body: { id } } = await order({ places: 100, groups: { families: 100 }, exercise: true, locations: [gieterij] });
    await callBack(id);
    expect(codes(await confirm(id))).toEqual(['ACTIVATION.SHORTFALL_NOT_ACCEPTED']);
    expect((await the.call('operations', 'GET', `/trigger-requests/${id}`)).body).toMatchObject({ state: 'called-back', acceptShortfall: false, locations: [gieterij] });
    const second = the.credentials.filter(({ kind }) => kind === 'operations')[1]!;
    const colleagueOnSite = await new Visitor(the.site).signIn(second.email, second.password);
    const path = `/inzetten/telefonisch/${id}`;
    const page = await (await colleagueOnSite.get(path)).text();
    for (const text of ['De Oude Gieterij', 'name="acceptShortfall"', 'De ambtenaar aanvaardt het tekort van']) expect([text, page.includes(text)]).toEqual([text, true]);
    const shortfall = Number(/name="shortfall" value="(\d+)"/.exec(page)![1]);
    expect((await colleagueOnSite.post(path, { step: 'confirm', shortfall: String(shortfall) })).status).toBe(409);
    // The official accepted less: one place more has dropped out since.
    const worse = await colleagueOnSite.post(path, { step: 'confirm', shortfall: String(shortfall - 1), acceptShortfall: 'true' });
    const again = await worse.text();
    expect([worse.status, again.includes(`Aanvaard het tekort van ${shortfall} plekken`), again.includes(`name="shortfall" value="${shortfall}"`), /name="acceptShortfall"[^>]*checked/.test(again)]).toEqual([409, true, true, false]);
    const accepting = (body: Json): Promise<Answer> => the.call('operations', 'POST', `/trigger-requests/${id}/confirmations`, { acceptShortfall: true, ...body }, colleague());
    expect(codes(await accepting({}), await accepting({ shortfall: shortfall - 1 }))).toEqual(['REQUEST.INVALID', 'ACTIVATION.SHORTFALL_NOT_ACCEPTED']);
    const started = (await colleagueOnSite.post(path, { step: 'confirm', shortfall: String(shortfall), acceptShortfall: 'true' })).headers.get('location')!;
    const activation = await the.read(/[\w-]{36}/.exec(started)![0]);
    expect(activation.deployments.map(({ standbyLocationId }: Json) => standbyLocationId)).toEqual([gieterij]);
    expect(activation.shortfall).toBe(100 - activation.plannedPlaces);
    const [entry] = await the.site.database.sql<Json>(`SELECT before, after FROM record_entries WHERE action = 'trigger-request.confirmed' AND subject_id = $1`, [id]);
    expect(entry).toMatchObject({ before: { acceptShortfall: false }, after: { acceptShortfall: true, acceptedShortfall: shortfall } });
  });

  it('is recorded only with buildings of its own request that can be used; there is a form for each request', async () => {
    const gieterij = await locationId(the, 'De Oude Gieterij');
    await the.trigger({ places: 30, groups: { families: 30 }, locations: [gieterij] });
    const picking = { locations: [gieterij] };
    expect((await order(picking)).body).toMatchObject({ code: 'ACTIVATION.LOCATION_BUSY', errors: [{ path: 'locations.0' }] });
    await endActivations(the);
    const [other] = await the.site.database.sql<{ id: string }>(`UPDATE reserve_requests SET answer = 'accepted' WHERE answer = 'exploring' RETURNING id`);
    try {
      const { email, password } = the.credential('operations');
      const visitor = await new Visitor(the.site).signIn(email, password);
      const page = await (await visitor.get('/inzetten/telefonisch')).text();
      expect([page.includes(`value="${gieterij}"`), page.includes(`href="/inzetten/telefonisch?reserveverzoek=${other!.id}"`)]).toEqual([true, true]);
      expect(await (await visitor.get(`/inzetten/telefonisch?reserveverzoek=${other!.id}`)).text()).not.toContain(`value="${gieterij}"`);
      const elsewhere = { ...picking, reserveRequestId: other!.id };
      expect((await order(elsewhere)).body).toMatchObject({ code: 'REQUEST.INVALID', errors: [{ path: 'locations.0' }] });
      const typed = { mandateId: mandate.id, calledAt: formatDateTimeInput(new Date()), reserveRequestId: other!.id, locations: gieterij, exercise: 'true', places: '30', 'groups.families': '30', reason: 'Proef' };
      const refused = await visitor.post('/inzetten/telefonisch', typed);
      expect([refused.status, (await refused.text()).includes('href="#field-locations')]).toEqual([400, true]);
    } finally {
      await the.site.database.sql(`UPDATE reserve_requests SET answer = 'exploring' WHERE id = $1`, [other!.id]);
    }
  });

  it('lapses when nobody confirms, and operations are told; a mandate that has expired or was withdrawn orders nothing', async () => {
    const { body: old } = await order();
    await callBack(old.id);
    await passTime(the, 1801);
    expect(codes(await confirm(old.id))).toEqual(['TRIGGER_REQUEST.CLOSED']);
    expect(await messagesTo(the, old, 'operations', 'trigger-request-lapsed')).toHaveLength(1);
    await the.site.database.shiftClock(0);
    expect(codes(await order({ calledAt: new Date(Date.now() - 3_600_000).toISOString() }), await the.call('ministry', 'POST', '/trigger-requests', asked()))).toEqual(['REQUEST.INVALID', 'AUTH.FORBIDDEN']);

    const give = (more: Json): Promise<Answer> => the.call('ministry', 'POST', '/mandates', { contactId: mandate.contactId, reference: 'Besluit 12', validFrom: '2026-01-01', validUntil: '2099-12-31', ...more });
    const other = (await give({})).body;
    const { body: open } = await order({ mandateId: other.id });
    await callBack(open.id);
    expect((await the.call('ministry', 'DELETE', `/mandates/${other.id}`, undefined, { 'if-match': '"1"' })).status).toBe(204);
    const expired = (await give({})).body;
    await the.site.database.sql(`UPDATE mandates SET valid_until = '2026-01-02' WHERE id = $1`, [expired.id]);
    const MANDATE = 'TRIGGER_REQUEST.MANDATE_NOT_VALID';
    expect(codes(await confirm(open.id), await order({ mandateId: other.id }), await order({ mandateId: expired.id }))).toEqual([MANDATE, MANDATE, MANDATE]);
    expect(codes(await give({ validUntil: '2026-01-02' }), await the.call('operations', 'DELETE', `/mandates/${mandate.id}`, undefined, { 'if-match': '"1"' }))).toEqual(['REQUEST.INVALID', 'AUTH.FORBIDDEN']);
  });

  it('keeps that the official was called back and the result; number, caller and note are forgotten after their term', async () => {
    const { body: { id } } = await order();
    await callBack(id, { note: 'Klonk gehaast' });
    await passTime(the, 1801);
    const calls = async (): Promise<Json> => (await the.call('operations', 'GET', `/trigger-requests/${id}`)).body.callBacks;
    const term = RETENTION_POLICY.callDays.value * 24 * HOUR + 1801;
    await the.site.database.shiftClock(term - 60);
    await the.site.app.get(ForgetCallBacks, { strict: false }).forget();
    expect(await calls()).toMatchObject([{ result: 'reached', note: 'Klonk gehaast', byName: expect.any(String) }]);
    await the.site.database.shiftClock(term + 60);
    await the.site.app.get(ForgetCallBacks, { strict: false }).forget();
    expect(await calls()).toMatchObject([{ result: 'reached', note: null, byName: null }]);
    expect(await the.site.database.sql('SELECT telephone FROM trigger_call_backs WHERE trigger_request_id = $1', [id])).toEqual([{ telephone: null }]);
    const { email, password } = the.credential('operations');
    const page = await (await (await new Visitor(the.site).signIn(email, password)).get(`/inzetten/telefonisch/${id}`)).text();
    expect([page.includes('id="gesprekken"'), page.includes('Klonk')]).toEqual([true, false]);
  });

  it('is worked without script: recorded and called back by one, confirmed by a colleague, answered by PRO', async () => {
    const [first, second] = the.credentials.filter(({ kind }) => kind === 'operations');
    const as = ({ email, password }: { email: string; password: string }): Promise<Visitor> => new Visitor(the.site).signIn(email, password);
    const [one, two, pro] = [await as(first!), await as(second!), await as(the.credential('ministry'))];
    const minute = formatDateTimeInput(new Date());
    const typed = { mandateId: mandate.id, calledAt: minute, reserveRequestId: the.requestId, exercise: 'true', places: '30', 'groups.families': '30', reason: 'Oefening van de piketdienst' };
    const wrong = await one.post('/inzetten/telefonisch', { ...typed, exercise: '', reason: '' });
    expect([wrong.status, (await wrong.text()).includes('value="30"')]).toEqual([400, true]);
    const picking = await (await one.get('/inzetten/telefonisch')).text();
    const veenrand = await locationId(the, 'Sporthal De Veenrand');
    expect(picking).toContain(`value="${veenrand}"`);
    const path = (await one.post('/inzetten/telefonisch', { ...typed, locations: veenrand })).headers.get('location')!.split('?')[0]!;
    expect(await (await one.get(path)).text()).toContain(`href="tel:${mandate.telephone}"`);
    expect(await (await two.get('/inzetten')).text()).toContain(path);
    expect(await (await two.get(path)).text()).not.toContain('name="result"');
    expect((await one.post(path, { step: 'call-back', telephone: mandate.telephone, result: 'reached' })).headers.get('location')).toBe(`${path}?gelukt=call-back`);
    expect(await (await one.get(path)).text()).not.toContain('value="confirm"');
    expect((await one.post(path, { step: 'confirm' })).status).toBe(403);
    const activation = (await two.post(path, { step: 'confirm' })).headers.get('location')!.split('?')[0]!;
    const page = await (await pro.get(activation)).text();
    expect(page).toContain('namens PRO op telefonische opdracht');
    const subjectId = activation.split('/').at(-1)!;
    expect((await the.read(subjectId)).deployments.map(({ standbyLocationId }: Json) => standbyLocationId)).toEqual([veenrand]);
    expect((await pro.post(activation, { step: 'pro-confirm', subjectId })).status).toBe(400);
    expect((await pro.post(activation, { step: 'pro-confirm', subjectId, confirmed: 'true' })).headers.get('location')).toBe(`${activation}?gelukt=pro-confirm`);
    expect(await (await pro.get(activation)).text()).toContain('PRO heeft dit bevestigd op');
    expect(await (await pro.get('/contacten/mandaten')).text()).toContain(mandate.reference);
  });
});
