import { describe, expect, it } from '@jest/globals';
import type { ProblemType, Translated } from '../../kernel/index.js';
import * as errors from './activation-errors.js';
import * as informationErrors from './information-errors.js';
import * as onBehalfErrors from './on-behalf-errors.js';
import * as stayErrors from './stay-errors.js';
import { PLAN_REASONS } from './plan-reasons.js';
import * as rideErrors from './ride-errors.js';

const types: ProblemType[] = Object.values({ ...errors, ...informationErrors, ...onBehalfErrors, ...rideErrors, ...stayErrors });
const paramsIn = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '').sort();

function expectBothLanguages({ nl, en }: Translated): void {
  expect(nl.trim()).not.toBe('');
  expect(en.trim()).not.toBe('');
  expect(nl).not.toBe(en);
  expect(paramsIn(nl)).toEqual(paramsIn(en));
}

describe('the problems of activations', () => {
  it('have stable codes, each once', () => {
    expect(types.map(({ code, status }) => `${code} ${status}`).sort()).toEqual([
      'ACTIVATION.ALREADY_RUNNING 409',
      'ACTIVATION.CANNOT_CANCEL_PRESENT 409',
      'ACTIVATION.LOCATION_BUSY 409',
      'ACTIVATION.LOCATION_NOT_READY 409',
      'ACTIVATION.MACHINE_KEY 403',
      'ACTIVATION.NOTHING_SHORT 409',
      'ACTIVATION.NOT_A_PARTY 403',
      'ACTIVATION.NOT_RUNNING 409',
      'ACTIVATION.NOT_YOURS 403',
      'ACTIVATION.OUTCOME_STANDS 409',
      'ACTIVATION.OUTSIDE_PERIOD 409',
      'ACTIVATION.PARTY_MISSING 409',
      'ACTIVATION.REQUEST_NOT_ACCEPTED 409',
      'ACTIVATION.SHORTFALL_NOT_ACCEPTED 409',
      'ACTIVATION.STALE_VERSION 409',
      'ANSWER.ALREADY_REPLACED 409',
      'ANSWER.COMMITMENT_STANDS 409',
      'ANSWER.NOTHING_TO_TAKE_BACK 409',
      'ANSWER.TAKEN_BACK_OFTEN 409',
      'ANSWER.TOO_LATE_TO_TAKE_BACK 409',
      'COMMITMENT.CONFLICT 409',
      'DEPLOYMENT.NOT_ALLOWED 409',
      'DEPLOYMENT.NOT_YOURS 403',
      'DEPLOYMENT.OPEN_NEEDS_COMMITMENT 409',
      'DEPLOYMENT.REPLACES_UNKNOWN 409',
      'INFORMATION.CONFLICT 409',
      'INFORMATION.REQUIRED 409',
      'MILESTONE.CONFLICT 409',
      'MILESTONE.INFORM_FIRST 409',
      'MILESTONE.NEEDS_ANSWER 409',
      'MILESTONE.NOT_OWNER 403',
      'PRESENCE.NOT_OPEN 409',
      'PRO_CONFIRMATION.NOT_ASKED 409',
      'PRO_CONFIRMATION.STANDS 409',
      'RIDE.ARRIVED 409',
      'RIDE.CLOSED 409',
      'RIDE.NOT_OPEN 409',
      'RIDE.NO_ROOM 409',
      'STAY.ALREADY_ASKED 409',
      'STAY.OVERTAKEN 409',
      'TRIGGER_REQUEST.CLOSED 409',
      'TRIGGER_REQUEST.MANDATE_NOT_VALID 409',
      'TRIGGER_REQUEST.NOT_CALLED_BACK 409',
      'TRIGGER_REQUEST.NOT_REGISTERED_NUMBER 409',
      'TRIGGER_REQUEST.NOT_YOURS 403',
      'TRIGGER_REQUEST.OTHER_CALLER 403',
      'TRIGGER_REQUEST.PERSON_NEEDED 403',
      'TRIGGER_REQUEST.SAME_PERSON 403',
    ]);
  });

  it.each(types.map((type) => [type.code, type] as const))('%s says in both languages what is wrong and what to do', (_code, type) => {
    expectBothLanguages(type.title);
    expectBothLanguages(type.detail);
    expect(type.detail.nl).not.toContain(type.title.nl);
  });

  it.each(Object.entries(PLAN_REASONS))('the reason %s is there in both languages', (_code, text) => {
    expectBothLanguages(text);
  });
});
