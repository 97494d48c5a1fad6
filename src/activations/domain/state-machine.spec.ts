import { describe, expect, it } from '@jest/globals';
import { DEPLOYMENT_NOT_ALLOWED, DEPLOYMENT_NOT_YOURS } from './activation-errors.js';
import { machineFaults, possibleSteps, reachableStates, type StateMachine, takeStep } from './state-machine.js';

type Door = 'shut' | 'ajar' | 'wide';
type Push = 'nudge' | 'push' | 'pull';

const door: StateMachine<Door, Push> = {
  states: ['shut', 'ajar', 'wide'],
  initial: 'shut',
  final: ['wide'],
  notYours: DEPLOYMENT_NOT_YOURS,
  transitions: [
    { name: 'nudge', from: ['shut'], to: 'ajar', by: ['coa'], notFromHere: DEPLOYMENT_NOT_ALLOWED },
    { name: 'push', from: ['shut', 'ajar'], to: 'wide', by: ['coa', 'ministry'], notFromHere: DEPLOYMENT_NOT_ALLOWED },
  ],
};

describe('a state machine as data', () => {
  it('finds every state that can be reached', () => {
    expect(reachableStates(door)).toEqual(['shut', 'ajar', 'wide']);
    expect(machineFaults(door)).toEqual([]);
  });

  it('finds a state only reachable through a later transition in the list', () => {
    const backwards = { ...door, transitions: [...door.transitions].reverse().map((step) => (step.name === 'push' ? { ...step, from: ['ajar' as const] } : step)) };
    expect(reachableStates(backwards)).toEqual(['shut', 'ajar', 'wide']);
  });

  it.each([
    ['wide cannot be reached', { transitions: door.transitions.slice(0, 1) }],
    ['ajar is a dead end', { transitions: door.transitions.slice(0, 1) }],
    ['shut is final but can be left', { final: ['shut', 'wide'] as const }],
    ['wide is not a state', { states: ['shut', 'ajar'] as const }],
    ['push is named twice', { transitions: [...door.transitions, ...door.transitions.slice(1)] }],
    ['a step to wide has no name', { transitions: door.transitions.map((step) => ({ ...step, name: (step.to === 'wide' ? ' ' : step.name) as Push })) }],
    ['nudge may be taken by nobody', { transitions: door.transitions.map((step) => (step.name === 'nudge' ? { ...step, by: [] } : step)) }],
  ])('says that %s', (fault, change) => {
    expect(machineFaults({ ...door, ...change })).toContain(fault);
  });

  it('takes a step, refuses it from elsewhere, and refuses it to others before it looks at the state', () => {
    expect(takeStep(door, 'shut', 'nudge', 'coa')).toEqual({ ok: true, value: 'ajar' });
    expect(takeStep(door, 'wide', 'nudge', 'coa')).toMatchObject({ error: { type: DEPLOYMENT_NOT_ALLOWED, extra: { step: 'nudge', state: 'wide' } } });
    expect(takeStep(door, 'wide', 'nudge', 'province')).toMatchObject({ error: { type: DEPLOYMENT_NOT_YOURS, extra: { step: 'nudge' } } });
    expect(() => takeStep(door, 'shut', 'pull', 'coa')).toThrow('No step is called pull');
  });

  it('lists the steps that are possible', () => {
    expect(possibleSteps(door, 'shut', 'coa')).toEqual(['nudge', 'push']);
    expect(possibleSteps(door, 'shut', 'ministry')).toEqual(['push']);
    expect(possibleSteps(door, 'wide', 'coa')).toEqual([]);
  });
});
