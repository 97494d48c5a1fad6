import { describe, expect, it } from '@jest/globals';
import { READINESS_POLICY } from '../../../config/readiness.js';
import { startOfDay } from '../../kernel/index.js';
import { canBe, DOCUMENT_KINDS, floorPlanOf, type DocumentKind } from './documents.js';
import { evaluateReadiness } from './evaluate-readiness.js';
import type { LocationFacts } from './location.js';
import { readyLocation } from './ready-location.fixture.js';

const document = (kind: DocumentKind, validUntil: string | null) => ({ kind, validUntil });

describe('the floor plan that counts', () => {
  it.each([
    ['no documents', [], null],
    ['documents of every other kind', DOCUMENT_KINDS.filter((kind) => kind !== 'floor-plan').map((kind) => document(kind, null)), null],
    ['one without an end', [document('floor-plan', null)], { validUntil: null }],
    ['one with an end', [document('floor-plan', '2026-06-30')], { validUntil: '2026-06-30' }],
    ['the one that holds longest', [document('floor-plan', '2026-06-30'), document('floor-plan', '2027-01-01'), document('floor-plan', '2025-01-01')], { validUntil: '2027-01-01' }],
    ['the one without an end, wherever it stands', [document('floor-plan', '2026-06-30'), document('floor-plan', null), document('floor-plan', '2027-01-01')], { validUntil: null }],
    ['not another kind’s end', [document('floor-plan', '2026-06-30'), document('permit', null)], { validUntil: '2026-06-30' }],
  ])('of %s', (_name, documents, expected) => {
    expect(floorPlanOf(documents)).toEqual(expected);
  });

  it('is met by what is stated or by a document, and by nothing else', () => {
    const standing = (floorPlanOnFile: LocationFacts['floorPlanOnFile'], floorPlanDocument: LocationFacts['floorPlanDocument'], day: string): unknown => {
      const { facts, inspections, availability } = readyLocation({ floorPlanOnFile, floorPlanDocument });
      const { criteria, reasons } = evaluateReadiness(facts, inspections, availability, READINESS_POLICY, startOfDay(day), { windowSeconds: 259_200 });
      const { met, validUntil } = criteria.find(({ criterion }) => criterion === 'floor-plan')!;
      return [met, validUntil, ...reasons.filter(({ criterion }) => criterion === 'floor-plan').map(({ code, severity }) => `${code} ${severity}`)];
    };
    const untilFebruary = { validUntil: '2026-02-10' };
    expect(standing('yes', null, '2026-01-20')).toEqual([true, null]);
    expect(standing('no', null, '2026-01-20')).toEqual([false, null, 'FLOOR_PLAN_MISSING blocking']);
    expect(standing('unknown', null, '2026-01-20')).toEqual([false, null, 'FLOOR_PLAN_UNKNOWN blocking']);
    for (const stated of ['no', 'unknown'] as const) {
      expect(standing(stated, { validUntil: null }, '2026-01-20')).toEqual([true, null]);
      expect(standing(stated, untilFebruary, '2026-01-20')).toEqual([true, '2026-02-10']);
      expect(standing(stated, untilFebruary, '2026-01-27')).toEqual([true, '2026-02-10', 'FLOOR_PLAN_EXPIRING expiring']);
      expect(standing(stated, untilFebruary, '2026-02-10')).toEqual([true, '2026-02-10', 'FLOOR_PLAN_EXPIRING expiring']);
      expect(standing(stated, untilFebruary, '2026-02-11')).toEqual([false, null, 'FLOOR_PLAN_EXPIRED blocking']);
    }
    expect(standing('yes', untilFebruary, '2026-02-11')).toEqual([true, null]);
  });
});

describe('a photo', () => {
  it('is a picture; every other kind may be one too', () => {
    expect(DOCUMENT_KINDS.filter((kind) => !canBe(kind, 'application/pdf'))).toEqual(['photo']);
    for (const picture of ['image/png', 'image/jpeg'] as const) expect(DOCUMENT_KINDS.filter((kind) => !canBe(kind, picture))).toEqual([]);
  });
});
