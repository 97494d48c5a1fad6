import { describe, expect, it } from '@jest/globals';
import { Problem } from '../../kernel/index.js';
import { parseInput } from '../../platform/http/index.js';
import { instantOf, reportDays, reportQuery } from './report-query.js';

const TODAY = '2026-03-10';
const LONG_AGO = new Date('2025-10-01T10:00:00Z');

describe('the days of a report', () => {
  it.each([
    ['today, and four weeks before', {}, LONG_AGO, { date: TODAY, since: '2026-02-10' }],
    ['a day ahead', { date: '2026-03-24' }, LONG_AGO, { date: '2026-03-24', since: '2026-02-24' }],
    ['far ahead: what changed is what changed until yesterday', { date: '2026-06-30' }, LONG_AGO, { date: '2026-06-30', since: '2026-03-09' }],
    ['a day that is over', { date: '2026-02-01' }, LONG_AGO, { date: '2026-02-01', since: '2026-01-04' }],
    ['a meeting that is named', { date: TODAY, since: '2026-01-15' }, LONG_AGO, { date: TODAY, since: '2026-01-15' }],
    ['not before the request was made', {}, new Date('2026-03-01T10:00:00Z'), { date: TODAY, since: '2026-03-01' }],
    ['nothing to compare with on the day of the request', {}, new Date('2026-03-10T07:00:00Z'), { date: TODAY, since: null }],
  ])('%s', (_name, query, requestedAt, expected) => {
    expect(reportDays(query, requestedAt, TODAY)).toEqual(expected);
  });

  it.each([
    [{ since: TODAY }, [['since', 'not-before']]],
    [{ date: '2026-03-01', since: '2026-03-01' }, [['since', 'not-before']]],
    [{ date: '2026-06-01', since: '2026-04-01' }, [['since', 'not-before']]],
    [{ date: '2029-01-01' }, [['date', 'too-far']]],
    [{ date: '31-12-2026', since: '2026-02-30' }, [['date', 'not-a-day'], ['since', 'not-a-day']]],
    [{ peildatum: TODAY }, [['peildatum', 'unknown']]],
  ])('%j is refused', (query, expected) => {
    let problem: unknown;
    try {
      parseInput(reportQuery(TODAY), query);
    } catch (error) {
      problem = error;
    }
    expect(problem instanceof Problem && problem.fields.map(({ path, code }) => [path, code])).toEqual(expected);
  });

  it('a day that is over is judged at its end, today now, a day ahead at its beginning', () => {
    const now = new Date('2026-03-10T12:00:00Z');
    expect(instantOf('2026-03-09', now)).toEqual(new Date('2026-03-09T22:59:59.999Z'));
    expect(instantOf(TODAY, now)).toEqual(now);
    // Summer time begins on 29 March.
    expect(instantOf('2026-03-30', now)).toEqual(new Date('2026-03-29T22:00:00.000Z'));
  });
});
