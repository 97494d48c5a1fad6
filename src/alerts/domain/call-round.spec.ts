import { describe, expect, it } from '@jest/globals';
import { callRound, isToOfficer, type CallAttempt, type CallNumber } from './call-round.js';

const numbers: CallNumber[] = [{ contactId: 'duty', telephone: '+31592000100' }, { contactId: 'pat', telephone: null }, { contactId: 'sam', telephone: '+31592000101' }];
const call = (telephone: string, result: CallAttempt['result']): CallAttempt => ({ contactId: null, telephone, result });

describe('the round along the numbers', () => {
  it.each<[string, CallNumber[], CallAttempt[], string | null, boolean]>([
    ['begins with the first', numbers, [], 'duty', false],
    ['goes on past whoever has no number', numbers, [call('+31592000100', 'voicemail')], 'sam', false],
    ['ends when nobody was reached', numbers, [call('+31592000100', 'voicemail'), call('+31592000101', 'no-answer')], null, true],
    ['has not ended in vain when somebody was reached', numbers, [call('+31592000100', 'reached'), call('+31592000101', 'wrong-number')], null, false],
    ['calls a number that was corrected', [{ contactId: 'duty', telephone: '+31592000199' }], [call('+31592000100', 'wrong-number')], 'duty', false],
    ['calls a number of two contacts once', [...numbers, { contactId: 'kim', telephone: '+31592000101' }], [call('+31592000100', 'no-answer'), call('+31592000101', 'no-answer')], null, true],
    ['has ended before it began where there is no number', [{ contactId: 'pat', telephone: null }], [], null, true],
  ])('%s', (_name, list, attempts, next, allTried) => {
    expect(callRound(list, attempts)).toMatchObject({ next, allTried });
  });

  it('says of each number how it stands: the last result counts', () => {
    const attempts = [call('+31592000100', 'voicemail'), call('+31592000100', 'reached')];
    expect(callRound(numbers, attempts).numbers).toEqual([
      { contactId: 'duty', result: 'reached' }, { contactId: 'pat', result: 'no-number' }, { contactId: 'sam', result: 'untried' },
    ]);
  });

  it('about others, or PRO’s own order, goes to PRO’s officer: nobody else is told when it is in vain', () => {
    expect(['all-tried', 'pro-confirmation', 'real-activation', 'no-contact'].filter(isToOfficer)).toEqual(['all-tried', 'pro-confirmation']);
  });
});
