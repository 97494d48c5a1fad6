import { describe, expect, it } from '@jest/globals';
import { startOfDay } from '../../kernel/index.js';
import { noticeOf } from './readiness-notices.js';
import { failsAfter, MET, type Phase, phaseAt, termPhases, timelineOf, worstStateAt } from './timeline.js';

const notice = () => noticeOf('NOT_EMPTY');
const met = (from: number): Phase => ({ from, state: 'met', lastDay: null });
const failing = (from: number): Phase => ({ from, state: 'failed', notice });

describe('phases in a row', () => {
  it('lose what is replaced at the same instant or overtaken', () => {
    const timeline = timelineOf([failing(-Infinity), met(10), failing(20), met(20), failing(40), met(30)]);
    expect(timeline.map(({ from, state }) => `${from} ${state}`)).toEqual(['-Infinity failed', '10 met', '20 met', '30 met']);
    expect(failsAfter(timeline, 10)).toBeUndefined();
  });

  it('are in force from their first instant until the next', () => {
    const timeline = timelineOf([failing(-Infinity), met(10), failing(20)]);
    expect([9, 10, 19, 20].map((at) => phaseAt(timeline, at).state)).toEqual(['failed', 'met', 'met', 'failed']);
    expect([9, 10, 19, 20].map((at) => failsAfter(timeline, at))).toEqual([20, 20, 20, undefined]);
    expect(worstStateAt([MET, timeline], 15)).toBe('met');
    expect(worstStateAt([timeline, MET], 20)).toBe('failed');
  });
});

describe('a term', () => {
  const day = (text: string) => startOfDay(text).getTime();
  const term = (from: string, lastDay: string, until: string) =>
    termPhases({ from: day(from), until: day(until), lastDay, expiringDays: 14, expiring: notice, over: notice }).map(
      (phase) => `${phase.state} ${new Date(phase.from).toISOString()}`,
    );

  it('is about to expire from fourteen days before its last day', () => {
    expect(term('2026-01-01', '2026-02-15', '2026-02-16')).toEqual([
      'met 2025-12-31T23:00:00.000Z',
      'expiring 2026-01-31T23:00:00.000Z',
      'failed 2026-02-15T23:00:00.000Z',
    ]);
  });

  it('warns by the last day on which it counts, when that lies before the last day of the paper', () => {
    expect(term('2026-01-01', '2026-02-25', '2026-02-16')[1]).toBe('expiring 2026-01-31T23:00:00.000Z');
  });

  it('shorter than the warning begins with it; one that is over before it begins is never met', () => {
    expect(timelineOf(termPhases({ from: day('2026-02-10'), until: day('2026-02-16'), lastDay: '2026-02-15', expiringDays: 14, expiring: notice, over: notice })).map(({ state }) => state)).toEqual(['expiring', 'failed']);
    expect(timelineOf(termPhases({ from: day('2026-02-20'), until: day('2026-02-16'), lastDay: '2026-02-15', expiringDays: 14, expiring: notice, over: notice })).map(({ state }) => state)).toEqual(['failed']);
  });
});
