import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Criterion, READINESS_POLICY, type ReadinessPolicy } from '../../../config/readiness.js';
import { ALWAYS_AVAILABLE } from './availability.js';
import { canBeRenewed, confirmUnchanged } from './confirm-unchanged.js';
import { evaluateReadiness } from './evaluate-readiness.js';
import type { Finding, Inspection } from './inspection.js';
import { CONTACT_ROLES, type ContactFact, type LocationFacts } from './location.js';
import { findingOf, fullInspection, inspectionOf, readyFacts } from './ready-location.fixture.js';
import { CRITERIA } from './readiness-timelines.js';

const NOW = new Date('2026-02-10T11:00:00Z');
const TODAY = '2026-02-10';
const contact = (role: ContactFact['role'], confirmedOn: string | null, notReachedOn: string | null = null): ContactFact => ({ role, confirmedOn, notReachedOn });
const confirm = (facts: Partial<LocationFacts> = {}, policy: ReadinessPolicy = READINESS_POLICY, inspections: readonly Inspection[] = [fullInspection()], now = NOW) =>
  confirmUnchanged({ facts: readyFacts(facts), inspections }, policy, now);
const renewing = (...criteria: Criterion[]): ReadinessPolicy => ({
  ...READINESS_POLICY,
  criteria: Object.fromEntries(CRITERIA.map((one) => [one, { ...READINESS_POLICY.criteria[one], renewedByConfirmation: criteria.includes(one) }])) as ReadinessPolicy['criteria'],
});

describe('contacts', () => {
  it('are confirmed on the day of the press, each with its role, and hold for their term from then', () => {
    const { contacts, renewed, kept } = confirm();
    expect(contacts).toEqual(CONTACT_ROLES.map((role) => contact(role, TODAY)));
    expect(renewed).toEqual([{ criterion: 'contacts', roles: CONTACT_ROLES, until: '2026-03-10' }]);
    expect(kept).toEqual([]);
  });

  it.each([
    ['did not answer since', '2026-01-15', '2026-02-01', 'not-reached'],
    ['did not answer on the day of the confirmation', '2026-02-01', '2026-02-01', 'not-reached'],
    ['did not answer and was never confirmed', null, '2026-02-01', 'not-reached'],
    ['was never confirmed', null, null, 'never-confirmed'],
  ] as const)('who %s stays as it was, and is named', (_name, confirmedOn, notReachedOn, because) => {
    const before = [contact('authorises', '2026-01-15'), contact('opens', confirmedOn, notReachedOn), contact('alternate', '2026-01-20')];
    const { contacts, kept, renewed } = confirm({ contacts: before });
    expect(contacts).toEqual([contact('authorises', TODAY), before[1], contact('alternate', TODAY)]);
    expect(kept).toEqual([{ role: 'opens', because, on: notReachedOn }]);
    expect(renewed.map(({ roles }) => roles)).toEqual([['authorises', 'alternate']]);
  });

  it('who answered after having been missed counts as before', () => {
    expect(confirm({ contacts: [contact('opens', '2026-02-02', '2026-02-01')] }).contacts).toEqual([contact('opens', TODAY, '2026-02-01')]);
  });

  it('whose confirmation ran out long ago are confirmed again', () => {
    expect(confirm({ contacts: [contact('opens', '2024-01-01')] }).contacts).toEqual([contact('opens', TODAY)]);
  });

  it('pressed twice on a day, it does nothing the second time', () => {
    const { contacts } = confirm();
    expect(confirm({ contacts })).toMatchObject({ renewed: [], contacts });
  });

  it('goes by the day in Amsterdam, also in the night of the change', () => {
    const at = (instant: string) => confirm({}, READINESS_POLICY, [fullInspection()], new Date(instant)).contacts[0]?.confirmedOn;
    expect([at('2026-03-28T22:59:59Z'), at('2026-03-28T23:00:00Z'), at('2026-03-29T22:00:00Z'), at('2026-10-25T22:59:59Z')]).toEqual(['2026-03-28', '2026-03-29', '2026-03-30', '2026-10-25']);
  });
});

describe('what config decides', () => {
  it('is that today only contacts are renewed', () => {
    expect(CRITERIA.filter((criterion) => READINESS_POLICY.criteria[criterion].renewedByConfirmation)).toEqual(['contacts']);
    expect(confirm()).toMatchObject({ findings: [], renewed: [{ criterion: 'contacts' }] });
  });

  it('only lets be renewed what can be', () => {
    expect(CRITERIA.filter((criterion) => READINESS_POLICY.criteria[criterion].renewedByConfirmation && !canBeRenewed(criterion))).toEqual([]);
  });

  it('is that nothing is renewed when nothing may be', () => {
    expect(confirm({}, renewing())).toEqual({ renewed: [], kept: [], contacts: readyFacts().contacts, findings: [] });
  });

  it('lets an inspected criterion be found again as it was, without touching the others', () => {
    const inspections = [inspectionOf('one', '2026-01-15T11:00:00Z', [findingOf('sanitary', { evidence: 'geteld', note: 'een kraan lekt' }), findingOf('access')])];
    expect(confirm({}, renewing('sanitary'), inspections)).toEqual({
      contacts: readyFacts().contacts, kept: [],
      findings: [{ criterion: 'sanitary', value: 'yes', evidence: 'geteld', validUntil: null, note: null }],
      renewed: [{ criterion: 'sanitary', roles: [], until: '2026-05-10' }],
    });
  });

  it.each<[string, Partial<Finding>]>([['no', { value: 'no' }], ['unknown', { value: 'unknown' }], ['yes with evidence that has run out', { validUntil: '2026-02-09' }]])('does not renew a criterion last found %s', (_name, finding) => {
    const inspections = [fullInspection(), inspectionOf('two', '2026-02-01T11:00:00Z', [findingOf('sanitary', finding)])];
    expect(confirm({}, renewing('sanitary'), inspections).findings).toEqual([]);
  });

  it('does not renew what was never looked at, nor what real use has voided', () => {
    expect(confirm({}, renewing('sanitary'), []).findings).toEqual([]);
    expect(confirm({ findingsVoidedAt: new Date('2026-02-01T00:00:00Z') }, renewing('sanitary')).findings).toEqual([]);
  });

  it('does not make evidence last longer than it says', () => {
    const inspections = [inspectionOf('one', '2026-01-15T11:00:00Z', [findingOf('sanitary', { validUntil: '2026-02-20' })])];
    expect(confirm({}, renewing('sanitary'), inspections)).toMatchObject({ findings: [{ validUntil: '2026-02-20' }], renewed: [{ until: '2026-02-20' }] });
  });

  it('renews no paper, whatever it says: a paper has an end of its own', () => {
    expect(confirm({}, renewing('college-decision', 'permit', 'empty')).renewed).toEqual([]);
  });
});

it('makes nothing worse, and nothing better than what it names', () => {
  const day = fc.constantFrom(null, '2025-12-01', '2026-01-15', '2026-02-01', '2026-02-09');
  const people = fc.array(fc.record({ role: fc.constantFrom(...CONTACT_ROLES), confirmedOn: day, notReachedOn: day }), { maxLength: 6 });
  const metOf = (contacts: readonly ContactFact[]) =>
    evaluateReadiness(readyFacts({ contacts }), [fullInspection()], ALWAYS_AVAILABLE, READINESS_POLICY, NOW, { windowSeconds: 259_200 }).criteria.filter(({ met }) => met).map(({ criterion }) => criterion);
  fc.assert(
    fc.property(people, (contacts) => {
      const after = confirm({ contacts });
      const [was, is] = [metOf(contacts), metOf(after.contacts)];
      expect(was.filter((criterion) => !is.includes(criterion))).toEqual([]);
      const better = is.filter((criterion) => !was.includes(criterion));
      expect(better.filter((criterion) => !after.renewed.some((one) => one.criterion === criterion))).toEqual([]);
      // Whoever is named as not renewed is untouched.
      after.contacts.forEach((one, index) => {
        const unreachable = contacts[index]!.confirmedOn === null || (contacts[index]!.notReachedOn ?? '') >= contacts[index]!.confirmedOn!;
        expect([one.role, one.notReachedOn, one.confirmedOn]).toEqual([contacts[index]!.role, contacts[index]!.notReachedOn, unreachable ? contacts[index]!.confirmedOn : TODAY]);
      });
    }),
  );
});
