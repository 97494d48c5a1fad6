import { describe, expect, it } from '@jest/globals';
import { STAY_POLICY } from '../../../config/stay.js';
import {
  afterLastNight, agreedByDefault, decideStayAnswer, decisionLimit, firstNightOf, lastNightErrors, lastNightToAsk, nightsLeft, refuseStayRequest, stayOverAt, stayWarnings, warningAt,
  type StayAnswerFacts, type StayAnswerInput, type StayDecision, type StayFacts,
} from './stay.js';

const decision = (longestStayDays: number | null, endsOn: string | null): StayDecision => ({ reference: 'B-17', longestStayDays, endsOn });
const at = (text: string): Date => new Date(text);

describe('the last night', () => {
  it.each<[string, string, string, string]>([
    ['the day of the deadline', '2026-02-08T09:00:00Z', '2026-02-05T09:00:00Z', '2026-02-08'],
    ['in Dutch days, not UTC', '2026-02-08T23:30:00Z', '2026-02-05T09:00:00Z', '2026-02-09'],
    ['the day of joining, for a location that joined after the deadline', '2026-02-08T09:00:00Z', '2026-02-10T20:00:00Z', '2026-02-10'],
  ])('counts from the first: %s', (_name, deadlineAt, joinedAt, expected) => {
    expect(firstNightOf(at(deadlineAt), at(joinedAt))).toBe(expected);
  });

  it.each<[string, string, StayDecision | null, string | null, string | null]>([
    ['the longest stay, counted in nights', '2026-02-08', decision(28, null), '2026-03-07', 'longest-stay'],
    ['one night', '2026-02-08', decision(1, null), '2026-02-08', 'longest-stay'],
    ['over the night the clocks go forward', '2026-03-28', decision(2, null), '2026-03-29', 'longest-stay'],
    ['over the night the clocks go back', '2026-10-24', decision(2, null), '2026-10-25', 'longest-stay'],
    ['the decision ends first: people leave on its last day', '2026-02-08', decision(28, '2026-02-20'), '2026-02-19', 'decision-end'],
    ['the longest stay ends first', '2026-02-08', decision(7, '2026-02-20'), '2026-02-14', 'longest-stay'],
    ['no longest stay: our own default', '2026-02-08', decision(null, null), '2026-03-07', null],
    ['no longest stay, but an end before the default', '2026-02-08', decision(null, '2026-02-15'), '2026-02-14', 'decision-end'],
    ['no longest stay, and an end after it', '2026-02-08', decision(null, '2026-12-31'), '2026-03-07', 'decision-end'],
    ['no decision on file', '2026-02-08', null, '2026-03-07', null],
    ['an end before the first night agrees nothing', '2026-02-08', decision(28, '2026-02-08'), null, 'decision-end'],
  ])('is by default %s', (_name, firstNight, decided, lastNight, by) => {
    const terms = { firstNight, decision: decided };
    expect([agreedByDefault(terms, STAY_POLICY), decisionLimit(terms)?.by ?? null]).toEqual([lastNight, by]);
  });

  it.each<[string, StayDecision | null, string, string[]]>([
    ['the first night', decision(28, null), '2026-02-08', []],
    ['the night before it', decision(28, null), '2026-02-07', ['before-first-night']],
    ['the last that is allowed', decision(28, null), '2026-03-07', []],
    ['a night more', decision(28, null), '2026-03-08', ['beyond-decision']],
    ['beyond our default, where the decision sets no bound', decision(null, null), '2026-06-01', []],
    ['a year and a day', decision(null, null), '2027-02-09', ['too-far']],
  ])('that a municipality names may be: %s', (_name, decided, lastNight, codes) => {
    expect(lastNightErrors(lastNight, { firstNight: '2026-02-08', decision: decided }, STAY_POLICY).map(({ code }) => code)).toEqual(codes);
  });

  it('is bounded by a figure that is named with its source', () => {
    const messageOf = (decided: StayDecision): string => lastNightErrors('2026-05-01', { firstNight: '2026-02-08', decision: decided }, STAY_POLICY)[0]!.message.nl;
    expect(messageOf(decision(28, null))).toContain('Langste verblijf volgens het collegebesluit (B-17): 28 nachten, tot en met de nacht van 2026-03-07.');
    expect(messageOf(decision(null, '2026-03-01'))).toContain('Laatste dag van het collegebesluit (B-17): 2026-03-01');
  });

  it.each([['2026-03-07T22:59:00Z', 1], ['2026-03-07T23:00:00Z', 0], ['2026-02-14T12:00:00Z', 22], ['2026-03-20T12:00:00Z', 0], ['2026-02-05T12:00:00Z', 28]])('at %s is so many nights away: %d', (now, nights) => {
    expect(nightsLeft('2026-03-07', at(now), '2026-02-08')).toBe(nights);
  });
});

describe('the warnings of a stay', () => {
  it('come at nine in the morning, also on the days of summer and winter time', () => {
    expect(stayWarnings('2026-03-31', STAY_POLICY).map(({ days, at: due }) => [days, due.toISOString()])).toEqual([
      [21, '2026-03-10T08:00:00.000Z'], [14, '2026-03-17T08:00:00.000Z'], [7, '2026-03-24T08:00:00.000Z'], [2, '2026-03-29T07:00:00.000Z'],
    ]);
    expect(stayWarnings('2026-10-27', STAY_POLICY).at(-1)!.at.toISOString()).toBe('2026-10-25T08:00:00.000Z');
    expect([stayOverAt('2026-03-28', STAY_POLICY), stayOverAt('2026-10-24', STAY_POLICY)].map((due) => due.toISOString())).toEqual(['2026-03-29T06:00:00.000Z', '2026-10-25T07:00:00.000Z']);
  });

  it.each<[string, string, number | null]>([
    ['before the first', '2026-03-10T07:59:59Z', null], ['at the first', '2026-03-10T08:00:00Z', 21], ['between two', '2026-03-20T12:00:00Z', 14],
    ['the last', '2026-03-31T20:00:00Z', 2], ['once the stay is over', '2026-04-01T06:00:00Z', null],
  ])('collapse to the one that stands: %s', (_name, now, days) => {
    expect(warningAt('2026-03-31', at(now), STAY_POLICY)).toBe(days);
  });
});

describe('a longer stay', () => {
  const open: StayFacts & { openId: string | null } = { lifecycle: 'running', deployment: 'open', firstNight: '2026-02-08', lastNight: '2026-03-07', openId: null };
  const now = at('2026-02-20T12:00:00Z');

  it.each<[string, Partial<typeof open>, string, string | null]>([
    ['may be asked for', {}, '2026-03-08', null],
    ['also before opening', { deployment: 'preparing' }, '2026-03-08', null],
    ['must be longer', {}, '2026-03-07', 'not-later'],
    ['must not be past', { lastNight: '2026-02-10' }, '2026-02-19', 'not-later'],
    ['may follow on a stay that is over', { lastNight: '2026-02-10' }, '2026-02-20', null],
    ['may be asked for where none was agreed', { lastNight: null }, '2026-02-20', null],
    ['must be meant', {}, '2027-03-10', 'too-far'],
    ['is asked for once at a time', { openId: 'x' }, '2026-03-08', 'STAY.ALREADY_ASKED'],
    ['needs a commitment first', { deployment: 'alerted' }, '2026-03-08', 'DEPLOYMENT.NOT_ALLOWED'],
    ['needs a location in use', { deployment: 'closed' }, '2026-03-08', 'DEPLOYMENT.NOT_ALLOWED'],
    ['needs a running activation', { lifecycle: 'ended' }, '2026-03-08', 'ACTIVATION.NOT_RUNNING'],
  ])('%s', (_name, more, wanted, code) => {
    const problem = refuseStayRequest({ ...open, ...more }, wanted, now, STAY_POLICY);
    expect(problem?.fields[0]?.code ?? problem?.type.code ?? null).toBe(code);
  });

  const facts: StayAnswerFacts = { lifecycle: 'running', deployment: 'open', wanted: '2026-03-07', terms: { firstNight: '2026-02-08', decision: decision(28, null) }, earlier: null, lapsed: null };
  const given: StayAnswerInput = { answer: 'given', name: 'A. Bakker', function: 'Piket', mandate: 'Mandaatbesluit 7' };

  it.each<[string, Partial<StayAnswerFacts>, Partial<StayAnswerInput>, string[]]>([
    ['within the decision on file', {}, {}, []],
    ['past it only with a decision of its own', { wanted: '2026-03-08' }, {}, ['decisionReference']],
    ['past it with that decision', { wanted: '2026-03-08' }, { decisionReference: 'B-18' }, []],
    ['past an end, too', { terms: { firstNight: '2026-02-08', decision: decision(null, '2026-03-07') } }, {}, ['decisionReference']],
    ['a refusal needs none, but its reason', { wanted: '2026-03-08' }, { answer: 'refused' }, ['reason']],
    ['everything at once', { wanted: '2026-03-08' }, { answer: 'given-with-conditions', name: '', mandate: ' ' }, ['name', 'mandate', 'conditions', 'decisionReference']],
  ])('is committed %s', (_name, more, input, wrong) => {
    const result = decideStayAnswer({ ...facts, ...more }, { ...given, ...input });
    expect(result.ok ? [] : result.error.fields.map(({ path }) => path)).toEqual(wrong);
  });

  it('is answered once: the same answer again changes nothing, another is a conflict', () => {
    const first = decideStayAnswer(facts, given);
    if (!first.ok) throw first.error;
    const answered = { ...facts, earlier: first.value.answer, lifecycle: 'ended' as const };
    expect(decideStayAnswer(answered, { ...given, name: 'C. Dekker' })).toEqual({ ok: true, value: { answer: first.value.answer, isNew: false } });
    expect(decideStayAnswer(answered, { ...given, answer: 'refused', reason: 'Toch niet' })).toMatchObject({ error: { type: { code: 'COMMITMENT.CONFLICT' } } });
    expect(decideStayAnswer({ ...facts, lifecycle: 'ended' }, given)).toMatchObject({ error: { type: { code: 'ACTIVATION.NOT_RUNNING' } } });
    expect(decideStayAnswer({ ...facts, deployment: 'failed' }, given)).toMatchObject({ error: { type: { code: 'DEPLOYMENT.NOT_ALLOWED' } } });
  });

  it('is not answered once it lapsed, whatever came after it', () => {
    for (const newerId of ['later', null]) {
      expect(decideStayAnswer({ ...facts, lapsed: { newerId } }, { ...given, name: '' })).toMatchObject({ error: { type: { code: 'STAY.OVERTAKEN' }, extra: { stayExtensionId: newerId } } });
    }
    expect(decideStayAnswer({ ...facts, lifecycle: 'ended', lapsed: { newerId: null } }, given)).toMatchObject({ error: { type: { code: 'ACTIVATION.NOT_RUNNING' } } });
  });
});

describe('after the last night', () => {
  const count = (countedAt: string, total: number) => ({ countedAt: at(countedAt), total });
  it.each([
    ['people counted last are there still', true, count('2026-02-08T22:00:00Z', 12), 'present'],
    ['nobody ever counted', true, undefined, 'unknown'],
    ['nobody was there the evening before, and nobody counted that morning', true, count('2026-02-08T22:00:00Z', 0), 'unknown'],
    ['nobody was there that morning', true, count('2026-02-09T07:00:00Z', 0), 'gone'],
    ['nobody was there that morning, in Dutch days', true, count('2026-02-08T23:10:00Z', 0), 'gone'],
    ['it never opened', false, undefined, 'unused'],
  ] as const)('%s', (_name, opened, last, expected) => expect(afterLastNight('2026-02-08', opened, last)).toBe(expected));
});

it.each([
  ['the agreed night lies behind the new first one: as many nights as were left', '2026-02-09', '2026-02-08', '2026-02-12', '2026-02-13'],
  ['one night was agreed', '2026-02-08', '2026-02-08', '2026-02-10', '2026-02-10'],
  ['a night is left: what was agreed stands', '2026-02-12', '2026-02-08', '2026-02-12', null],
  ['no night was agreed', null, '2026-02-08', '2026-02-12', null],
])('a deadline that is put off: %s', (_name, lastNight, firstNightBefore, firstNight, expected) => expect(lastNightToAsk({ lastNight, firstNightBefore, firstNight })).toBe(expected));
