import { describe, expect, it } from '@jest/globals';
import { makeServerClock } from './server-clock.js';

const T = '2026-02-03T13:00:00.000Z';
const at = (seconds: number): number => Date.parse(T) + seconds * 1_000;

describe('the server clock', () => {
  it('does not know the time before it was told', () => {
    expect(makeServerClock(() => 5).now()).toBeUndefined();
  });

  it('runs on with the steady clock', () => {
    let steady = 1_000;
    const clock = makeServerClock(() => steady);
    clock.sync(T);
    steady += 30_000;
    expect(clock.now()).toBe(at(30));
  });

  it('counts from when the time was told, not from when it was read', () => {
    const clock = makeServerClock(() => 2_500);
    clock.sync(T, 500);
    expect(clock.now()).toBe(at(2));
  });

  it('takes over every later time, also an earlier one', () => {
    const clock = makeServerClock(() => 0);
    clock.sync(T);
    clock.sync(new Date(at(-60)).toISOString());
    expect(clock.now()).toBe(at(-60));
  });

  it('keeps its time when it is told nonsense', () => {
    const clock = makeServerClock(() => 0);
    clock.sync(T);
    clock.sync('soon');
    expect(clock.now()).toBe(at(0));
  });
});
