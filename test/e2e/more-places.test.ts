import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { dayOf } from '../../src/kernel/index.js';
import { endActivations, locationId, messagesTo, passTime } from '../factories/activations.js';
import { openLocation, startCase, type Answer, type Case, type Json } from '../factories/case.js';
import { calendarIn } from '../support/calendar.js';
import { Visitor } from './visitor.js';

jest.setTimeout(60_000);

const HOUR = 3600;
let the: Case;
const later = (instant: string, hours: number): string => new Date(Date.parse(instant) + hours * HOUR * 1000).toISOString();
/** Thirty places in one of the three ready buildings: two are left. */
const thirty = async (more: Json = {}): Promise<Json> => the.trigger({ places: 30, groups: { families: 30 }, locations: [await locationId(the, 'De Oude Gieterij')], ...more });
/** Eighty of the reserve request are left then, and seventy of them are ready. */
const TWENTY = { places: 20, groups: { families: 20 } };
const ask = (activation: Json, more: Json = {}, who = 'ministry', headers: Record<string, string> = {}): Promise<Answer> =>
  the.call(who, 'POST', `/activations/${activation.id}/deployments`, { places: 30, groups: { families: 30 }, reason: 'Ter Apel blijft vol', ...more }, headers);
const errorsOf = ({ status, body }: Answer): unknown => [status, body.code, body.errors?.map(({ path, code }: Json) => `${path} ${code}`)];
const extrasOf = ({ deployments }: Json): Json[] => deployments.filter(({ extra }: Json) => extra);
const dueAt = (deployment: Json, kind: string): string => deployment.milestones.find((milestone: Json) => milestone.kind === kind).dueAt;

beforeAll(async () => {
  the = await startCase();
});
afterAll(() => the.close());
afterEach(() => endActivations(the));

describe('more places for a running activation', () => {
  it('join the same deadline, are asked for once per key, and are counted apart', async () => {
    const before = await thirty();
    await passTime(the, 10 * HOUR);
    const key = { 'idempotency-key': 'dertig-erbij' };
    const first = await ask(before, {}, 'ministry', key);
    expect([first.status, first.body]).toMatchObject([201, { planned: 30, shortfall: 0, deadlineAt: before.deadlineAt }]);
    expect((await ask(before, {}, 'ministry', key)).body).toEqual(first.body);
    const after = await the.read(before.id);
    expect(after).toMatchObject({ places: 30, plannedPlaces: 30, shortfall: 0, extraPlaces: [{ places: 30, plannedPlaces: 30, openPlaces: 0, ownDeadline: false, deadlineAt: before.deadlineAt, outcome: null, reason: 'Ter Apel blijft vol' }] });
    const [extra, ...others] = extrasOf(after);
    expect([others, extra]).toMatchObject([[], { places: 30, deadlineAt: before.deadlineAt, extraPlacesId: first.body.extraPlacesId }]);
    expect(dueAt(extra, 'open')).toBe(before.deadlineAt);
    expect((await messagesTo(the, before, extra.municipality.name, 'mobilisation'))[0]!.content.nl.text).toContain('Dit gaat over extra plekken.');
    expect((await messagesTo(the, before, 'province', 'extra-places-asked'))[0]!.content.nl.text).toContain('Reden: Ter Apel blijft vol.');
    expect(await messagesTo(the, before, before.deployments[0].municipality.name, 'extra-places-asked')).toEqual([]);

    // Opened, they are met; of the thirty asked for at the trigger none is open.
    expect(await openLocation(the, after, extra)).toBe(201);
    expect(await the.read(before.id)).toMatchObject({ openPlaces: 0, outcome: null, extraPlaces: [{ openPlaces: 30, outcome: 'met' }] });
    expect((await the.call('ministry', 'GET', '/activations?running=true')).body.items[0]).toMatchObject({ openPlaces: 0, places: 30 });
    await passTime(the, 72 * HOUR + 1);
    expect(await the.read(before.id)).toMatchObject({ outcome: 'missed', extraPlaces: [{ outcome: 'met' }] });
  });

  it('have a later deadline of their own in everything that follows from a deadline, and an outcome there that leaves the activation’s alone', async () => {
    const before = await thirty();
    await openLocation(the, before, before.deployments[0]);
    expect((await the.read(before.id)).outcome).toBe('met');
    const own = later(before.deadlineAt, 48);
    const { body } = await ask(before, { deadlineAt: own });
    expect(body).toMatchObject({ planned: 30, deadlineAt: own });
    const [extra] = extrasOf(await the.read(before.id));
    expect(extra).toMatchObject({ deadlineAt: own, firstNight: dayOf(new Date(own)), willBeLate: false });
    expect([dueAt(extra, 'open'), Math.round((Date.parse(dueAt(extra, 'keys')) - Date.parse(before.triggeredAt)) / 3_600_000)]).toEqual([own, 40]);
    const own30 = extra.municipality.name;
    const [asked] = await messagesTo(the, before, own30, 'mobilisation');
    const events = calendarIn(asked!.content.nl.calendar).filter(({ summary }) => summary.startsWith('Deadline'));
    expect(events.map(({ summary, at }) => [summary, at.slice(0, 19)])).toEqual([['Deadline extra plekken', own.slice(0, 19)]]);

    const [link] = await the.site.database.sql<{ until: Date }>('SELECT min(answer_until) AS until FROM alerts WHERE topic_id = $1 AND root_id IS NULL AND organisation_id = $2', [before.id, extra.municipality.id]);
    expect(link!.until.toISOString()).toBe(later(own, 7 * 24));

    await passTime(the, 72 * HOUR + 60);
    expect(await messagesTo(the, before, own30, 'deadline-near')).toEqual([]);
    expect((await the.read(before.id)).extraPlaces[0].outcome).toBeNull();
    expect(await messagesTo(the, before, own30, 'extra-places-near')).toEqual([]);
    // Late by its own deadline, although the activation was met days ago.
    await passTime(the, 100 * HOUR);
    expect(await messagesTo(the, before, 'operations', 'will-be-late')).toHaveLength(1);
    expect((await messagesTo(the, before, own30, 'extra-places-near')).map(({ content }) => content.nl.subject)).toEqual([expect.stringContaining('nadert, 0 van 30 open')]);
    await passTime(the, 120 * HOUR + 60);
    expect(await the.read(before.id)).toMatchObject({ outcome: 'met', extraPlaces: [{ outcome: 'missed', outcomeAt: own, ownDeadline: true }] });
    for (const who of [own30, 'ministry', 'coa', 'red-cross', 'operations', 'province']) {
      expect((await messagesTo(the, before, who, 'extra-places-missed')).map(({ content }) => content.nl.subject)).toEqual(['Extra plekken niet gehaald: 0 van 30 open']);
    }
    const record = (await the.call('ministry', 'GET', `/record-entries?activationId=${before.id}`)).body.items.filter(({ action }: Json) => action.startsWith('extra-places.'));
    expect(record.map(({ action, after }: Json) => [action, after?.outcome ?? after?.plannedPlaces])).toEqual([['extra-places.asked', 30], ['extra-places.deadline-near', undefined], ['extra-places.outcome', 'missed']]);

    await openLocation(the, before, extra);
    expect(extrasOf(await the.read(before.id))[0]).toMatchObject({ state: 'open', openedLate: true });
    await the.call('ministry', 'POST', `/activations/${before.id}/stand-downs`, { reason: 'klaar' });
    const report = (await the.call('ministry', 'GET', `/activations/${before.id}/after-action-report`)).body;
    expect(report).toMatchObject({ openedPlaces: 30, outcome: 'met', extraPlaces: [{ places: 30, openedPlaces: 30, outcome: 'missed', deadlineAt: own }] });
    expect(Math.round(report.deployments.find(({ extraPlacesId }: Json) => extraPlacesId).windowSeconds / HOUR)).toBe(120);
  });

  it('are refused with every wrong field, without the shortfall accepted, too early, and to whom they are not', async () => {
    const before = await thirty(TWENTY);
    expect(errorsOf(await ask(before, { places: 80, groups: { families: 80 } }))).toEqual([409, 'ACTIVATION.SHORTFALL_NOT_ACCEPTED', ['acceptShortfall shortfall-not-accepted']]);
    expect(errorsOf(await ask(before, { groups: { families: 20 }, reason: '' }))).toEqual([400, 'REQUEST.INVALID', ['reason required', 'groups does-not-add-up']]);
    expect(errorsOf(await ask(before, { deadlineAt: later(before.deadlineAt, -1) }))).toEqual([400, 'REQUEST.INVALID', ['deadlineAt too-early']]);
    expect(errorsOf(await ask(before, { places: 81, groups: { families: 81 } }))).toEqual([400, 'REQUEST.INVALID', ['places too-large']]);
    for (const who of [before.deployments[0].municipality.name, 'operations', 'province', 'coa', 'red-cross', 'auditor']) expect((await ask(before, {}, who)).status).toBe(403);
    // Two hours left: nobody is that quick.
    await passTime(the, 70 * HOUR);
    expect(errorsOf(await ask(before))).toEqual([400, 'REQUEST.INVALID', ['deadlineAt too-early']]);
    expect((await the.read(before.id)).extraPlaces).toEqual([]);
    expect((await ask(before, { places: 80, groups: { families: 80 }, acceptShortfall: true, deadlineAt: later(before.deadlineAt, 72) })).body).toMatchObject({ planned: 70, shortfall: 10 });
    expect(await the.read(before.id)).toMatchObject({ shortfall: 0, extraPlaces: [{ plannedPlaces: 70, shortfall: 10 }] });
    expect((await messagesTo(the, before, 'province', 'extra-places-asked'))[0]!.content.nl.text).toContain('voor 10 van de 80 extra plekken');
  });

  it('that are lost are re-planned for their own deadline; a deadline that is put off never brings theirs forward', async () => {
    const before = await thirty();
    const own = later(before.deadlineAt, 60);
    const { body } = await ask(before, { deadlineAt: own, locations: [await locationId(the, 'Sporthal De Veenrand')] });
    const [first] = extrasOf(await the.read(before.id));
    await passTime(the, 70 * HOUR);
    const refuse = ({ id, municipality }: Json): Promise<Answer> => the.call(municipality.name, 'POST', `/deployments/${id}/commitments`, { answer: 'refused', mandate: 'college', reason: 'Er is een evenement' });
    await refuse(first);
    expect(await the.read(before.id)).toMatchObject({ plannedPlaces: 30, extraPlaces: [{ plannedPlaces: 0, shortfall: 30 }] });
    // Taken back within minutes, it is for the same places again; refused once more, it stays so.
    expect((await the.call(first.municipality.name, 'POST', `/deployments/${first.id}/commitment-retractions`, {})).status).toBe(201);
    const lost = extrasOf(await the.read(before.id))[1]!;
    expect(lost).toMatchObject({ replacesId: first.id, deadlineAt: own, places: 30, state: 'alerted' });
    await refuse(lost);
    await passTime(the, 70 * HOUR + 1);
    // Two hours to the activation's deadline would be too short for this building; its own leaves 62.
    const after = await the.read(before.id);
    const replacement = extrasOf(after).at(-1)!;
    // Both are re-planned in the same sweep; whichever comes first finds the building.
    expect([first.id, lost.id]).toContain(replacement.replacesId);
    expect(replacement).toMatchObject({ location: { name: 'Kantorenpand Bentincklaan' }, extraPlacesId: body.extraPlacesId, deadlineAt: own });
    expect(after).toMatchObject({ plannedPlaces: 30, shortfall: 0 });
    expect((await messagesTo(the, before, 'ministry', 'deployment-replanned'))[0]!.content.nl.text).toContain('Dit gaat over extra plekken.');

    const extend = async (hours: number): Promise<Json> =>
      (await the.call('ministry', 'POST', `/activations/${before.id}/deadline-extensions`, { deadlineAt: later(before.deadlineAt, hours), reason: 'Sneeuw' })).body;
    expect((await extend(12)).extraPlaces[0]).toMatchObject({ deadlineAt: own, ownDeadline: true });
    expect(dueAt(extrasOf(await the.read(before.id)).at(-1)!, 'open')).toBe(own);
    const told = async (): Promise<number> => (await messagesTo(the, before, replacement.municipality.name, 'deadline-extended')).length;
    expect(await told()).toBe(0);
    const moved = await extend(72);
    expect(await told()).toBe(1);
    expect(moved.extraPlaces[0]).toMatchObject({ deadlineAt: moved.deadlineAt, firstDeadlineAt: own });
    expect(dueAt(extrasOf(moved).at(-1)!, 'open')).toBe(moved.deadlineAt);
    await passTime(the, 144 * HOUR + 60);
    expect((await the.read(before.id)).extraPlaces[0]).toMatchObject({ outcome: 'missed', outcomeAt: moved.deadlineAt });
  });

  it('that are short are filled by hand, for their own deadline', async () => {
    const before = await thirty();
    const own = later(before.deadlineAt, 24);
    const { body } = await ask(before, { places: 40, groups: { families: 40 }, deadlineAt: own, locations: [await locationId(the, 'Kantorenpand Bentincklaan')], acceptShortfall: true });
    expect(body).toMatchObject({ planned: 30, shortfall: 10 });
    const byHand = { standbyLocationId: await locationId(the, 'Sporthal De Veenrand') };
    expect((await the.call('operations', 'POST', `/activations/${before.id}/deployments`, byHand)).status).toBe(201);
    const after = await the.read(before.id);
    expect(extrasOf(after)[1]).toMatchObject({ places: 10, deadlineAt: own, extraPlacesId: body.extraPlacesId });
    expect(after.extraPlaces).toMatchObject([{ plannedPlaces: 40, shortfall: 0 }]);
  });

  it('that can still be met come before places of the trigger that missed, when a building is put in by hand', async () => {
    const before = await thirty({ places: 50, groups: { families: 50 }, acceptShortfall: true });
    const { body } = await ask(before, { places: 40, groups: { families: 40 }, deadlineAt: later(before.deadlineAt, 24), locations: [await locationId(the, 'Kantorenpand Bentincklaan')], acceptShortfall: true });
    await passTime(the, 72 * HOUR + 60);
    expect(await the.read(before.id)).toMatchObject({ outcome: 'missed', shortfall: 5 });
    expect((await the.call('operations', 'POST', `/activations/${before.id}/deployments`, { standbyLocationId: await locationId(the, 'Sporthal De Veenrand') })).status).toBe(201);
    expect(extrasOf(await the.read(before.id))[1]).toMatchObject({ places: 10, extraPlacesId: body.extraPlacesId });
  });

  it('take a building over from an exercise; of an exercise they end with it', async () => {
    const veenrand = await locationId(the, 'Sporthal De Veenrand');
    const exercise = await the.trigger({ exercise: true, places: 20, groups: { families: 20 }, locations: [await locationId(the, 'Kantorenpand Bentincklaan')] });
    expect((await ask(exercise, { places: 10, groups: { families: 10 }, locations: [veenrand] })).status).toBe(201);
    const real = await thirty();
    expect((await ask(real, { locations: [veenrand] })).status).toBe(201);
    const ended = await the.read(exercise.id);
    expect([ended.status, ended.extraPlaces[0].outcome, extrasOf(ended)[0]!.state]).toEqual(['ended', 'none', 'closed']);
    expect(await messagesTo(the, exercise, 'ministry', 'extra-places-asked')).toMatchObject([{ exercise: true }]);
  });

  it('are asked for on the page, which shows first what would be chosen', async () => {
    const before = await thirty(TWENTY);
    const { email, password } = the.credential('ministry');
    const visitor = await new Visitor(the.site).signIn(email, password);
    const page = `/inzetten/${before.id}/extra-plekken`;
    expect(await (await visitor.get(`/inzetten/${before.id}`)).text()).toContain(`action="${page}"`);
    const typed = { places: '80', 'groups.families': '80', 'groups.singleAdults': '0', 'groups.unaccompaniedMinors': '0', 'groups.wheelchairUsers': '0', reason: 'Nog vol', deadlineAt: '' };
    const preview = await (await visitor.post(page, { ...typed, step: 'preview' })).text();
    expect(preview).toContain('Dit gaat er gebeuren');
    expect(preview).toContain('Kantorenpand Bentincklaan');
    const hidden = Object.fromEntries([...preview.slice(preview.indexOf('<main')).matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [name!, value!]));
    const refused = await visitor.post(page, hidden);
    expect([refused.status, await refused.text()]).toEqual([409, expect.stringContaining('Ik aanvaard het tekort')]);
    const wrong = await visitor.post(page, { ...typed, 'groups.families': '79', step: 'preview' });
    expect([wrong.status, await wrong.text()]).toEqual([400, expect.stringContaining('tellen niet op')]);
    const done = await visitor.post(page, { ...hidden, acceptShortfall: 'true' });
    expect(done.headers.get('location')).toBe(`/inzetten/${before.id}?gelukt=extra-places`);
    const shown = await (await visitor.get(`/inzetten/${before.id}`)).text();
    expect(shown).toContain('Extra gevraagd: 80 plekken');
    expect((await the.read(before.id)).extraPlaces).toHaveLength(1);
  });
});
