import { describe, expect, it } from '@jest/globals';
import { planLosses } from './plan-comparison.js';
import type { PlanFigures } from './plan-deployments.js';

const figures: PlanFigures = { total: 100, shortfall: 0, buildings: 2, excess: 10, leadTimeHours: 24, distanceKm: 40 };

describe('what gets worse by another choice', () => {
  it.each<[string, Partial<PlanFigures>, [string, number][]]>([
    ['nothing when it is the same', {}, []],
    ['nothing when it is better', { buildings: 1, excess: 0, leadTimeHours: 6, distanceKm: 1 }, []],
    ['places', { total: 60, shortfall: 40 }, [['short', 40]]],
    ['buildings and what stays empty', { buildings: 4, excess: 11 }, [['buildings', 2], ['excess', 1]]],
    ['lead time, also when something else gets better', { buildings: 1, leadTimeHours: 30 }, [['lead-time', 6]]],
    ['distance, in whole kilometres', { distanceKm: 52.4 }, [['distance', 12]]],
    ['no difference of metres', { distanceKm: 40.4 }, []],
  ])('%s', (_name, change, expected) => {
    expect(planLosses(figures, { ...figures, ...change }).map(({ code, params }) => [code, params['more']])).toEqual(expected);
  });
});
