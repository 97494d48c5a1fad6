import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startCase, type Case, type Json } from '../factories/case.js';

let the: Case;
beforeAll(async () => {
  the = await startCase();
}, 60_000);
afterAll(() => the?.close());

const lines = async (who: string): Promise<Json[]> => (await the.call(who, 'GET', '/coverage/provinces')).body.items;

describe('provinces side by side', () => {
  it('count what was accepted, and show what is explored or declined as that, without a figure', async () => {
    const found = await lines('ministry');
    expect(found.map((line) => [line.province.name, line.answer, line.places, line.counted?.ready ?? null])).toEqual([
      ['Provinciale Regietafel Drenthe', 'accepted', 100, 115], ['Provinciale Regietafel Friesland', 'exploring', 100, null], ['Provinciale Regietafel Groningen', 'declined', 100, null],
    ]);
    const { body } = await the.call('ministry', 'GET', `/coverage?reserveRequestId=${the.requestId}&from=${found[0].periodFrom}&to=${found[0].periodTo}`);
    expect(found[0].counted).toEqual({
      requested: 100, ready: 115, expiring: expect.any(Number), short: 0, breaksNext: body.breaksNext && { day: body.breaksNext.day, short: body.breaksNext.short },
      coveredDays: body.days.filter((day: Json) => day.requested > 0 && day.short === 0).length,
      fragileDays: body.days.filter((day: Json) => body.nMinusOne.some(({ from, to }: Json) => from <= day.day && day.day <= to)).length,
    });
  });

  it('are those that the reader sees: a province itself, a municipality what its province accepted', async () => {
    expect((await lines('Provinciale Regietafel Groningen')).map(({ province }) => province.code)).toEqual(['PV20']);
    expect((await lines('Gemeente Assen')).map(({ province }) => province.code)).toEqual(['PV22']);
    expect((await the.call(null, 'GET', '/coverage/provinces')).status).toBe(401);
  });

  it('leave out what is over: a request that was released, or whose period has passed', async () => {
    await the.site.database.sql(`UPDATE reserve_requests SET period_from = period_from - 400, period_to = period_to - 400 WHERE answer = 'declined'`);
    expect((await lines('ministry')).map(({ province }) => province.code)).toEqual(['PV22', 'PV21']);
  });
});
