import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { TER_APEL, type Point } from '../../../config/places.js';
import { distanceKm } from './distance.js';
import { mapFrame, ringLabelAt } from './map-frame.js';

const SIZE = { width: 800, height: 600 };
const MARGIN = 30;
const point: fc.Arbitrary<Point> = fc.record({ latitude: fc.double({ min: 50.7, max: 53.6, noNaN: true }), longitude: fc.double({ min: 3.3, max: 7.3, noNaN: true }) });
const frameOf = (points: readonly Point[]) => mapFrame([TER_APEL.point, ...points], 15, SIZE, MARGIN);

describe('the map', () => {
  it('shows every point inside its margin, wherever they lie', () => {
    fc.assert(fc.property(fc.array(point, { maxLength: 20 }), (points) => {
      const frame = frameOf(points);
      for (const { x, y } of [TER_APEL.point, ...points].map((one) => frame.at(one))) {
        expect(x).toBeGreaterThanOrEqual(MARGIN - 0.01);
        expect(x).toBeLessThanOrEqual(SIZE.width - MARGIN + 0.01);
        expect(y).toBeGreaterThanOrEqual(MARGIN - 0.01);
        expect(y).toBeLessThanOrEqual(SIZE.height - MARGIN + 0.01);
      }
    }));
  });

  it('has north above and east to the right', () => {
    const frame = frameOf([]);
    const here = frame.at(TER_APEL.point);
    expect(frame.at({ ...TER_APEL.point, latitude: 53 }).y).toBeLessThan(here.y);
    expect(frame.at({ ...TER_APEL.point, longitude: 7.2 }).x).toBeGreaterThan(here.x);
  });

  it('draws a distance as long as it is, to within one percent over fifty kilometres', () => {
    fc.assert(fc.property(point, (to) => {
      const km = distanceKm(TER_APEL.point, to);
      fc.pre(km > 1 && km < 50);
      const frame = frameOf([to]);
      const [a, b] = [frame.at(TER_APEL.point), frame.at(to)];
      expect(Math.hypot(a.x - b.x, a.y - b.y) / frame.kilometre(TER_APEL.point) / km).toBeCloseTo(1, 1.8);
    }));
  });

  it('is no point when there is nothing else: so many kilometres around are always in sight', () => {
    const frame = frameOf([]);
    expect(15 * frame.kilometre(TER_APEL.point)).toBeCloseTo(SIZE.height / 2 - MARGIN, 0);
  });
});

describe('the label of a ring', () => {
  it('stands on the ring, where it can be read', () => {
    const frame = frameOf([{ latitude: 52.7, longitude: 6.2 }]);
    const at = ringLabelAt(frame, TER_APEL.point, 25, 40)!;
    const centre = frame.at(TER_APEL.point);
    expect(Math.hypot(at.x - centre.x, at.y - centre.y)).toBeCloseTo(25 * frame.kilometre(TER_APEL.point), 6);
    expect(at.x).toBeGreaterThanOrEqual(40);
  });

  it('is left out where the ring is out of sight', () => expect(ringLabelAt(frameOf([]), TER_APEL.point, 200, 40)).toBeUndefined());
});
