import { describe, expect, it } from '@jest/globals';
import { wants } from './subscription.js';

const REAL = { name: 'activation.triggered', exercise: false } as const;
const EXERCISE = { name: 'activation.triggered', exercise: true } as const;

describe('an endpoint that asked for', () => {
  it.each([['all', true, true], ['real', true, false], ['exercises', false, true]] as const)('%s: real %p, exercise %p', (audience, real, exercise) => {
    expect([wants({ events: null, audience }, REAL), wants({ events: null, audience }, EXERCISE)]).toEqual([real, exercise]);
  });

  it('some events is told of those only', () => {
    const some = { events: ['activation.ended', 'deployment.opened'], audience: 'all' } as const;
    expect([wants(some, REAL), wants(some, { name: 'activation.ended', exercise: false })]).toEqual([false, true]);
  });
});
