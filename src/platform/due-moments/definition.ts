import type { Instant } from '../../kernel/index.js';
import type { Tx } from '../database/index.js';

/** `activation`: the clock of people without a bed. `routine`: everything else, which never delays the first. */
export const LANES = ['activation', 'routine'] as const;
export type Lane = (typeof LANES)[number];

/** A kind of due moment. Stands apart from its handler, so that whoever plans one need not know who carries it out. */
export type DueMomentDefinition = {
  readonly kind: string;
  readonly lane: Lane;
  /** Among moments overdue together, the lowest goes first: outcome, then escalation, then reminders. */
  readonly priority: number;
};

export const defineDueMoment = (kind: string, lane: Lane, priority: number): DueMomentDefinition => ({ kind, lane, priority });

export type DueMoment = {
  readonly id: string;
  readonly kind: string;
  readonly subjectId: string;
  readonly dueVersion: number;
  readonly dueAt: Instant;
  readonly attempts: number;
};

/** Carries out one kind. Both methods run in the one transaction that also marks the moment as done. */
export type DueMomentHandler = {
  /** Locks the aggregate that the subject belongs to. Always first, before the moment itself is claimed. */
  lock(tx: Tx, subjectId: string): Promise<void>;
  /** What the moment is about, for who is told when it keeps failing; absent: the subject itself. Must work on broken data too. */
  about?(tx: Tx, subjectId: string): Promise<{ readonly topicId: string; readonly exercise: boolean } | undefined>;
  /** Takes effect. Re-reads the subject and does nothing when it is stale; throwing means "try again later". */
  carryOut(tx: Tx, moment: DueMoment, now: Instant): Promise<void>;
};
