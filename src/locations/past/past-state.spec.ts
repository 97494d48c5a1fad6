import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type ContactFact, type PastStep, stateAt, UNKNOWN_BUILDING } from '../domain/index.js';
import { readyFacts } from '../domain/ready-location.fixture.js';
import { changedParts, locationFromRecord, NO_LONGER_KNOWN, recordedLocation } from '../location-record.js';
import { StandbyLocation } from '../standby-location.entity.js';

const READY = readyFacts();
const minute = (n: number): Date => new Date(Date.UTC(2026, 0, 1, 0, n));

function rowOf(): StandbyLocation {
  const { id, name, municipalityCode, claimedPlaces, findingsVoidedAt: _voided, floorPlanDocument: _plan, ...facts } = READY;
  return Object.assign(new StandbyLocation(), {
    id, organisationId: 'org', reference: 'R-1', name, street: 'Verzonnen weg', houseNumber: '1', postcode: '9401 AB', place: 'Assen', municipalityCode, provinceCode: 'PV22', bagId: null, latitude: 52.9, longitude: 6.5,
    claimedPlaces, facts: { ...UNKNOWN_BUILDING, ...facts, findingsVoidedAt: null },
    contacts: [{ role: 'opens', name: 'Sleuteldienst', function: 'piket', telephone: '+31592000100', email: null }], version: 1, createdAt: minute(0), updatedAt: minute(0), withdrawnAt: null,
  });
}

/** The same row as it goes over the wire: instants are text on the record. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const comparable = ({ createdAt: _c, updatedAt: _u, id: _i, ...row }: StandbyLocation): unknown => plain(row);

type Change = (row: StandbyLocation) => Partial<StandbyLocation>;
const changes: fc.Arbitrary<Change> = fc.oneof(
  fc.string({ maxLength: 5 }).map((name): Change => () => ({ name })),
  fc.nat(200).map((claimedPlaces): Change => () => ({ claimedPlaces })),
  fc.constantFrom('yes', 'no', 'unknown').map((empty): Change => (row) => ({ facts: { ...row.facts, empty: empty as 'yes' } })),
  fc.option(fc.string({ maxLength: 5 })).map((notes): Change => (row) => ({ facts: { ...row.facts, notes } })),
  fc.option(fc.string({ maxLength: 5 })).map((signatory): Change => (row) => ({ facts: { ...row.facts, ownerAgreement: { ...READY.ownerAgreement!, signatory } } })),
  fc.boolean().map((has): Change => (row) => ({ facts: { ...row.facts, collegeDecision: has ? READY.collegeDecision : null } })),
  fc.string({ maxLength: 5 }).map((name): Change => () => ({ contacts: [{ role: 'opens', name, function: 'piket', telephone: null, email: null }] })),
);

describe('a location as it was', () => {
  it('is at every instant what was stored then, whatever was changed in whichever order', () => {
    fc.assert(fc.property(fc.array(changes, { maxLength: 8 }), (all) => {
      const stored = [rowOf()];
      const steps: PastStep[] = [{ at: minute(1), action: 'location.registered', before: null, after: plain(recordedLocation(stored[0]!).facts), personal: {} }];
      for (const [index, change] of all.entries()) {
        const before = stored.at(-1)!;
        const after = Object.assign(new StandbyLocation(), before, change(before), { version: before.version + 1 });
        const personal = plain(changedParts(recordedLocation(before).personal, recordedLocation(after).personal)) as Record<string, unknown>;
        steps.push({ at: minute(2 + index), action: 'location.changed', ...(plain(changedParts(recordedLocation(before).facts, recordedLocation(after).facts)) as { before: unknown; after: unknown }), personal });
        stored.push(after);
      }
      const present = recordedLocation(stored.at(-1)!);
      for (const [index, row] of stored.entries()) {
        const state = stateAt(present, steps, minute(index + 1))!;
        expect(state.purged).toEqual([]);
        expect(plain(locationFromRecord(state, state.purged))).toEqual(comparable(row));
      }
      expect(stateAt(present, steps, minute(0))).toBeUndefined();
    }));
  });

  const was: ContactFact = { role: 'opens', confirmedOn: '2025-12-01', notReachedOn: null };
  const is: ContactFact = { ...was, notReachedOn: '2026-01-01' };
  const present = (change: Change = () => ({})) => recordedLocation(Object.assign(rowOf(), change(rowOf())));
  const factsAt = (now: ReturnType<typeof present>, steps: readonly PastStep[], at: Date): Record<string, unknown> => stateAt(now, steps, at)!.facts as Record<string, unknown>;

  it('takes back a call, a confirmation, a measurement, a withdrawal', () => {
    const called: PastStep = { at: minute(5), action: 'location.contact-not-reached', before: { contact: was, version: 3 }, after: { contact: is, version: 4 }, personal: {} };
    const now = present((row) => ({ facts: { ...row.facts, contacts: [{ role: 'authorises', confirmedOn: null, notReachedOn: null }, is] } }));
    expect(factsAt(now, [called], minute(4))['contacts']).toEqual([{ role: 'authorises', confirmedOn: null, notReachedOn: null }, was]);
    expect(factsAt(now, [called], minute(5))['contacts']).toEqual([{ role: 'authorises', confirmedOn: null, notReachedOn: null }, is]);
    const confirmed: PastStep = { at: minute(5), action: 'location.confirmed', before: { contacts: [was], version: 3 }, after: { contacts: [is], version: 4 }, personal: null };
    expect(factsAt(now, [confirmed], minute(4))).toMatchObject({ contacts: [was], version: 3 });
    const measured: PastStep = { at: minute(5), action: 'location.lead-time-measured', before: { measuredLeadTimeHours: null }, after: { measuredLeadTimeHours: 30 }, personal: null };
    expect(factsAt(present((row) => ({ facts: { ...row.facts, measuredLeadTimeHours: 30 } })), [measured], minute(4))['measuredLeadTimeHours']).toBeNull();
    const withdrawn: PastStep = { at: minute(5), action: 'location.withdrawn', before: { withdrawnAt: null }, after: { withdrawnAt: minute(5) }, personal: null };
    expect(factsAt(present(() => ({ withdrawnAt: minute(5) })), [withdrawn], minute(4))['withdrawnAt']).toBeNull();
  });

  it('knows which findings had been voided by then', () => {
    const voided = (at: number): PastStep => ({ at: minute(at), action: 'location.findings-voided', before: null, after: { findingsVoidedAt: minute(at).toISOString() }, personal: null });
    const now = present((row) => ({ facts: { ...row.facts, findingsVoidedAt: minute(9).toISOString() } }));
    expect([3, 6, 9].map((at) => factsAt(now, [voided(5), voided(9)], minute(at))['findingsVoidedAt'])).toEqual([null, minute(5).toISOString(), minute(9).toISOString()]);
  });

  it('does not guess what was purged from the record: that there was a signatory is known, who is not', () => {
    const changed: PastStep = {
      at: minute(5), action: 'location.changed', before: { ownerAgreement: { signedOn: '2025-01-01', hasSignatory: true }, hasNotes: false }, after: {}, personal: null,
    };
    const state = stateAt(present((row) => ({ facts: { ...row.facts, notes: 'nieuw' } })), [changed], minute(4))!;
    expect(state.purged).toContain('signatory');
    const then = locationFromRecord(state, state.purged);
    expect([then.facts.ownerAgreement?.signatory, (then.facts as unknown as { notes: unknown }).notes, then.contacts]).toEqual([NO_LONGER_KNOWN, null, []]);
  });
});
