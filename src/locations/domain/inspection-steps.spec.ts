import { describe, expect, it } from '@jest/globals';
import { INSPECTED_CRITERIA, type InspectedCriterion } from './inspection.js';
import { firstOpenStep, isAnswered, isInspectedCriterion, placeOf } from './inspection-steps.js';

const step = (fields: Record<string, string>, photoIds: string[] = []) => ({ fields, photoIds });

describe('the steps of an inspection', () => {
  it('are its criteria, one after the other, each with its number', () => {
    expect(INSPECTED_CRITERIA.map((criterion) => placeOf(criterion).number)).toEqual([1, 2, 3, 4, 5]);
    let walked: InspectedCriterion[] = [INSPECTED_CRITERIA[0]];
    for (let next = placeOf(walked[0]!).next; next; next = placeOf(next).next) walked = [...walked, next];
    expect(walked).toEqual(INSPECTED_CRITERIA);
    for (const criterion of INSPECTED_CRITERIA) expect(placeOf(criterion).next && placeOf(placeOf(criterion).next!).previous).toBe(placeOf(criterion).next && criterion);
    expect([placeOf('fire-safety').previous, placeOf('access').next]).toEqual([undefined, undefined]);
  });

  it.each([
    ['nothing', step({}), false],
    ['blanks, and a proposal of the form', step({ value: '', note: '  ', 'defect.ownerId': 'x', 'defect.dueOn': '2026-01-01' }), false],
    ['an answer', step({ value: 'unknown' }), true],
    ['evidence without an answer', step({ evidence: 'rapport' }), true],
    ['a defect without an answer', step({ 'defect.description': 'kapot' }), true],
    ['a photo', step({}, ['p']), true],
  ])('with %s: looked at is %3$s', (_name, one, answered) => {
    expect(isAnswered(one)).toBe(answered);
  });

  it('go on at the first that was not looked at', () => {
    expect(firstOpenStep({})).toBe('fire-safety');
    expect(firstOpenStep({ 'fire-safety': step({ value: 'yes' }), 'power-heating': step({ value: 'no' }) })).toBe('water-legionella');
    expect(firstOpenStep(Object.fromEntries(INSPECTED_CRITERIA.map((criterion) => [criterion, step({ value: 'yes' })])))).toBeUndefined();
  });

  it.each([['sanitary', true], ['contacts', false], ['', false], [undefined, false], ['__proto__', false]])('%j is one of them: %s', (text, is) => {
    expect(isInspectedCriterion(text)).toBe(is);
  });
});
