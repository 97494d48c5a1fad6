import { describe, expect, it } from '@jest/globals';
import type { MilestoneKind } from '../../../config/activation.js';
import { type CompletionInput, decideCompletion, type MilestoneFacts } from './complete-milestone.js';
import type { DeploymentState } from './deployment-state.js';

const DUE = new Date('2026-02-06T09:00:00Z');
const BEFORE = new Date(DUE.getTime() - 1);
const keys: MilestoneFacts = {
  kind: 'keys',
  owner: 'municipality',
  ownerOrganisationId: 'assen',
  dueAt: DUE,
  completion: null,
  lifecycle: 'running',
  deployment: 'preparing',
  informFirst: [],
};
const opening: MilestoneFacts = { ...keys, kind: 'open', owner: 'coa', ownerOrganisationId: 'coa' };
const by: CompletionInput = { organisationId: 'assen', name: ' J. Smit', function: 'Beheerder ', note: ' Sleutels bij de portier ' };
const byCoa: CompletionInput = { ...by, organisationId: 'coa' };
const codeOf = (facts: MilestoneFacts, input: CompletionInput): string => {
  const result = decideCompletion(facts, input, BEFORE);
  return result.ok ? result.value.deployment : result.error.type.code;
};

describe('completing a milestone', () => {
  it('records who, when and what', () => {
    expect(decideCompletion(keys, by, BEFORE)).toEqual({
      ok: true,
      value: {
        isNew: true,
        deployment: 'preparing',
        completion: { at: BEFORE, late: false, name: 'J. Smit', function: 'Beheerder', note: 'Sleutels bij de portier' },
      },
    });
    expect(decideCompletion(keys, { ...by, note: ' ' }, BEFORE)).toMatchObject({ value: { completion: { note: null } } });
  });

  it.each([[-1, false], [0, true], [1, true]])('%d ms from its due time: late is %s, and still taken', (milliseconds, late) => {
    expect(decideCompletion(keys, by, new Date(DUE.getTime() + milliseconds))).toMatchObject({ value: { completion: { late } } });
  });

  it.each(['groningen', 'coa', null])('is only for the organisation that owes it, not for %s', (organisationId) => {
    expect(codeOf(keys, { ...by, organisationId })).toBe('MILESTONE.NOT_OWNER');
  });

  it.each(['received', 'committed'] as MilestoneKind[])('%s comes by an answer', (kind) => {
    expect(codeOf({ ...keys, kind }, by)).toBe('MILESTONE.NEEDS_ANSWER');
  });

  it.each<[DeploymentState, string, string]>([
    ['alerted', 'alerted', 'DEPLOYMENT.OPEN_NEEDS_COMMITMENT'],
    ['preparing', 'preparing', 'open'],
    ['open', 'open', 'DEPLOYMENT.NOT_ALLOWED'],
    ['closed', 'DEPLOYMENT.NOT_ALLOWED', 'DEPLOYMENT.NOT_ALLOWED'],
    ['refused', 'DEPLOYMENT.NOT_ALLOWED', 'DEPLOYMENT.NOT_ALLOWED'],
    ['failed', 'DEPLOYMENT.NOT_ALLOWED', 'DEPLOYMENT.NOT_ALLOWED'],
  ])('while the deployment is %s: keys → %s, open → %s', (deployment, afterKeys, afterOpen) => {
    expect(codeOf({ ...keys, deployment }, by)).toBe(afterKeys);
    expect(codeOf({ ...opening, deployment }, byCoa)).toBe(afterOpen);
  });

  it('can be released by whichever party is agreed to owe it', () => {
    for (const owner of ['municipality', 'red-cross', 'coa'] as const) expect(codeOf({ ...opening, owner }, byCoa)).toBe('open');
  });

  it('does not release the location while those that the college decision names are not informed', () => {
    const waiting = { ...opening, informFirst: ['police', 'council'] as const };
    const held = decideCompletion(waiting, byCoa, BEFORE);
    expect(held).toMatchObject({ error: { type: { code: 'MILESTONE.INFORM_FIRST' }, extra: { kinds: ['police', 'council'] } } });
    expect(held.ok ? [] : [held.error.detailIn('nl'), held.error.detailIn('en')]).toEqual([expect.stringContaining('geïnformeerd: gemeenteraad, politie.'), expect.stringContaining('informed: municipal council, police.')]);
    expect(codeOf({ ...waiting, deployment: 'alerted' }, byCoa)).toBe('DEPLOYMENT.OPEN_NEEDS_COMMITMENT');
    expect(codeOf({ ...keys, informFirst: ['council'] }, by)).toBe('preparing');
  });

  it('is over when the activation is', () => {
    expect(codeOf({ ...keys, lifecycle: 'ended' }, by)).toBe('ACTIVATION.NOT_RUNNING');
    expect(codeOf({ ...opening, lifecycle: 'cancelled' }, byCoa)).toBe('ACTIVATION.NOT_RUNNING');
  });

  it('takes the same report again, by whomever and whenever, and keeps the first', () => {
    const completion = { at: BEFORE, late: false, name: 'J. Smit', function: 'Beheerder', note: 'Sleutels bij de portier' };
    const again = { ...by, name: 'A. Bakker' };
    const after = { ...opening, completion, deployment: 'closed' as const, lifecycle: 'ended' as const };
    expect(decideCompletion({ ...keys, completion }, again, DUE)).toEqual({ ok: true, value: { completion, isNew: false, deployment: 'preparing' } });
    expect(decideCompletion(after, { ...again, organisationId: 'coa' }, DUE)).toMatchObject({ value: { isNew: false, deployment: 'closed' } });
    expect(codeOf({ ...keys, completion }, { ...by, note: 'Sleutels kwijt' })).toBe('MILESTONE.CONFLICT');
    expect(codeOf({ ...keys, completion }, { ...by, organisationId: 'coa' })).toBe('MILESTONE.NOT_OWNER');
  });

  it('needs a name and a function', () => {
    expect(decideCompletion(keys, { ...by, name: '', function: ' ' }, BEFORE)).toMatchObject({
      error: { type: { code: 'REQUEST.INVALID' }, fields: [{ path: 'name' }, { path: 'function' }] },
    });
  });
});
