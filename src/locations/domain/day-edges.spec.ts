import { expect, it } from '@jest/globals';
import { addDays, addMonths, dayOf, eachDay, endOfDay, startOfDay } from '../../kernel/index.js';
import { dayAt, daysLater, endMs, monthsLater, startMs } from './day-edges.js';

it('says of every day of two years what the kernel says, on the edge and a millisecond before it, twice', () => {
  for (const round of ['first', 'remembered']) {
    for (const day of eachDay('2026-01-01', '2027-12-31')) {
      const start = startOfDay(day).getTime();
      expect([round, startMs(day), endMs(day)]).toEqual([round, start, endOfDay(day).getTime()]);
      expect([dayAt(start), dayAt(start - 1)]).toEqual([day, dayOf(new Date(start - 1))]);
      expect([daysLater(day, -14), monthsLater(day, 6)]).toEqual([addDays(day, -14), addMonths(day, 6)]);
    }
  }
});
