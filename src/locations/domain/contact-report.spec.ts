import { describe, expect, it } from '@jest/globals';
import { READINESS_POLICY } from '../../../config/readiness.js';
import { ALWAYS_AVAILABLE } from './availability.js';
import { afterReport, isOutOfReach, type ContactReport } from './contact-report.js';
import { evaluateReadiness } from './evaluate-readiness.js';
import type { ContactFact } from './location.js';
import { fullInspection, readyFacts } from './ready-location.fixture.js';

const contact = (confirmedOn: string | null, notReachedOn: string | null): ContactFact => ({ role: 'opens', confirmedOn, notReachedOn });
const report = (outcome: ContactReport['outcome'], calledOn: string): ContactReport => ({ outcome, calledOn });

describe('readiness', () => {
  const at = new Date('2026-01-20T11:00:00Z');
  const reasonsAfter = (...reports: ContactReport[]): string[] => {
    const facts = readyFacts();
    const contacts = facts.contacts.map((fact) => (fact.role === 'opens' ? reports.reduce(afterReport, fact) : fact));
    return evaluateReadiness({ ...facts, contacts }, [fullInspection()], ALWAYS_AVAILABLE, READINESS_POLICY, at, { windowSeconds: 72 * 3600 }).reasons.map(({ code }) => code);
  };

  it('is lost when the only one who opens the building was not reached, and comes back when they are', () => {
    expect(reasonsAfter()).toEqual([]);
    expect(reasonsAfter(report('not-reached', '2026-01-18'))).toEqual(['CONTACT_NOT_REACHED']);
    expect(reasonsAfter(report('not-reached', '2026-01-18'), report('reached', '2026-01-18'))).toEqual([]);
    expect(reasonsAfter(report('reached', '2026-01-19'), report('not-reached', '2026-01-18'))).toEqual([]);
  });
});

describe('a contact after a report', () => {
  it.each([
    ['reached for the first time', contact(null, null), report('reached', '2026-03-05'), contact('2026-03-05', null)],
    ['reached after having been missed', contact('2026-02-01', '2026-03-04'), report('reached', '2026-03-05'), contact('2026-03-05', null)],
    ['reached later on the very day it was missed', contact('2026-02-01', '2026-03-05'), report('reached', '2026-03-05'), contact('2026-03-05', null)],
    ['reached on a day before it was missed', contact(null, '2026-03-06'), report('reached', '2026-03-05'), contact('2026-03-05', '2026-03-06')],
    ['reached on a day before it was confirmed', contact('2026-03-06', null), report('reached', '2026-03-05'), contact('2026-03-06', null)],
    ['missed for the first time', contact('2026-02-01', null), report('not-reached', '2026-03-05'), contact('2026-02-01', '2026-03-05')],
    ['missed again', contact('2026-02-01', '2026-03-04'), report('not-reached', '2026-03-05'), contact('2026-02-01', '2026-03-05')],
    ['missed on a day before it was missed already', contact(null, '2026-03-06'), report('not-reached', '2026-03-05'), contact(null, '2026-03-06')],
  ] as [string, ContactFact, ContactReport, ContactFact][])('%s', (_name, before, what, after) => {
    expect(afterReport(before, what)).toEqual(after);
  });

  it.each([
    [contact(null, null), false], [contact('2026-03-05', null), false], [contact(null, '2026-03-05'), true], [contact('2026-03-05', '2026-03-05'), true],
    [contact('2026-03-06', '2026-03-05'), false], [contact('2026-03-04', '2026-03-05'), true],
  ])('%j is out of reach: %s', (fact, is) => {
    expect(isOutOfReach(fact)).toBe(is);
  });
});
