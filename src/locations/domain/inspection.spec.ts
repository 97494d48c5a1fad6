import { describe, expect, it } from '@jest/globals';
import { newestFindings } from './inspection.js';
import { findingOf, inspectionOf } from './ready-location.fixture.js';

const sanitary = (id: string, at: string, value: 'yes' | 'no' | 'unknown', validUntil: string | null = null) =>
  inspectionOf(id, at, [findingOf('sanitary', { value, validUntil })]);
const AT = new Date('2026-02-01T12:00:00Z');

describe('the finding that counts', () => {
  const first = sanitary('a', '2026-01-01T12:00:00Z', 'yes');
  const second = sanitary('b', '2026-01-10T12:00:00Z', 'no');
  const later = sanitary('c', '2026-02-01T12:00:00.001Z', 'yes');

  it.each([
    ['in order', [first, second, later]],
    ['out of order', [later, second, first]],
  ])('is the newest made by the instant: %s', (_name, inspections) => {
    expect(newestFindings(inspections, AT).sanitary).toMatchObject({ inspectionId: 'b', finding: { value: 'no' } });
  });

  it('is there from the very instant of the inspection', () => {
    expect(newestFindings([first, second], new Date('2026-01-10T12:00:00Z')).sanitary?.inspectionId).toBe('b');
    expect(newestFindings([first, second], new Date('2026-01-10T11:59:59.999Z')).sanitary?.inspectionId).toBe('a');
  });

  it('is the worst of those made at one instant', () => {
    const same = '2026-01-20T12:00:00Z';
    const yes = sanitary('y', same, 'yes');
    const unknown = sanitary('u', same, 'unknown');
    const no = sanitary('n', same, 'no');
    for (const inspections of [[yes, unknown, no], [no, unknown, yes], [unknown, no, yes]]) {
      expect(newestFindings(inspections, AT).sanitary?.finding.value).toBe('no');
    }
    expect(newestFindings([unknown, yes], AT).sanitary?.finding.value).toBe('unknown');
    const short = sanitary('s', same, 'yes', '2026-01-21');
    expect(newestFindings([short, yes], AT).sanitary?.finding.validUntil).toBe('2026-01-21');
    expect(newestFindings([yes, short], AT).sanitary?.finding.validUntil).toBe('2026-01-21');
  });

  it('is null for a criterion that nobody looked at', () => {
    expect(newestFindings([first], AT).access).toBeNull();
  });
});
