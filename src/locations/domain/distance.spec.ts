import { describe, expect, it } from '@jest/globals';
import { distanceKm } from './distance.js';

describe('distanceKm', () => {
  it('is zero to itself', () => {
    expect(distanceKm({ latitude: 52.876, longitude: 7.063 }, { latitude: 52.876, longitude: 7.063 })).toBe(0);
  });

  it('is a degree of latitude, about 111.2 km, along a meridian', () => {
    expect(distanceKm({ latitude: 52, longitude: 6.5 }, { latitude: 53, longitude: 6.5 })).toBeCloseTo(111.195, 2);
  });

  it('is the same both ways', () => {
    const assen = { latitude: 52.9929, longitude: 6.5642 };
    const terApel = { latitude: 52.876, longitude: 7.063 };
    expect(distanceKm(assen, terApel)).toBeCloseTo(distanceKm(terApel, assen), 9);
    expect(distanceKm(assen, terApel)).toBeGreaterThan(30);
    expect(distanceKm(assen, terApel)).toBeLessThan(40);
  });
});
