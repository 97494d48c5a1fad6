import { describe, expect, it } from '@jest/globals';
import { addDays, eachDay } from '../kernel/index.js';
import { renderFragment } from '../web/index.js';
import { CoverageChart } from './coverage-chart.js';
import type { CoverageDay } from './domain/index.js';

const FROM = '2026-01-01';
/** So many days with these figures, one stretch after the other. */
function daysOf(...stretches: readonly (readonly [days: number, ready: number, expiring: number, requested?: number])[]): CoverageDay[] {
  const figures = stretches.flatMap(([days, ready, expiring, requested = 100]) => Array.from({ length: days }, () => ({ ready, expiring, requested })));
  return figures.map((one, index) => ({ ...one, day: addDays(FROM, index), at: new Date('2026-01-01T00:00:00Z'), blocked: 0, gap: Math.max(0, one.requested - one.ready) }));
}
const drawn = (days: readonly CoverageDay[]): string => renderFragment('nl', <CoverageChart id="c" title="Plekken" days={days} />);
const count = (html: string, what: RegExp): number => html.match(what)?.length ?? 0;

describe('the chart of coverage', () => {
  it('draws stretches, not days, in shares of the room there is', () => {
    const html = drawn(daysOf([90, 115, 0], [30, 115, 40], [60, 60, 0]));
    const areas = html.match(/<rect class="chart__ready" x="[\d.]+%" width="[\d.]+%"/g);
    expect(areas).toEqual(['<rect class="chart__ready" x="0%" width="50%"', '<rect class="chart__ready" x="50%" width="16.667%"', '<rect class="chart__ready" x="66.667%" width="33.333%"']);
    expect(count(html, /<rect class="chart__gap" x/g)).toBe(1);
  });

  it('hatches what is short and dots what expires: colour never stands alone', () => {
    const html = drawn(daysOf([10, 60, 20]));
    expect([count(html, /class="chart__pattern" x=[^>]*fill="url\(#c-hatch\)"/g), count(html, /class="chart__pattern" x=[^>]*fill="url\(#c-dots\)"/g)]).toEqual([1, 1]);
    expect(html).not.toContain('style=');
  });

  it('asks with one line for as long as the same is asked, and not outside the period', () => {
    const html = drawn(daysOf([5, 100, 0], [5, 60, 0], [10, 60, 0, 0]));
    expect(html.match(/<line class="chart__asked" x1="[\d.]+%" x2="[\d.]+%"/g)).toEqual(['<line class="chart__asked" x1="0%" x2="50%"']);
  });

  it('says in words what it shows', () => {
    const html = drawn(daysOf([90, 104, 0], [2, 60, 0]));
    expect(html).toContain('<title id="c-title">Plekken</title>');
    expect(html).toContain('do 1 jan – di 31 mrt: 104 van 100; wo 1 apr – do 2 apr: 60 van 100.');
    expect(drawn(daysOf(...eachDay(FROM, '2026-01-08').map((_, index) => [1, 100 + index, 0] as const)))).toContain('en nog 4 veranderingen');
  });

  it('labels months over a half-year and Mondays over weeks', () => {
    expect(drawn(daysOf([181, 100, 0])).match(/>(jan 2026|feb|mrt|apr|mei|jun)</g)).toHaveLength(6);
    expect(drawn(daysOf([21, 100, 0]))).toContain('>5 jan<');
  });
});
