import { describe, expect, it } from '@jest/globals';
import type { PastState } from '../domain/index.js';
import { recordedLocation } from '../location-record.js';
import type { StandbyLocation } from '../standby-location.entity.js';
import { changedFields } from './changed-fields.js';
import { storedRow } from './stored-row.fixture.js';

const stateOf = (change: (row: StandbyLocation) => Partial<StandbyLocation> = () => ({})): PastState =>
  ({ ...recordedLocation(Object.assign(storedRow(), change(storedRow()))), purged: [] });

describe('changed facts', () => {
  it('are told by their names, from what to what, in the language of the reader', () => {
    const after = stateOf((row) => ({
      claimedPlaces: 80,
      facts: { ...row.facts, empty: 'no', alsoPromisedTo: ['ukraine-reception'], floorAreaM2: 612.5, fireUseNotificationOn: '2026-03-01', collegeDecision: { ...row.facts.collegeDecision!, groups: ['families'] } },
    }));
    expect(changedFields(stateOf(), after, 'nl')).toEqual([
      { label: 'Aangeboden plekken', from: '100', to: '80' }, { label: 'Leeg', from: 'ja', to: 'nee' }, { label: 'Ook toegezegd aan', from: 'nergens anders aan', to: expect.stringContaining('Oekra') },
      { label: 'Vloeroppervlak (m²)', from: '600', to: '612,5' }, { label: 'Collegebesluit: groepen', from: expect.stringMatching(/;/), to: expect.not.stringMatching(/;/) },
      { label: 'Gebruiksmelding ingediend op', from: expect.anything(), to: '01-03-2026' },
    ]);
    expect(changedFields(stateOf(), after, 'en')[0]).toEqual({ label: 'Places offered', from: '100', to: '80' });
    expect(changedFields(after, after, 'nl')).toEqual([]);
  });

  it('say when nothing was filled in before or after', () => {
    const noted = stateOf((row) => ({ facts: { ...row.facts, notes: 'Sleutel bij het piket' } as typeof row.facts }));
    expect(changedFields(stateOf(), noted, 'nl')).toEqual([{ label: 'Opmerkingen', from: null, to: 'Sleutel bij het piket' }]);
    expect(changedFields(noted, stateOf(), 'nl')).toEqual([{ label: 'Opmerkingen', from: 'Sleutel bij het piket', to: null }]);
  });

  it('of a registration are what was filled in, and not what nobody answered', () => {
    const fields = changedFields(null, stateOf((row) => ({ facts: { ...row.facts, empty: 'unknown' } as typeof row.facts })), 'nl');
    expect(fields).toEqual(expect.arrayContaining([{ label: 'Naam', from: null, to: 'Sporthal De Fictie' }, { label: 'Aangeboden plekken', from: null, to: '100' }]));
    expect(fields.filter(({ to }) => to === 'onbekend' || to === null)).toEqual([]);
  });

  it('leave out what was erased', () => {
    const before = { ...stateOf((row) => ({ facts: { ...row.facts, ownerAgreement: { ...row.facts.ownerAgreement!, signedOn: '2025-01-01' } } })), purged: ['contacts', 'signatory', 'mandatedOfficial', 'ownerName', 'neighboursToInform', 'notes'] };
    expect(changedFields(before, stateOf(), 'nl')).toEqual([{ label: 'Overeenkomst getekend op', from: '01-01-2025', to: '01-11-2025' }]);
  });
});
