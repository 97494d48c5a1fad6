import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type ContactFact, type PastStep, stateAt } from '../domain/index.js';
import { changedParts, locationFromRecord, NO_LONGER_KNOWN, recordedLocation } from '../location-record.js';
import { StandbyLocation } from '../standby-location.entity.js';
import { minute, storedRow } from './stored-row.fixture.js';

/** As it goes over the wire: instants are text on the record. */
const plain = <T>(value: unknown): T => JSON.parse(JSON.stringify(value)) as T;
const comparable = ({ createdAt: _created, updatedAt: _updated, id: _id, ...row }: StandbyLocation): unknown => plain(row);

type Deed = (row: StandbyLocation, at: Date) => { readonly change: Partial<StandbyLocation>; readonly step: Omit<PastStep, 'at' | 'before' | 'after' | 'personal'> & Partial<PastStep> };
const stated = (change: (row: StandbyLocation) => Partial<StandbyLocation>): Deed => (row) => {
  const after = Object.assign(new StandbyLocation(), row, change(row), { version: row.version + 1 });
  const [was, is] = [recordedLocation(row), recordedLocation(after)];
  return { change: change(row), step: { action: 'location.changed', ...changedParts(was.facts, is.facts), personal: changedParts(was.personal, is.personal) as Record<string, unknown> } };
};
const withFacts = (row: StandbyLocation, facts: object): Partial<StandbyLocation> => ({ facts: { ...row.facts, ...facts } });

/** Everything that makes a new version, written on the record as the use cases write it. */
const deeds: fc.Arbitrary<Deed> = fc.oneof(
  fc.string({ maxLength: 5 }).map((name) => stated(() => ({ name }))),
  fc.nat(200).map((claimedPlaces) => stated(() => ({ claimedPlaces }))),
  fc.constantFrom('yes', 'no', 'unknown').map((empty) => stated((row) => withFacts(row, { empty }))),
  fc.option(fc.string({ maxLength: 5 })).map((notes) => stated((row) => withFacts(row, { notes }))),
  fc.option(fc.string({ maxLength: 5 })).map((signatory) => stated((row) => withFacts(row, { ownerAgreement: { ...storedRow().facts.ownerAgreement!, signatory } }))),
  fc.boolean().map((has) => stated((row) => withFacts(row, { collegeDecision: has ? storedRow().facts.collegeDecision : null }))),
  fc.string({ maxLength: 5 }).map((name) => stated(() => ({ contacts: [{ role: 'opens', name, function: 'piket', telephone: null, email: null }] }))),
  fc.integer({ min: 1, max: 90 }).map((measuredLeadTimeHours): Deed => (row) =>
    ({ change: withFacts(row, { measuredLeadTimeHours }), step: { action: 'location.lead-time-measured', before: { measuredLeadTimeHours: row.facts.measuredLeadTimeHours }, after: { measuredLeadTimeHours } } })),
  fc.constant<Deed>((row, at) => ({ change: withFacts(row, { findingsVoidedAt: at.toISOString() }), step: { action: 'location.findings-voided', before: null, after: { findingsVoidedAt: at } } })),
  fc.constantFrom('2026-01-02', '2026-01-03').map((confirmedOn): Deed => (row) => {
    const contacts = row.facts.contacts.map((contact) => ({ ...contact, confirmedOn }));
    return { change: withFacts(row, { contacts }), step: { action: 'location.confirmed', before: { contacts: row.facts.contacts, version: row.version }, after: { contacts, version: row.version + 1 } } };
  }),
  fc.constantFrom('2026-01-02', '2026-01-03').map((notReachedOn): Deed => (row) => {
    const [before] = row.facts.contacts as [ContactFact];
    const after = { ...before, notReachedOn };
    return { change: withFacts(row, { contacts: [after] }), step: { action: 'location.contact-not-reached', before: { contact: before, version: row.version }, after: { contact: after, version: row.version + 1 } } };
  }),
  fc.constant<Deed>((row, at) => ({ change: { withdrawnAt: row.withdrawnAt ?? at }, step: { action: 'location.withdrawn', before: { withdrawnAt: row.withdrawnAt }, after: { withdrawnAt: row.withdrawnAt ?? at } } })),
  // What makes no version changes nothing.
  fc.constant<Deed>(() => ({ change: { version: -1 }, step: { action: 'location.inspected', before: null, after: {} } })),
);

const REGISTERED: PastStep = { at: minute(1), action: 'location.registered', before: null, after: plain(recordedLocation(storedRow()).facts), personal: {} };

describe('a location as it was', () => {
  it('is at every instant what was stored then, whatever was done in whichever order', () => {
    fc.assert(fc.property(fc.array(deeds, { maxLength: 10 }), (all) => {
      const stored = [{ row: storedRow(), changedAt: minute(1) }];
      const steps = [REGISTERED];
      for (const [index, deed] of all.entries()) {
        const { row, changedAt } = stored.at(-1)!;
        const at = minute(2 * index + 3);
        const { change, step } = deed(row, at);
        const isVersion = change.version !== -1;
        steps.push({ at, before: null, after: null, personal: {}, ...plain<Partial<PastStep> & Pick<PastStep, 'action'>>(step) });
        stored.push(isVersion ? { row: Object.assign(new StandbyLocation(), row, change, { version: row.version + 1 }), changedAt: at } : { row, changedAt });
      }
      const present = recordedLocation(stored.at(-1)!.row);
      for (const [index, { row, changedAt }] of stored.entries()) {
        // At the instant of the change itself, and between it and the next.
        for (const at of [minute(2 * index + 1), minute(2 * index + 2)]) {
          const state = stateAt(present, steps, at)!;
          expect([state.purged, state.changedAt]).toEqual([[], changedAt]);
          expect(plain(locationFromRecord(state, state.purged))).toEqual(comparable(row));
        }
      }
      expect(stateAt(present, steps, minute(0))).toBeUndefined();
    }), { numRuns: 300 });
  });

  it('does not guess what was purged from the record: that there was a signatory is known, who is not', () => {
    const changed: PastStep = {
      at: minute(5), action: 'location.changed', before: { ownerAgreement: { signedOn: '2025-01-01', hasSignatory: true }, hasNotes: false }, after: {}, personal: null,
    };
    const now = Object.assign(storedRow(), withFacts(storedRow(), { notes: 'nieuw' }));
    const state = stateAt(recordedLocation(now), [REGISTERED, changed], minute(4))!;
    expect(state.purged).toContain('signatory');
    const then = locationFromRecord(state, state.purged);
    expect([then.facts.ownerAgreement?.signatory, (then.facts as unknown as { notes: unknown }).notes, then.contacts]).toEqual([NO_LONGER_KNOWN, null, []]);
  });
});
