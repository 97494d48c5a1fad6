import { describe, expect, it } from '@jest/globals';
import { ORGANISATION_KINDS, type OrganisationKind } from '../../kernel/index.js';
import { ACTIONS, isPermitted, kindsPermitted, type Action } from './permissions.js';

/** The whole matrix once more, role by role: a change to the table has to be made twice, on purpose. */
const EXPECTED: Readonly<Record<Action, string>> = {
  //                              M P G R C O A  (ministry, province, municipality, red-cross, coa, operations, auditor)
  'overview.read':               'x x x x x x x',
  'organisation.read':           'x x x x x x x',
  'organisation.manage':         '. . . . . x .',
  'contact.read':                'x x x x x x x',
  'contact.manage':              'x x x x x x .',
  'contact.report':              'x x x x x x .',
  'calendar-link.manage':        'x x x x x x .',
  'duty-number.read':            'x x . . . x x',
  'request.read':                'x x x x x x x',
  'request.create':              'x . . . . . .',
  'request.answer':              '. x . . . . .',
  'coverage.read':               'x x x x x x x',
  'share.read':                  'x x x . . x x',
  'status-report.read':          'x x . . . x x',
  'share.ask':                   '. x . . . . .',
  'share.answer':                '. . x . . . .',
  'location.read':               'x x x x x x x',
  'location.write':              '. . x . . . .',
  'location.confirm':            '. . x . . . .',
  'location.report-contact':     'x . x . . x .',
  'inspection.write':            '. . x . . . .',
  'defect.read':                 'x x x x x x x',
  'defect.open':                 '. . x . . x .',
  'defect.solve':                'x x x x x x .',
  'defect.withdraw':             '. . x . . x .',
  'document.read':              'x x x . . x x',
  'document.write':             '. . x . . . .',
  'activation.read':             'x x x x x x x',
  'activation.trigger':          'x . . . . . .',
  'activation.trigger-exercise': 'x . . . . x .',
  'activation.extend':           'x . . . . . .',
  'activation.cancel':           'x . . . . . .',
  'activation.stand-down':       'x . . . . . .',
  'activation.end-exercise':     'x . . . . x .',
  'activation.confirm':          'x . . . . . .',
  'mandate.read':                'x . . . . x x',
  'mandate.manage':              'x . . . . . .',
  'trigger-request.work':        '. . . . . x .',
  'deployment.add':              'x . . . . x .',
  'deployment.add-extra':        'x . . . . . .',
  'deployment.fail':             'x . x . . x .',
  'deployment.open':             '. . x x x . .',
  'stay.ask':                    'x . . . . x .',
  'stay.answer':                 '. . x . . . .',
  'call-task.read':              'x . . . . x x',
  'call-task.work':              '. . . . . x .',
  'alert.read':                  'x x x x x x x',
  'alert.receive':               'x x x x x x .',
  'commitment.give':             '. . x x x . .',
  'milestone.complete':          '. . x x x . .',
  'presence.report':             '. . . . x . .',
  'information.report':          '. . x . . . .',
  'press-line.write':            'x . . . . x .',
  'ride.report':                 '. . . . x . .',
  'webhook.read':                '. . . x x x x',
  'webhook.manage':              '. . . x x . .',
  'record.read':                 'x . . . . x x',
  'mailbox.read':                'x x x x x x x',
};

const row = (action: Action): string => ORGANISATION_KINDS.map((kind) => (isPermitted(kind, action) ? 'x' : '.')).join(' ');
const isReading = (action: Action): boolean => action.endsWith('.read');
const permittedTo = (kind: OrganisationKind): Action[] => ACTIONS.filter((action) => isPermitted(kind, action));

describe('the permission table', () => {
  it('is the matrix that was agreed, cell by cell', () => {
    expect(Object.fromEntries(ACTIONS.map((action) => [action, row(action)]))).toEqual(EXPECTED);
  });

  it('lets the auditor read everything and change nothing', () => {
    expect(permittedTo('auditor').filter((action) => !isReading(action))).toEqual([]);
    expect(permittedTo('auditor')).toEqual(ACTIONS.filter(isReading));
  });

  it('lets nobody but the ministry trigger a real activation, or end one', () => {
    for (const action of ['activation.trigger', 'activation.cancel', 'activation.stand-down'] as const) expect(kindsPermitted([action])).toEqual(['ministry']);
  });

  it('lets whoever may trigger a real activation also exercise it', () => {
    for (const kind of kindsPermitted(['activation.trigger'])) expect(isPermitted(kind, 'activation.trigger-exercise')).toBe(true);
  });

  it('lets whoever may start an exercise end it', () => {
    expect(kindsPermitted(['activation.trigger-exercise'])).toEqual(kindsPermitted(['activation.end-exercise']));
  });

  it('gives every action to somebody', () => {
    expect(ACTIONS.filter((action) => kindsPermitted([action]).length === 0)).toEqual([]);
  });

  it.each(['nothing.known', 'toString', '__proto__', ''])('refuses %p, which it does not know', (action) => {
    expect(ORGANISATION_KINDS.filter((kind) => isPermitted(kind, action as Action))).toEqual([]);
  });

  it('refuses a kind that it does not know', () => {
    expect(ACTIONS.filter((action) => isPermitted('system' as OrganisationKind, action))).toEqual([]);
  });

  it('names who may do one of several things, once, in the fixed order', () => {
    expect(kindsPermitted(['deployment.fail', 'activation.trigger'])).toEqual(['ministry', 'municipality', 'operations']);
  });
});
