import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { NoAnswer, postOutward, type Answer } from '../../src/webhooks/outward-request.js';
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.js';

let receiver: WebhookReceiver;

beforeAll(async () => {
  receiver = await startWebhookReceiver();
});
beforeEach(() => receiver.clear());
afterAll(() => receiver?.close());

const isOurs = (address: string): boolean => address === '127.0.0.1';
/** To a name that stands for nothing outside this test: whoever looked it up once more would not arrive. */
const post = (resolve: (host: string) => Promise<readonly string[]>, mayConnectTo = isOurs): Promise<Answer> => postOutward(
  { url: `http://hook.example:${receiver.port}/naam`, headers: { 'content-type': 'application/json' }, body: '{}', signal: new AbortController().signal, mayConnectTo }, resolve);

describe('an address that must not be reached', () => {
  it('is refused when one of several is such a one', async () => {
    const before = receiver.connections;
    await expect(post(async () => ['127.0.0.1', '10.0.0.1'])).rejects.toMatchObject(new NoAnswer('address', false));
    expect(receiver.connections).toBe(before);
  });

  it('is not reached by a name that stands for another one the second time: it is asked once, and the answer is kept', async () => {
    const answers = [['127.0.0.1'], ['10.0.0.1']];
    const asked: string[] = [];
    const rebinding = async (host: string): Promise<readonly string[]> => {
      asked.push(host);
      return answers[asked.length - 1] ?? [];
    };
    expect(await post(rebinding)).toEqual({ status: 204, retryAfter: null });
    expect([asked, receiver.at('/naam').length]).toEqual([['hook.example'], 1]);
    await expect(post(rebinding)).rejects.toMatchObject(new NoAnswer('address', false));
    expect(receiver.at('/naam')).toHaveLength(1);
  });

  it('is sent nothing when the other end turns out to be such a one', async () => {
    let questions = 0;
    await expect(post(async () => ['127.0.0.1'], () => (questions += 1) === 1)).rejects.toMatchObject(new NoAnswer('address', false));
    expect([questions, receiver.at('/naam').length]).toEqual([2, 0]);
  });
});
