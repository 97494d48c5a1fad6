import { describe, expect, it } from '@jest/globals';
import { decideOutcome, openPlaces, type Outcome, type OutcomeActivation, type OutcomeDeployment } from './outcome.js';

const DEADLINE = new Date('2026-03-30T13:00:00+02:00');
const at = (milliseconds: number): Date => new Date(DEADLINE.getTime() + milliseconds);
const running: OutcomeActivation = { lifecycle: 'running', stoppedAt: null, requestedPlaces: 100, deadlineAt: DEADLINE, outcome: null };
const open = (...places: number[]): OutcomeDeployment[] => places.map((count) => ({ state: 'open', places: count }));
const met: Outcome = { kind: 'met', at: at(-5000), openPlaces: 100 };
const missed: Outcome = { kind: 'missed', at: DEADLINE, openPlaces: 80 };

describe('the outcome of an activation', () => {
  const rows: [string, Partial<OutcomeActivation>, OutcomeDeployment[], Date, Outcome | null][] = [
    ['nothing open yet', {}, [], at(-1), null],
    ['80 of 100 open before the deadline', {}, open(60, 20), at(-1), null],
    ['100 of 100 open a millisecond before', {}, open(60, 40), at(-1), { kind: 'met', at: at(-1), openPlaces: 100 }],
    ['more than requested', {}, open(60, 60), at(-9000), { kind: 'met', at: at(-9000), openPlaces: 120 }],
    ['100 open at exactly the deadline is not before it', {}, open(60, 40), at(0), { kind: 'missed', at: DEADLINE, openPlaces: 100 }],
    ['100 open when the deadline is carried out late', {}, open(100), at(4000), { kind: 'missed', at: DEADLINE, openPlaces: 100 }],
    ['80 open when the deadline is carried out', {}, open(80), at(0), { kind: 'missed', at: DEADLINE, openPlaces: 80 }],
    ['the shortfall was accepted: requested places still count', { requestedPlaces: 100 }, open(84), at(-1), null],
    ['ended before', { lifecycle: 'ended', stoppedAt: at(-1) }, open(80), at(-1), { kind: 'none', at: at(-1), openPlaces: 80, reason: 'ended-before' }],
    ['cancelled before', { lifecycle: 'cancelled', stoppedAt: at(-1) }, [], at(-1), { kind: 'none', at: at(-1), openPlaces: 0, reason: 'cancelled-before' }],
    ['ended before, looked at only after the deadline', { lifecycle: 'ended', stoppedAt: at(-1) }, [], at(9000), { kind: 'none', at: at(-1), openPlaces: 0, reason: 'ended-before' }],
    ['ended at exactly the deadline', { lifecycle: 'ended', stoppedAt: at(0) }, open(80), at(0), missed],
    ['cancelled after the deadline, before it was carried out', { lifecycle: 'cancelled', stoppedAt: at(5) }, [], at(5), { kind: 'missed', at: DEADLINE, openPlaces: 0 }],
  ];
  it.each(rows)('%s', (_name, activation, deployments, now, expected) => {
    expect(decideOutcome({ ...running, ...activation }, deployments, now)).toEqual(expected);
  });

  it.each([
    ['met stays when the deadline is carried out', met, [], at(0)],
    ['missed stays when the rest opens', missed, open(100), at(5000)],
    ['met stays when a location fails', met, open(60), at(-1000)],
  ] as [string, Outcome, OutcomeDeployment[], Date][])('is written once: %s', (_name, outcome, deployments, now) => {
    for (const lifecycle of ['running', 'ended', 'cancelled'] as const) {
      expect(decideOutcome({ ...running, lifecycle, outcome }, deployments, now)).toBeNull();
    }
  });

  it('counts the planned places of open deployments only', () => {
    const states = ['alerted', 'preparing', 'open', 'closed', 'refused', 'failed', 'open'] as const;
    expect(openPlaces(states.map((state, index) => ({ state, places: 10 ** index })))).toBe(1_000_100);
    expect(openPlaces([])).toBe(0);
  });
});
