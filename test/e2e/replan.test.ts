import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { endActivations, locationId, messagesTo, passTime } from '../factories/activations.js';
import { startCase, type Case, type Json } from '../factories/case.js';
import { Visitor } from './visitor.js';

jest.setTimeout(60_000);

const HOUR = 3600;
let the: Case;
const refuse = (deployment: Json): Promise<unknown> =>
  the.call(deployment.municipality.name, 'POST', `/deployments/${deployment.id}/commitments`, { answer: 'refused', mandate: 'college', reason: 'Er is een evenement' });
const fail = (deployment: Json): Promise<unknown> => the.call('operations', 'POST', `/deployments/${deployment.id}/failures`, { reason: 'Lekkage' });
/** Sixty places in two of the three ready buildings, one of them by hand. */
const sixty = async (more: Json = {}): Promise<Json> => the.trigger({ places: 60, groups: { families: 60 }, locations: [await locationId(the, 'De Oude Gieterij'), await locationId(the, 'Sporthal De Veenrand')], ...more });

beforeAll(async () => {
  the = await startCase();
});
afterAll(() => the.close());
afterEach(() => endActivations(the));

describe.each([['refused', refuse], ['failed', fail]] as const)('a location that is %s', (how, lose) => {
  it('is re-planned at once from what is still ready; the replacement joins the same deadline and is asked', async () => {
    const before = await sixty();
    const lost = before.deployments.find(({ location }: Json) => location.name === 'De Oude Gieterij');
    await lose(lost);
    await passTime(the, 0);
    const after = await the.read(before.id);
    const replacements = after.deployments.filter(({ replacesId }: Json) => replacesId === lost.id);
    expect(replacements).toMatchObject([{ location: { name: 'Kantorenpand Bentincklaan' }, places: 30, groups: { families: 30 }, state: 'alerted' }]);
    expect(after.deadlineAt).toBe(before.deadlineAt);
    expect(replacements[0].milestones.every(({ dueAt }: Json) => dueAt <= before.deadlineAt)).toBe(true);
    expect(replacements[0].milestones.some(({ dueAt }: Json) => dueAt === before.deadlineAt)).toBe(true);
    const gone = after.deployments.find(({ id }: Json) => id === lost.id);
    expect(gone).toMatchObject({ state: how, replan: { places: 30, shortfall: lost.places - 30, rejected: [] } });
    expect(await messagesTo(the, before, replacements[0].municipality.name, 'mobilisation')).toHaveLength(1);
    for (const who of ['ministry', 'province', 'operations']) {
      const [first, ...others] = await messagesTo(the, before, who, 'deployment-replanned');
      expect(others).toEqual([]);
      expect(first!.content.nl.text).toContain('In plaats van De Oude Gieterij');
      expect(first!.content.nl.text).toContain('Kantorenpand Bentincklaan');
      expect(first!.content.en.text).toContain('instead of De Oude Gieterij');
    }
  });
});

describe('re-planning', () => {
  it('says when no building can make it any more, and why; those who do not plan read no reasons about others', async () => {
    const activation = await sixty();
    const lost = activation.deployments.find(({ location }: Json) => location.name === 'De Oude Gieterij');
    // Six hours left: the building that is still ready needs longer.
    await passTime(the, 66 * HOUR);
    await refuse(lost);
    await passTime(the, 66 * HOUR + 1);
    const after = await the.read(activation.id);
    expect(after.deployments).toHaveLength(2);
    const gone = (view: Json): Json => view.deployments.find(({ id }: Json) => id === lost.id);
    expect(gone(after).replan).toMatchObject({ places: 0, shortfall: lost.places, rejected: [{ name: 'Kantorenpand Bentincklaan', reason: { code: 'too-slow' } }] });
    expect(gone(await the.read(activation.id, lost.municipality.name)).replan).toMatchObject({ shortfall: lost.places, rejected: [] });
    const [mail] = await messagesTo(the, activation, 'ministry', 'deployment-replanned');
    expect(mail!.content.nl.subject).toContain(`${lost.places} plekken tekort`);
    expect(mail!.content.nl.text).toContain('Kantorenpand Bentincklaan: Niet op tijd');
    const { email, password } = the.credential('ministry');
    const visitor = await new Visitor(the.site).signIn(email, password);
    const page = await (await visitor.get(`/inzetten/${activation.id}`)).text();
    expect(page).toContain('Daarvoor is geen vervanging die op tijd klaar is');
    expect(page).toContain('Niet op tijd');
  });

  it('leaves alone what somebody put in by hand meanwhile, and what ended meanwhile', async () => {
    const activation = await sixty();
    const lost = activation.deployments.find(({ location }: Json) => location.name === 'Sporthal De Veenrand');
    await fail(lost);
    const added = await the.call('operations', 'POST', `/activations/${activation.id}/deployments`, { standbyLocationId: await locationId(the, 'Kantorenpand Bentincklaan'), replacesId: lost.id });
    expect(added.status).toBe(201);
    await passTime(the, 0);
    const after = await the.read(activation.id);
    expect(after.deployments).toHaveLength(3);
    expect(after.plannedPlaces).toBe(60);
    expect(await messagesTo(the, activation, 'ministry', 'deployment-replanned')).toEqual([]);

    const [first] = after.deployments.filter(({ state }: Json) => state === 'alerted');
    await fail(first);
    await the.call('ministry', 'POST', `/activations/${activation.id}/stand-downs`, { reason: 'klaar' });
    await passTime(the, 1);
    expect((await the.read(activation.id)).deployments).toHaveLength(3);
  });

  it('takes a building over from an exercise, which ends; an exercise takes none', async () => {
    const real = await sixty();
    const bentinck = await locationId(the, 'Kantorenpand Bentincklaan');
    const exercise = await the.trigger({ exercise: true, places: 20, groups: { families: 20 }, locations: [bentinck] });
    await refuse(real.deployments[0]);
    await passTime(the, 0);
    expect((await the.read(real.id)).deployments).toHaveLength(3);
    expect(await the.read(exercise.id)).toMatchObject({ status: 'ended' });
  });

  it('of a compressed exercise counts its time as a share of the real window', async () => {
    const exercise = await sixty({ exercise: true, window: 'PT10M' });
    const lost = exercise.deployments.find(({ location }: Json) => location.name === 'De Oude Gieterij');
    await refuse(lost);
    await passTime(the, 0);
    const after = await the.read(exercise.id);
    expect(after.deployments).toHaveLength(3);
    expect(after.deployments.find(({ id }: Json) => id === lost.id).replan.withinHours).toBeGreaterThan(70);
  });
});
