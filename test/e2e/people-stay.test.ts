import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { addDays, atTime, dayOf } from '../../src/kernel/index.js';
import { endActivations, locationId, messagesTo, passTime } from '../factories/activations.js';
import { openLocation, startCase, type Answer, type Case, type Json } from '../factories/case.js';
import { Visitor } from './visitor.js';

jest.setTimeout(60_000);

const HOUR = 3600;
let the: Case;
const sql = <Row extends object>(text: string, parameters: readonly unknown[] = []): Promise<Row[]> => the.site.database.sql<Row>(text, parameters);

beforeAll(async () => {
  the = await startCase();
});
afterAll(() => the.close());
beforeEach(() => the.site.database.shiftClock(0));
afterEach(() => endActivations(the));

/** A real activation of one building. */
const oneBuilding = async (): Promise<Json> =>
  the.trigger({ places: 100, groups: { families: 100 }, acceptShortfall: true, locations: [await locationId(the, 'De Oude Gieterij')] });

describe('a stay', () => {
  const until = (day: string, time: string): Promise<void> => passTime(the, (atTime(day, time).getTime() - Date.now()) / 1000);
  const commit = (deployment: Json, lastNight: string): Promise<Answer> => the.call(deployment.municipality.name, 'POST', `/deployments/${deployment.id}/commitments`, { answer: 'given', mandate: 'college', lastNight });

  it('that a deadline put off would pass is asked for anew, and PRO is told; one that is not passed stands', async () => {
    const activation = await the.trigger();
    const [short, long] = activation.deployments;
    const firstNight = dayOf(new Date(activation.deadlineAt));
    await commit(short, addDays(firstNight, 1));
    await commit(long, addDays(firstNight, 20));
    const putOff = (days: number): Promise<Answer> => the.call('ministry', 'POST', `/activations/${activation.id}/deadline-extensions`, { deadlineAt: new Date(Date.parse(activation.deadlineAt) + days * 24 * HOUR * 1000).toISOString(), reason: 'Sneeuw' });
    for (const days of [1, 4, 5]) expect((await putOff(days)).status).toBe(201);
    const after = await the.read(activation.id);
    const stayOf = ({ id }: Json): Json => after.deployments.find((deployment: Json) => deployment.id === id);
    // One night was left; until the municipality answers, what it agreed to stands. The fifth day overtook what was asked for on the fourth.
    expect(stayOf(short)).toMatchObject({ lastNight: addDays(firstNight, 1), stayExtension: { lastNight: addDays(firstNight, 5), answer: null } });
    const asked = await sql<{ id: string; closed: boolean }>('SELECT id, closed_at IS NOT NULL AS closed FROM stay_extensions WHERE activation_id = $1 ORDER BY asked_at', [activation.id]);
    expect(asked.map(({ closed }) => closed)).toEqual([true, false]);
    const given = { answer: 'given', mandate: 'college' };
    const answer = ({ id }: { id: string }): Promise<Answer> => the.call(short.municipality.name, 'POST', `/stay-extensions/${id}/answers`, given);
    const overtaken = { code: 'STAY.OVERTAKEN', stayExtensionId: asked[1]!.id };
    expect((await answer(asked[0]!)).body).toMatchObject(overtaken);
    // Nor once the later one was answered: that would set the agreed night back.
    expect((await answer(asked[1]!)).status).toBe(201);
    expect((await answer(asked[0]!)).body).toMatchObject(overtaken);
    expect((await the.call('operations', 'POST', `/stay-extensions/${asked[0]!.id}/telephoned-answers`, { ...given, name: 'B. Bos', function: 'piket' })).body).toMatchObject(overtaken);
    expect((await the.read(activation.id)).deployments.find(({ id }: Json) => id === short.id).lastNight).toBe(addDays(firstNight, 5));
    expect(stayOf(long)).toMatchObject({ lastNight: addDays(firstNight, 20), stayExtension: null });
    const told = await Promise.all([short.municipality.name, 'ministry', 'operations'].map((who) => messagesTo(the, activation, who, 'stay-extension-asked')));
    expect(told.map((messages) => messages.map(({ content }) => content.nl.text.includes('{answerLink}')))).toEqual([[true, true], [false, false], [false, false]]);
  });

  it('whose end nobody counted is told as unknown to COA, the municipality and operations; one that was counted empty is not', async () => {
    const activation = await the.trigger();
    const [open, empty] = activation.deployments;
    const lastNight = addDays(dayOf(new Date(activation.deadlineAt)), 3);
    for (const deployment of [open, empty]) {
      await commit(deployment, lastNight);
      await openLocation(the, activation, deployment);
    }
    await until(addDays(lastNight, 1), '07:30');
    await the.call('coa', 'POST', `/deployments/${empty.id}/presence-reports`, { present: { families: 0 } });
    await until(addDays(lastNight, 1), '08:01');
    expect(await messagesTo(the, activation, 'coa', 'stay-over')).toEqual([]);
    await until(addDays(lastNight, 1), '11:00');
    await until(addDays(lastNight, 2), '11:00');
    const told = await Promise.all(['coa', open.municipality.name, 'operations', empty.municipality.name].map(async (who) => (await messagesTo(the, activation, who, 'stay-over')).map(({ content }) => content.nl.subject)));
    const subject = `Laatste nacht voorbij, onbekend of er nog mensen zijn: ${open.location.name}`;
    expect(told).toEqual([[subject], [subject], [subject], []]);
  });
});

describe('a ride that does not arrive', () => {
  const pageFor = async (who: string): Promise<Visitor> => {
    const { email, password } = the.credential(who);
    return new Visitor(the.site).signIn(email, password);
  };

  it('is alarmed also after the end, of which the form says who is under way; COA still reports what became of it', async () => {
    const real = await oneBuilding();
    const [deployment] = real.deployments;
    await openLocation(the, real, deployment);
    const ride = (): Promise<Answer> => the.call('coa', 'POST', `/deployments/${deployment.id}/rides`, { carrier: 'Busbedrijf Noord', seats: 50, boarded: { families: 12 } });
    const [missing, turned, late] = [await ride(), await ride(), await ride()].map(({ body }) => body.id as string);
    const page = `/inzetten/${real.id}`;
    expect((await (await (await pageFor('ministry')).get(page)).text()).split('Er zijn nog 36 personen onderweg.')).toHaveLength(3);
    expect((await the.call('ministry', 'POST', `/activations/${real.id}/stand-downs`, { reason: 'Klaar' })).status).toBe(201);
    expect((await ride()).body.code).toBe('ACTIVATION.NOT_RUNNING');
    const coa = await pageFor('coa');
    expect((await coa.post(page, { step: 'cancel-ride', subjectId: turned!, reason: 'Teruggekeerd' })).headers.get('location')).toContain('gelukt=cancel-ride');
    await passTime(the, 2 * HOUR + 30);
    const told = await Promise.all(['coa', deployment.municipality.name, 'operations'].map(async (who) => (await messagesTo(the, real, who, 'ride-missing')).length));
    expect(told).toEqual([2, 2, 2]);
    const steps = await (await coa.get(page)).text();
    expect([missing, turned, late].map((id) => steps.includes(`value="${id}"`))).toEqual([true, false, true]);
    expect((await coa.post(page, { step: 'arrive', subjectId: missing!, 'arrived.families': '12' })).headers.get('location')).toContain('gelukt=arrive');
    expect((await the.call('coa', 'POST', `/rides/${late}/arrivals`, { arrived: { families: 12 } })).status).toBe(201);
    expect(await (await coa.get(page)).text()).not.toContain('id="steps"');
  });

  it('is alarmed once, also when its location has dropped out meanwhile; its arrival or its cancellation closes that', async () => {
    const real = await oneBuilding();
    const [deployment] = real.deployments;
    await openLocation(the, real, deployment);
    const ride = async (more: Json = {}): Promise<string> =>
      (await the.call('coa', 'POST', `/deployments/${deployment.id}/rides`, { carrier: 'Busbedrijf Noord', seats: 50, boarded: { families: 12 }, ...more })).body.id;
    const told = (purpose: string): Promise<number[]> =>
      Promise.all(['coa', deployment.municipality.name, 'operations', 'ministry'].map(async (who) => (await messagesTo(the, real, who, purpose)).length));
    const inTime = await ride();
    const missing = await ride();
    const lost = await ride({ expectedAt: new Date(Date.now() + 3 * HOUR * 1000).toISOString() });
    await the.call('coa', 'POST', `/rides/${inTime}/arrivals`, { arrived: { families: 12 } });
    await passTime(the, 2 * HOUR - 30);
    expect(await told('ride-missing')).toEqual([0, 0, 0, 0]);
    await passTime(the, 2 * HOUR + 30);
    expect(await told('ride-missing')).toEqual([1, 1, 1, 0]);
    expect((await messagesTo(the, real, 'operations', 'ride-missing'))[0]!.content.nl.text).toContain('Ingestapt: 12 (12 personen in gezinnen).');
    await the.call('operations', 'POST', `/deployments/${deployment.id}/failures`, { reason: 'Lekkage' });
    await passTime(the, 4 * HOUR);
    expect(await told('ride-missing')).toEqual([2, 2, 2, 0]);
    const rides = async (): Promise<Json[]> => (await the.read(real.id)).deployments[0].rides;
    expect((await rides()).map(({ id, alarmedAt }) => [id, alarmedAt !== null]).sort()).toEqual([[inTime, false], [missing, true], [lost, true]].sort());

    const visitor = await pageFor('coa');
    const page = `/inzetten/${real.id}`;
    expect(await (await visitor.get(page)).text()).toContain('2 niet aangekomen');
    expect((await visitor.post(page, { step: 'cancel-ride', subjectId: lost, reason: '' })).status).toBe(400);
    expect((await visitor.post(page, { step: 'cancel-ride', subjectId: lost, reason: 'Teruggekeerd' })).headers.get('location')).toContain('gelukt=cancel-ride');
    expect((await visitor.post(page, { step: 'arrive', subjectId: missing, 'arrived.families': '12' })).headers.get('location')).toContain('gelukt=arrive');
    const found = await messagesTo(the, real, 'operations', 'ride-found');
    expect(found.map(({ content }) => content.nl.subject.includes('geannuleerd'))).toEqual([true, false]);
    expect(found[0]!.content.nl.text).toContain('Reden: Teruggekeerd.');
    expect((await the.call('coa', 'POST', `/rides/${lost}/arrivals`, { arrived: { families: 12 } })).body.code).toBe('RIDE.CLOSED');
    await passTime(the, 8 * HOUR);
    expect(await told('ride-missing')).toEqual([2, 2, 2, 0]);
  });
});
