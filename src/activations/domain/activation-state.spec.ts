import { describe, expect, it } from '@jest/globals';
import { ACTIVATION_MACHINE, type ActivationLife, cancel, standDown } from './activation-state.js';
import { machineFaults, type MayAct, reachableStates } from './state-machine.js';

const real: ActivationLife = { lifecycle: 'running', exercise: false, firstPresentAt: null };
const exercise: ActivationLife = { ...real, exercise: true };
const codeOf = (result: ReturnType<typeof cancel>): string => (result.ok ? result.value : result.error.type.code);

describe('the life of an activation', () => {
  it('is sound: every state reachable, every transition named', () => {
    expect(machineFaults(ACTIVATION_MACHINE)).toEqual([]);
    expect(reachableStates(ACTIVATION_MACHINE)).toEqual(['running', 'ended', 'cancelled']);
  });

  const rows: [string, ActivationLife, MayAct, string, string][] = [
    ['PRO, real', real, 'ministry', 'ended', 'cancelled'],
    ['operations, real', real, 'operations', 'ACTIVATION.NOT_YOURS', 'ACTIVATION.NOT_YOURS'],
    ['the system, real', real, 'system', 'ACTIVATION.NOT_YOURS', 'ACTIVATION.NOT_YOURS'],
    ['a municipality, real', real, 'municipality', 'ACTIVATION.NOT_YOURS', 'ACTIVATION.NOT_YOURS'],
    ['PRO, exercise', exercise, 'ministry', 'ended', 'cancelled'],
    ['operations, exercise', exercise, 'operations', 'ended', 'cancelled'],
    ['a real activation taking over, exercise', exercise, 'system', 'ended', 'ACTIVATION.NOT_YOURS'],
    ['PRO, after the end', { ...real, lifecycle: 'ended' }, 'ministry', 'ACTIVATION.NOT_RUNNING', 'ACTIVATION.NOT_RUNNING'],
    ['PRO, after cancelling', { ...real, lifecycle: 'cancelled' }, 'ministry', 'ACTIVATION.NOT_RUNNING', 'ACTIVATION.NOT_RUNNING'],
    ['PRO, somebody present', { ...real, firstPresentAt: new Date(0) }, 'ministry', 'ended', 'ACTIVATION.CANNOT_CANCEL_PRESENT'],
    ['PRO, ended with somebody present', { ...real, lifecycle: 'ended', firstPresentAt: new Date(0) }, 'ministry', 'ACTIVATION.NOT_RUNNING', 'ACTIVATION.NOT_RUNNING'],
  ];

  it.each(rows)('%s', (_who, activation, by, onStandDown, onCancel) => {
    expect(codeOf(standDown(activation, by))).toBe(onStandDown);
    expect(codeOf(cancel(activation, by))).toBe(onCancel);
  });
});
