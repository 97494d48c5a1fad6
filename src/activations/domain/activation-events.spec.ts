import { describe, expect, it } from '@jest/globals';
import { eventsOf } from './activation-events.js';

const SUBJECT = '0199a000-0000-7000-8000-000000000001';
const names = (action: string, after: Record<string, unknown>, before: Record<string, unknown> = {}): string[] =>
  eventsOf({ action, subjectId: SUBJECT, before, after }).map(({ name }) => name);

describe('an entry on the record is told as', () => {
  it.each([
    ['activation.triggered', { places: 100 }, {}, ['activation.triggered']],
    ['activation.deadline-extended', {}, {}, ['activation.deadline-extended']],
    ['activation.outcome', { outcome: 'met' }, {}, ['activation.outcome']],
    ['extra-places.asked', {}, {}, ['extra-places.asked']],
    ['extra-places.outcome', { outcome: 'missed' }, {}, ['extra-places.outcome']],
    ['activation.ended', { closed: ['a', 'b'] }, {}, ['deployment.closed', 'deployment.closed', 'activation.ended']],
    ['activation.cancelled', { closed: [] }, {}, ['activation.cancelled']],
    ['deployment.planned', {}, {}, ['deployment.added']],
    ['deployment.added', {}, {}, ['deployment.added']],
    ['deployment.failed', {}, {}, ['deployment.failed']],
    ['commitment.given', { state: 'preparing' }, {}, ['commitment.answered']],
    ['commitment.refused', { state: 'alerted' }, {}, ['commitment.answered']],
    ['commitment.refused', { state: 'refused' }, {}, ['commitment.answered', 'deployment.refused']],
    ['milestone.completed', { deployment: 'preparing' }, { deployment: 'preparing' }, ['milestone.completed']],
    ['milestone.completed', { deployment: 'open' }, { deployment: 'preparing' }, ['milestone.completed', 'deployment.opened']],
    ['milestone.completed', { deployment: 'open' }, { deployment: 'open' }, ['milestone.completed']],
    ['milestone.overdue', {}, {}, ['milestone.overdue']],
    ['alert.received', {}, {}, ['receipt.given']],
    ['alert.receipt-taken-back', {}, {}, ['receipt.taken-back']],
    ['commitment.taken-back', {}, {}, ['commitment.taken-back']],
    ['presence.reported', {}, {}, ['presence.reported']],
    ['alert.raised', {}, {}, []],
    ['webhook.accepted', {}, {}, []],
    ['toString', {}, {}, []],
  ] as const)('%s with %j after %j: %j', (action, after, before, expected) => {
    expect(names(action, after, before)).toEqual(expected);
  });

  it('what is named, and nothing that stands beside it', () => {
    const [event] = eventsOf({ action: 'activation.triggered', subjectId: SUBJECT, after: { places: 100, parties: { coaId: SUBJECT }, window: 1, endReason: 'vertrouwelijk' } });
    expect(event!.data).toEqual({ reserveRequestId: null, places: 100, groups: null, plannedPlaces: null, shortfall: null, triggeredAt: null, deadlineAt: null });
    const [answered] = eventsOf({ action: 'commitment.given', subjectId: SUBJECT, after: { answer: 'given', organisationId: 'coa', byName: 'Iris', late: false } });
    expect(answered!.data).toEqual({ deploymentId: SUBJECT, organisationId: 'coa', answer: 'given', late: false });
  });
});
