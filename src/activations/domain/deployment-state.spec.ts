import { describe, expect, it } from '@jest/globals';
import { ORGANISATION_KINDS } from '../../kernel/index.js';
import { DEPLOYMENT_MACHINE, DEPLOYMENT_STATES, type DeploymentState, type DeploymentStep, isLive, stepDeployment } from './deployment-state.js';
import { machineFaults, type MayAct, possibleSteps, reachableStates } from './state-machine.js';

describe('the life of a deployment', () => {
  it('is sound: every state reachable, every transition named', () => {
    expect(machineFaults(DEPLOYMENT_MACHINE)).toEqual([]);
    expect(reachableStates(DEPLOYMENT_MACHINE)).toEqual([...DEPLOYMENT_STATES]);
  });

  const NO = 'DEPLOYMENT.NOT_ALLOWED';
  const rows: [DeploymentStep, MayAct, Record<DeploymentState, string>][] = [
    ['prepare', 'municipality', { alerted: 'preparing', preparing: NO, open: NO, closed: NO, refused: NO, failed: NO }],
    ['take-back', 'municipality', { alerted: NO, preparing: 'alerted', open: NO, closed: NO, refused: NO, failed: NO }],
    ['refuse', 'municipality', { alerted: 'refused', preparing: NO, open: NO, closed: NO, refused: NO, failed: NO }],
    ['open', 'coa', { alerted: NO, preparing: 'open', open: NO, closed: NO, refused: NO, failed: NO }],
    ['fail', 'operations', { alerted: 'failed', preparing: 'failed', open: 'failed', closed: NO, refused: NO, failed: NO }],
    ['close', 'ministry', { alerted: 'closed', preparing: 'closed', open: 'closed', closed: NO, refused: NO, failed: NO }],
  ];

  it.each(rows)('%s by %s', (step, by, expected) => {
    for (const state of DEPLOYMENT_STATES) {
      const result = stepDeployment(state, step, by);
      expect([state, result.ok ? result.value : result.error.type.code]).toEqual([state, expected[state]]);
    }
  });

  it('leaves the answer to the municipality and the record to the auditor', () => {
    const others = [...ORGANISATION_KINDS, 'system' as const].filter((kind) => kind !== 'municipality');
    for (const by of others) {
      expect(stepDeployment('alerted', 'refuse', by)).toMatchObject({ error: { type: { code: 'DEPLOYMENT.NOT_YOURS' } } });
      expect(stepDeployment('alerted', 'prepare', by)).toMatchObject({ error: { type: { code: 'DEPLOYMENT.NOT_YOURS' } } });
    }
    for (const state of DEPLOYMENT_STATES) expect(possibleSteps(DEPLOYMENT_MACHINE, state, 'auditor')).toEqual([]);
  });

  it('knows which deployments still hold their location', () => {
    expect(DEPLOYMENT_STATES.filter(isLive)).toEqual(['alerted', 'preparing', 'open']);
  });
});
