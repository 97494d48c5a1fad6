import { describe, expect, it } from '@jest/globals';
import { rdNew } from './rd-new.js';

/** Within half a metre: what the transformation without the correction grid can do. */
const NEAR_M = 0.5;

describe('RD New from WGS84', () => {
  // Amersfoort: the origin of the grid. The towers: Schreutelkamp and Strang van Hees, "Benaderingsformules voor de
  // transformatie tussen RD- en WGS84-kaartcoördinaten", Geodesia 2001.
  it.each([
    ['Amersfoort, tower of Our Lady', { latitude: 52.155172897, longitude: 5.387203657 }, { x: 155_000, y: 463_000 }],
    ['Amsterdam, Westertoren', { latitude: 52.37453253, longitude: 4.88352559 }, { x: 120_700.723, y: 487_525.501 }],
    ['Groningen, Martinitoren', { latitude: 53.21938317, longitude: 6.56820053 }, { x: 233_883.131, y: 582_065.167 }],
  ])('%s', (_tower, wgs84, rd) => {
    const { x, y } = rdNew(wgs84);
    expect(Math.hypot(x - rd.x, y - rd.y)).toBeLessThan(NEAR_M);
  });
});
