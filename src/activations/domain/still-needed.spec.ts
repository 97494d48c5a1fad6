import { describe, expect, it } from '@jest/globals';
import { NO_GROUPS, type Groups } from '../../kernel/index.js';
import { firstOf, hoursLeft, plannedAndShort, stillNeeded, toReplace } from './still-needed.js';

const groups = (families: number, singleAdults: number, wheelchairUsers = 0): Groups => ({ ...NO_GROUPS, families, singleAdults, wheelchairUsers });

describe('who still needs a place', () => {
  it.each<[string, Groups, Groups[], Groups]>([
    ['everyone when there is nothing', groups(60, 40), [], groups(60, 40)],
    ['who is in no deployment', groups(60, 40), [groups(30, 40), groups(10, 0)], groups(20, 0)],
    ['nobody when there is more than asked', groups(60, 40), [groups(70, 40)], groups(0, 0)],
  ])('%s', (_name, asked, live, expected) => {
    expect(stillNeeded(asked, live.map((one) => ({ groups: one })))).toEqual(expected);
  });

  it.each<[string, Groups, number, Groups]>([
    ['all of them where there is room', groups(10, 5), 20, groups(10, 5)],
    ['the first where there is not', groups(10, 5), 12, groups(10, 2)],
    ['nobody where there is none', groups(10, 5), 0, groups(0, 0)],
  ])('of them, %s', (_name, needed, places, expected) => {
    expect(firstOf(needed, places)).toEqual(expected);
  });

  it('in the plan is what can still open or is open', () => {
    const deployments = ([['alerted', 10], ['preparing', 20], ['open', 30], ['closed', 1], ['refused', 2], ['failed', 4]] as const).map(([state, places]) => ({ state, places }));
    expect(plannedAndShort(100, deployments)).toEqual({ plannedPlaces: 60, shortfall: 40 });
    expect(plannedAndShort(50, deployments)).toEqual({ plannedPlaces: 60, shortfall: 0 });
  });

  it.each<[string, Groups[], Groups, Groups]>([
    ['those who were there', [groups(30, 20)], groups(30, 20), groups(30, 20)],
    ['not those whom somebody placed elsewhere meanwhile', [groups(30, 20), groups(25, 0)], groups(30, 20), groups(5, 20)],
    ['not those who were short before: that was accepted', [groups(10, 10)], groups(30, 20), groups(30, 20)],
  ])('after a loss: %s', (_name, live, lost, expected) => {
    expect(toReplace(groups(60, 40), live.map((one) => ({ groups: one })), lost)).toEqual(expected);
  });

  it.each([
    ['a real one: the hours on the clock', 36 * 3600, 72 * 3600, 36],
    ['a compressed exercise: as much of the real window', 30, 60, 36],
    ['once the deadline has passed', -5, 60, 0],
  ])('in %s', (_name, secondsLeft, windowSeconds, expected) => {
    expect(hoursLeft({ secondsLeft, windowSeconds }, 72 * 3600)).toBe(expected);
  });
});
