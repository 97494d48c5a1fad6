import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { RETENTION_POLICY } from '../../config/retention.js';
import { WEBHOOK_POLICY } from '../../config/webhooks.js';
import { newId } from '../../src/kernel/index.js';
import { ForgetWebhooks } from '../../src/webhooks/forget-webhooks.js';
import type { Answer, Json } from '../factories/case.js';
import { openWebhookRoom, type WebhookRoom } from './webhook-room.js';

jest.setTimeout(60_000);

const HOUR = 3600;
const DAY = 24 * HOUR;
let room: WebhookRoom;
beforeAll(async () => {
  room = await openWebhookRoom();
});
afterAll(() => room?.close());
afterEach(() => room.settleDown());

/** An endpoint that was told of the beginning of an exercise. */
async function toldOfOne(path: string): Promise<{ endpoint: Json; delivery: Json }> {
  const endpoint = await room.add('coa', path, { events: ['activation.triggered'] });
  await room.the.trigger({ exercise: true, places: 60, groups: { families: 60 } });
  await room.send();
  const [delivery] = await room.logOf('coa', endpoint);
  return { endpoint, delivery };
}
const replay = ({ id }: Json): Promise<Answer> => room.the.call('coa', 'POST', `/webhook-deliveries/${id}/replays`, undefined, { 'idempotency-key': newId() });

describe('sending again by hand', () => {
  it('has a limit per endpoint and hour, whether it waits or is over', async () => {
    const endpoint = await room.add('coa', '/opnieuw', { events: ['activation.triggered'] });
    await room.the.trigger({ exercise: true, places: 60, groups: { families: 60 } });
    const [waiting] = await room.logOf('coa', endpoint);
    const most = WEBHOOK_POLICY.replaysPerHour.value;
    await room.the.site.database.sql('UPDATE webhook_endpoints SET replayed_at = array_fill(app_now(), ARRAY[$2::int]) WHERE id = $1', [endpoint.id, most - 1]);
    // Two at once for the last one that is left.
    const both = await Promise.all([replay(waiting), replay(waiting)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 429]);
    const { body, headers } = both.find(({ status }) => status === 429)!;
    expect(body).toMatchObject({ code: 'WEBHOOK.TOO_MANY_REPLAYS', detail: expect.stringContaining(`${most} keer per uur`) });
    expect(Math.abs(Number(headers.get('retry-after')) - HOUR)).toBeLessThan(60);
    await room.send();
    expect((await replay(waiting)).status).toBe(429);
    expect((await room.logOf('coa', endpoint)).map(({ state }) => state)).toEqual(['accepted']);
    const other = await room.add('coa', '/andere', { events: ['activation.triggered'] });
    await room.the.call('coa', 'POST', `/webhook-endpoints/${other.id}/tests`);
    const [tested] = await room.logOf('coa', other);
    expect((await replay(tested)).status).toBe(201);
    await room.the.site.database.shiftClock(HOUR + 5);
    expect((await replay(waiting)).status).toBe(201);
    expect((await room.logOf('coa', endpoint))[0]).toMatchObject({ eventId: waiting.eventId, state: 'queued' });
  });
});

describe('what was sent', () => {
  it('is taken away after its term, what still waits is not, and an event goes with the last of its sendings', async () => {
    const { endpoint, delivery } = await toldOfOne('/lang');
    const forget = (): Promise<number> => room.get(ForgetWebhooks).forget();
    const events = async (): Promise<unknown[]> => room.the.site.database.sql('SELECT id FROM webhook_events WHERE id = $1', [delivery.eventId]);
    const term = RETENTION_POLICY.webhookDays.value * DAY;
    await room.the.site.database.shiftClock(term - 60);
    await forget();
    expect(await room.logOf('coa', endpoint)).toHaveLength(1);
    expect((await replay(delivery)).status).toBe(201);
    await room.the.site.database.shiftClock(term + 60);
    expect(await forget()).toBeGreaterThanOrEqual(1);
    expect([(await room.logOf('coa', endpoint)).map(({ state }) => state), (await events()).length]).toEqual([['queued'], 1]);
    await room.send();
    await room.the.site.database.shiftClock(2 * term + 60);
    expect(await forget()).toBeGreaterThanOrEqual(2);
    expect([await room.logOf('coa', endpoint), await events()]).toEqual([[], []]);
  });
});
