import { beforeEach, describe, expect, it } from '@jest/globals';
import type { SchedulerRegistry } from '@nestjs/schedule';
import type { Settings } from '../config/index.js';
import type { SweepDatabase } from '../database/index.js';
import type { CarryOut } from './carry-out.js';
import { defineDueMoment, type DueMomentHandler } from './definition.js';
import { DueMomentRegistry } from './registry.js';
import { Sweep } from './sweep.js';

const DEADLINE = defineDueMoment('test.deadline', 'activation', 0);
const OVERDUE = defineDueMoment('test.overdue', 'activation', 20);
// Not in the order of the alphabet.
const REMINDER = defineDueMoment('test.a-reminder', 'activation', 28);
const handler: DueMomentHandler = { lock: () => Promise.resolve(), carryOut: () => Promise.resolve() };

let registry: DueMomentRegistry;
beforeEach(() => {
  registry = new DueMomentRegistry();
});

describe('the kinds of due moments', () => {
  it('are complete when each has one handler', () => {
    registry.define(DEADLINE, OVERDUE);
    registry.handle(DEADLINE, handler);
    registry.handle(OVERDUE, handler);
    registry.assertComplete();
    expect([registry.handlerOf('test.deadline'), registry.handlerOf('test.unknown')]).toEqual([handler, undefined]);
  });

  it('are not complete while one has none: all of them are named', () => {
    registry.define(DEADLINE, OVERDUE, REMINDER);
    registry.handle(OVERDUE, handler);
    expect(() => registry.assertComplete()).toThrow('No handler for due moment test.deadline, test.a-reminder.');
  });

  it('are not complete when something is handled that was never defined', () => {
    registry.handle(DEADLINE, handler);
    expect(() => registry.assertComplete()).toThrow('Handler without a definition: test.deadline.');
  });

  it('are each defined once and handled once', () => {
    registry.define(DEADLINE);
    expect(() => registry.define(defineDueMoment('test.deadline', 'routine', 5))).toThrow('Due moment test.deadline is defined twice.');
    registry.handle(DEADLINE, handler);
    expect(() => registry.handle(DEADLINE, { ...handler })).toThrow('Due moment test.deadline has two handlers.');
  });

  it('come in the order of their priority, the outcome first', () => {
    registry.define(REMINDER, OVERDUE, DEADLINE);
    expect(registry.kindsByPriority).toEqual(['test.deadline', 'test.overdue', 'test.a-reminder']);
  });
});

describe('the sweep', () => {
  const start = (role: Settings['role']): void =>
    new Sweep({ role } as Settings, {} as SweepDatabase, registry, {} as CarryOut, {} as SchedulerRegistry).onApplicationBootstrap();

  it.each(['all', 'web', 'worker'] as const)('does not start while a kind has no handler: ROLE=%s', (role) => {
    registry.define(DEADLINE);
    expect(() => start(role)).toThrow('No handler for due moment test.deadline.');
  });
});
