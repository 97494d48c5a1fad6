import { describe, expect, it } from '@jest/globals';
import { refuseAnother, takeBackCommitment, takeBackReceipt, takeBackUntil, type CommitmentToTakeBack, type ReceiptToTakeBack } from './take-back.js';

const at = (time: string): Date => new Date(`2027-03-28T${time}Z`);
const code = (result: { ok: boolean; error?: { type: { code: string } }; value?: unknown }): unknown => (result.ok ? result.value : result.error?.type.code);

describe('taking an answer back', () => {
  it('is possible for ten minutes, also across the change to summer time', () => {
    expect(takeBackUntil(at('00:55:00'))).toEqual(at('01:05:00'));
  });

  it('is possible three times', () => {
    expect([0, 1, 2, 3].map((before) => refuseAnother(before)?.type.code ?? 'fine')).toEqual(['fine', 'fine', 'fine', 'ANSWER.TAKEN_BACK_OFTEN']);
  });

  const commitment: CommitmentToTakeBack = { party: 'municipality', lifecycle: 'running', at: at('12:00:00'), answer: 'given', deployment: 'preparing' };
  it.each<[string, Partial<CommitmentToTakeBack>, string, string]>([
    ['a commitment', {}, '12:09:59', 'reopen'],
    ['ten minutes later', {}, '12:10:00', 'ANSWER.TOO_LATE_TO_TAKE_BACK'],
    ['after opening', { deployment: 'open' }, '12:01:00', 'ANSWER.TOO_LATE_TO_TAKE_BACK'],
    ['of a building that dropped out', { deployment: 'failed' }, '12:01:00', 'ANSWER.TOO_LATE_TO_TAKE_BACK'],
    ['what was never given', { at: null, answer: null }, '12:01:00', 'ANSWER.NOTHING_TO_TAKE_BACK'],
    ['after the end', { lifecycle: 'ended' }, '12:01:00', 'ACTIVATION.NOT_RUNNING'],
    ['the municipality’s refusal', { answer: 'refused', deployment: 'refused' }, '12:01:00', 'rejoin'],
    ['the municipality’s refusal, too late', { answer: 'refused', deployment: 'refused' }, '12:10:00', 'ANSWER.TOO_LATE_TO_TAKE_BACK'],
    ['what another party had said of a building that was refused', { party: 'coa', deployment: 'refused' }, '12:01:00', 'ANSWER.TOO_LATE_TO_TAKE_BACK'],
    ['the Red Cross’s refusal', { party: 'red-cross', answer: 'refused', deployment: 'alerted' }, '12:01:00', 'reopen'],
  ])('%s', (_, changes, now, expected) => {
    expect(code(takeBackCommitment({ ...commitment, ...changes }, at(now)))).toBe(expected);
  });

  const receipt: ReceiptToTakeBack = { lifecycle: 'running', at: at('12:00:00'), deployments: ['alerted', 'preparing'], committed: false };
  it.each<[string, Partial<ReceiptToTakeBack>, unknown]>([
    ['a receipt', {}, null],
    ['of who has committed', { committed: true }, 'ANSWER.COMMITMENT_STANDS'],
    ['after one location opened', { deployments: ['alerted', 'open'] }, 'ANSWER.TOO_LATE_TO_TAKE_BACK'],
    ['that was never given', { at: null }, 'ANSWER.NOTHING_TO_TAKE_BACK'],
  ])('%s: receipt', (_, changes, expected) => {
    expect(code(takeBackReceipt({ ...receipt, ...changes }, at('12:05:00')))).toBe(expected);
  });
});
