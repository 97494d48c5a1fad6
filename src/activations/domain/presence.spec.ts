import { describe, expect, it } from '@jest/globals';
import { type Groups, NO_GROUPS } from '../../kernel/index.js';
import { decidePresence, type PresenceFacts } from './presence.js';

const planned: Groups = { ...NO_GROUPS, families: 30, singleAdults: 30 };
const facts: PresenceFacts = { lifecycle: 'running', deployment: 'open', planned, verified: 70, previousTotal: 0, someoneWasPresent: false };

describe('persons present', () => {
  const rows: [string, Partial<Groups>, boolean, object][] = [
    ['nobody yet', {}, false, { total: 0, isFirst: false, abovePlanned: 0, groupsAbovePlanned: [] }],
    ['the first', { families: 1 }, false, { total: 1, isFirst: true, abovePlanned: 0 }],
    ['later ones', { families: 12 }, true, { total: 12, isFirst: false }],
    ['everyone left again', {}, true, { total: 0, isFirst: false }],
    ['exactly as planned', { families: 30, singleAdults: 30 }, true, { total: 60, abovePlanned: 0, groupsAbovePlanned: [] }],
    ['one above the plan', { families: 30, singleAdults: 31 }, true, { total: 61, abovePlanned: 1, groupsAbovePlanned: ['singleAdults'] }],
    ['the total fits, a group does not', { families: 20, wheelchairUsers: 2 }, true, { abovePlanned: 0, groupsAbovePlanned: ['wheelchairUsers'] }],
  ];
  it.each(rows)('%s', (_name, present, someoneWasPresent, expected) => {
    const result = decidePresence({ ...facts, someoneWasPresent }, { ...NO_GROUPS, ...present });
    expect(result).toMatchObject({ ok: true, value: expected });
  });

  it.each<[string, number, number, string | null]>([
    ['as planned', 60, 0, null], ['above the plan', 61, 0, 'above-plan'], ['still as much above the plan', 61, 61, null], ['fewer than before', 61, 65, null], ['more above the plan', 62, 61, 'above-plan'],
    ['as many as can be verified', 70, 0, 'above-plan'], ['above that', 71, 61, 'above-capacity'], ['still above that', 71, 71, null],
  ])('is alarmed once per fact: %s', (_name, total, previousTotal, alarm) => {
    expect(decidePresence({ ...facts, previousTotal }, { ...NO_GROUPS, families: total })).toMatchObject({ ok: true, value: { alarm } });
  });

  it.each(['alerted', 'preparing', 'closed', 'refused', 'failed'] as const)('is not reported at a deployment that is %s', (deployment) => {
    expect(decidePresence({ ...facts, deployment }, planned)).toMatchObject({ error: { type: { code: 'PRESENCE.NOT_OPEN' } } });
  });

  it('is not reported after the end', () => {
    expect(decidePresence({ ...facts, lifecycle: 'ended' }, planned)).toMatchObject({ error: { type: { code: 'ACTIVATION.NOT_RUNNING' } } });
  });

  it('names every wrong count at once', () => {
    const result = decidePresence(facts, { families: -1, singleAdults: 1.5, unaccompaniedMinors: Number.NaN, wheelchairUsers: 3 });
    expect(result).toMatchObject({
      error: {
        type: { code: 'REQUEST.INVALID' },
        fields: [{ path: 'groups.families' }, { path: 'groups.singleAdults' }, { path: 'groups.unaccompaniedMinors' }],
      },
    });
  });
});
