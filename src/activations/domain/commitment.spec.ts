import { describe, expect, it } from '@jest/globals';
import type { Party } from '../../../config/activation.js';
import { STAY_POLICY } from '../../../config/stay.js';
import { type AnswerFacts, type Commitment, decideCommitment, decideReceipt } from './commitment.js';
import type { AnswerInput } from './commitment-input.js';
import type { DeploymentState } from './deployment-state.js';

const TRIGGERED = new Date('2026-02-05T09:00:00Z');
const hours = (count: number): Date => new Date(TRIGGERED.getTime() + count * 3_600_000);
const NOW = hours(0.5);

const facts = (party: Party, more: Partial<AnswerFacts> = {}): AnswerFacts => ({
  party,
  lifecycle: 'running',
  deployment: 'alerted',
  triggeredAt: TRIGGERED,
  receiptDueAt: hours(1),
  commitmentDueAt: hours(8),
  receipt: null,
  commitment: null,
  stay: { firstNight: '2026-02-08', decision: { reference: 'B-17', longestStayDays: 28, endsOn: '2026-12-31' } },
  ...more,
});

const person = { name: ' M. de Vries ', function: 'Dienstdoend coördinator ', mandate: ' Piketregeling 2026' };
const shift = { startsAt: hours(36), endsAt: hours(44), teamSize: 6 };
const inputs: Record<Party, AnswerInput> = {
  municipality: { ...person, answer: 'given' },
  'red-cross': { ...person, answer: 'given', teamSize: 12, arrivalAt: hours(30), reliefShifts: [shift] },
  coa: { ...person, answer: 'given', intakePlan: ' Twee bussen, intake in de hal ' },
};
const parties: Party[] = ['municipality', 'red-cross', 'coa'];
const refusal: AnswerInput = { ...person, answer: 'refused', reason: 'Dak lekt ' };

/** The decision, with the problem thrown so that a test that expects success shows why it failed. */
function decided(of: AnswerFacts, input: AnswerInput, now = NOW): Extract<ReturnType<typeof decideCommitment>, { ok: true }>['value'] {
  const result = decideCommitment(of, input, now, STAY_POLICY);
  if (!result.ok) throw result.error;
  return result.value;
}
const codeOf = (result: { ok: true } | { ok: false; error: { type: { code: string } } }): string => (result.ok ? 'ok' : result.error.type.code);
const wrongFields = (party: Party, input: AnswerInput): string[] => {
  const result = decideCommitment(facts(party), input, NOW, STAY_POLICY);
  return result.ok ? [] : result.error.fields.map(({ path }) => path);
};

describe('receipt', () => {
  it('is by a named person, at a time', () => {
    expect(decideReceipt(facts('coa'), person, NOW)).toEqual({
      ok: true,
      value: { isNew: true, receipt: { at: NOW, late: false, name: 'M. de Vries', function: 'Dienstdoend coördinator' } },
    });
  });

  it('stays the first one, whoever confirms again, also after the end', () => {
    const receipt = { at: hours(0.1), late: false, name: 'A. Bakker', function: 'Piket' };
    for (const lifecycle of ['running', 'ended'] as const) {
      expect(decideReceipt(facts('coa', { receipt, lifecycle }), person, NOW)).toEqual({ ok: true, value: { receipt, isNew: false } });
    }
  });

  it.each([[hours(1).getTime() - 1, false], [hours(1).getTime(), true], [hours(100).getTime(), true]])('late at %d: %s', (at, late) => {
    expect(decideReceipt(facts('coa'), person, new Date(at))).toMatchObject({ value: { receipt: { late } } });
  });

  it('needs a name, a function and a running activation; a location that dropped out does not matter', () => {
    expect(decideReceipt(facts('coa'), { name: ' ', function: '' }, NOW)).toMatchObject({ error: { fields: [{ path: 'name' }, { path: 'function' }] } });
    expect(codeOf(decideReceipt(facts('coa', { lifecycle: 'ended' }), person, NOW))).toBe('ACTIVATION.NOT_RUNNING');
    expect(decideReceipt(facts('municipality', { deployment: 'failed' }), person, NOW)).toMatchObject({ ok: true, value: { isNew: true } });
  });
});

describe('commitment', () => {
  it.each(parties)('of the %s: given', (party) => {
    const decision = decided(facts(party), inputs[party]);
    expect(decision).toMatchObject({
      isNew: true,
      milestone: 'done',
      deployment: party === 'municipality' ? 'preparing' : 'alerted',
      commitment: {
        answer: 'given', at: NOW, late: false, name: 'M. de Vries', mandate: 'Piketregeling 2026', conditions: null, reason: null,
      },
    });
  });

  it('holds what each party promises', () => {
    expect(decided(facts('municipality'), inputs.municipality).commitment.details).toEqual({ party: 'municipality' });
    expect(decided(facts('coa'), inputs.coa).commitment.details).toEqual({ party: 'coa', intakePlan: 'Twee bussen, intake in de hal' });
    expect(decided(facts('red-cross'), inputs['red-cross']).commitment.details).toEqual({
      party: 'red-cross', teamSize: 12, arrivalAt: hours(30), reliefShifts: [shift],
    });
    const { reliefShifts: _none, ...withoutShifts } = inputs['red-cross'];
    expect(decided(facts('red-cross'), withoutShifts).commitment.details).toMatchObject({ reliefShifts: [] });
  });

  it('of the municipality agrees the last night: the one it names, else what its decision allows; the others agree none', () => {
    expect(decided(facts('municipality'), inputs.municipality).lastNight).toBe('2026-03-07');
    const named = decided(facts('municipality'), { ...inputs.municipality, lastNight: '2026-02-20' });
    expect(named).toMatchObject({ lastNight: '2026-02-20', commitment: { details: { party: 'municipality', lastNight: '2026-02-20' } } });
    expect([decided(facts('coa'), { ...inputs.coa, lastNight: '2026-02-20' }).lastNight, decided(facts('municipality'), refusal).lastNight]).toEqual([null, null]);
    expect(wrongFields('municipality', { ...inputs.municipality, name: '', lastNight: '2026-03-08' })).toEqual(['name', 'lastNight']);
  });

  it('under conditions prepares all the same, and keeps only what belongs to the answer', () => {
    const input: AnswerInput = { ...inputs.municipality, answer: 'given-with-conditions', conditions: ' Ten hoogste 14 nachten', reason: 'vergeten veld' };
    expect(decided(facts('municipality'), input)).toMatchObject({
      milestone: 'done', deployment: 'preparing', commitment: { conditions: 'Ten hoogste 14 nachten', reason: null },
    });
    expect(decided(facts('municipality'), { ...input, answer: 'given' }).commitment.conditions).toBeNull();
  });

  it.each([['municipality', 'refused'], ['red-cross', 'alerted'], ['coa', 'alerted']] as [Party, DeploymentState][])(
    'refused by the %s leaves the deployment %s',
    (party, deployment) => {
      expect(decided(facts(party), refusal)).toMatchObject({
        milestone: 'refused', deployment, commitment: { answer: 'refused', reason: 'Dak lekt', details: null },
      });
    },
  );

  it('is receipt too, unless that was confirmed before', () => {
    const decision = decided(facts('coa'), inputs.coa, hours(2));
    expect(decision.receipt).toEqual({ at: hours(2), late: true, name: 'M. de Vries', function: 'Dienstdoend coördinator' });
    expect(decision.commitment.late).toBe(false);
    const receipt = { at: hours(0.1), late: false, name: 'A. Bakker', function: 'Piket' };
    expect(decided(facts('coa', { receipt }), inputs.coa).receipt).toBeNull();
  });

  it.each([[-1, false], [0, true], [1, true]])('%d ms from its due time: late is %s, and still taken', (milliseconds, late) => {
    const now = new Date(hours(8).getTime() + milliseconds);
    expect(decided(facts('coa'), inputs.coa, now).commitment.late).toBe(late);
    expect(decided(facts('coa', { deployment: 'open' }), inputs.coa, now).isNew).toBe(true);
  });

  it.each(parties)('of the %s: the same answer again changes nothing, by whomever', (party) => {
    const first = decided(facts(party), inputs[party]).commitment;
    const stored = JSON.parse(JSON.stringify(first.details, ['teamSize', 'reliefShifts', 'endsAt', 'startsAt', 'party', 'intakePlan', 'arrivalAt'])) as Commitment['details'];
    const again: AnswerInput = { ...inputs[party], name: 'A. Bakker', function: 'Piket', mandate: 'Besluit 7' };
    for (const commitment of [first, { ...first, details: stored }]) {
      const then = facts(party, { commitment, deployment: 'closed', lifecycle: 'ended' });
      expect(decided(then, again, hours(90))).toEqual({ commitment, isNew: false, receipt: null, milestone: 'done', deployment: 'closed', lastNight: null });
    }
  });

  it('repeats a refusal without fuss', () => {
    const commitment = decided(facts('municipality'), refusal).commitment;
    expect(decided(facts('municipality', { commitment, deployment: 'refused' }), refusal)).toMatchObject({ isNew: false, milestone: 'refused', deployment: 'refused' });
  });

  it.each<[string, Party, Partial<AnswerInput>]>([
    ['another answer', 'municipality', { answer: 'refused', reason: 'Toch niet' }],
    ['conditions afterwards', 'municipality', { answer: 'given-with-conditions', conditions: 'Ten hoogste 14 nachten' }],
    ['another team', 'red-cross', { teamSize: 11 }],
    ['another arrival', 'red-cross', { arrivalAt: hours(31) }],
    ['other relief', 'red-cross', { reliefShifts: [] }],
    ['another intake plan', 'coa', { intakePlan: 'Eén bus' }],
    ['another last night', 'municipality', { lastNight: '2026-02-20' }],
  ])('a different second answer is a conflict: %s', (_what, party, change) => {
    const commitment = decided(facts(party), inputs[party]).commitment;
    const result = decideCommitment(facts(party, { commitment }), { ...inputs[party], ...change }, NOW, STAY_POLICY);
    expect(result).toMatchObject({ error: { type: { code: 'COMMITMENT.CONFLICT' }, extra: { firstAnswer: 'given' } } });
  });

  it.each<[Partial<AnswerFacts>, string]>([
    [{ lifecycle: 'ended' }, 'ACTIVATION.NOT_RUNNING'],
    [{ lifecycle: 'cancelled' }, 'ACTIVATION.NOT_RUNNING'],
    [{ deployment: 'closed' }, 'DEPLOYMENT.NOT_ALLOWED'],
    [{ deployment: 'refused' }, 'DEPLOYMENT.NOT_ALLOWED'],
    [{ deployment: 'failed' }, 'DEPLOYMENT.NOT_ALLOWED'],
  ])('is not taken any more when %j', (change, code) => {
    for (const party of parties) expect(codeOf(decideCommitment(facts(party, change), inputs[party], NOW, STAY_POLICY))).toBe(code);
  });

  it.each<[string, Party, AnswerInput, string[]]>([
    ['who and on what mandate', 'municipality', { answer: 'given', name: '', function: ' ', mandate: '' }, ['name', 'function', 'mandate']],
    ['an answer that does not exist', 'municipality', { ...person, answer: 'maybe' as 'given' }, ['answer']],
    ['conditions without text', 'municipality', { ...person, answer: 'given-with-conditions', conditions: ' ' }, ['conditions']],
    ['a refusal without reason', 'coa', { ...person, answer: 'refused' }, ['reason']],
    ['a refusal promises nothing, so asks for nothing', 'red-cross', refusal, []],
    ['a Red Cross answer without team', 'red-cross', { ...person, answer: 'given' }, ['teamSize', 'arrivalAt']],
    ['a team of nobody that came before the trigger', 'red-cross', { ...inputs['red-cross'], teamSize: 0, arrivalAt: hours(-1) }, ['teamSize', 'arrivalAt']],
    ['no real moment', 'red-cross', { ...inputs['red-cross'], arrivalAt: new Date(Number.NaN) }, ['arrivalAt']],
    [
      'relief that ends before it starts, by nobody, before the arrival',
      'red-cross',
      { ...inputs['red-cross'], reliefShifts: [shift, { startsAt: hours(29), endsAt: hours(29), teamSize: 0 }] },
      ['reliefShifts.1.teamSize', 'reliefShifts.1.endsAt', 'reliefShifts.1.startsAt'],
    ],
    ['COA without intake plan', 'coa', { ...person, answer: 'given-with-conditions' }, ['conditions', 'intakePlan']],
    ['everything at once', 'coa', { answer: 'given', name: '', function: '', mandate: '' }, ['name', 'function', 'mandate', 'intakePlan']],
  ])('names every wrong field: %s', (_what, party, input, expected) => {
    expect(wrongFields(party, input)).toEqual(expected);
  });
});
