import { describe, expect, it } from '@jest/globals';
import { cloudEvent } from './cloud-event.js';
import { EVENT_NAMES, typeOf } from './event-types.js';

const ID = '0199a000-0000-7000-8000-000000000001';
const event = (exercise: boolean): Record<string, unknown> => JSON.parse(cloudEvent({
  id: ID, source: 'urn:nld:oin:00000001234567890000:systeem:achter-de-hand', name: 'activation.triggered', subject: ID, at: new Date('2026-03-01T10:00:00Z'), exercise, data: { places: 100 },
}));

describe('an event', () => {
  it('has the attributes that the profile asks for', () => {
    expect(event(false)).toEqual({
      specversion: '1.0', id: ID, source: 'urn:nld:oin:00000001234567890000:systeem:achter-de-hand', type: 'nl.achterdehand.activation.triggered', subject: ID, time: '2026-03-01T10:00:00.000Z',
      datacontenttype: 'application/json', exercise: false, data: { exercise: false, places: 100 },
    });
  });

  it('of an exercise says so twice, the real thing as well', () => {
    for (const exercise of [true, false]) expect(event(exercise)).toMatchObject({ exercise, data: { exercise } });
  });

  it('names its attributes with lower-case letters and digits only (CloudEvents, "Attribute Naming Convention")', () => {
    expect(Object.keys(event(true)).filter((name) => !/^[a-z0-9]{1,20}$/.test(name))).toEqual([]);
  });

  it.each(EVENT_NAMES)('%s is a reverse domain name', (name) => {
    expect(typeOf(name)).toMatch(/^nl\.achterdehand(\.[a-z]+(-[a-z]+)*){2}$/);
  });
});
