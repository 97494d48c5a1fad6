import { Injectable } from '@nestjs/common';
import type { Instant } from '../kernel/index.js';
import type { Tx } from '../platform/database/index.js';
import type { Content } from './domain/content.js';

/** How things stand for one organisation, with an answer link for whatever it owes. */
export type PresentState = { readonly content: Content; /** Needed when the text has `{answerLink}`. */ readonly answerLinkUntil: Instant };

/** Works in the transaction that needs it. */
type Source = {
  /** The messages that the statement restates. */
  readonly purposes: readonly string[];
  /** Locks what the statement is read from, before the clock is read and before anything of this room. */
  lock(tx: Tx, topicId: string): Promise<void>;
  /** When what a statement about the topic is read from last changed; undefined for a topic that is not of this source. */
  changedAt(tx: Tx, topicId: string): Promise<Instant | undefined>;
  /** Undefined for a topic that is not of this source, and for who has no part in it. */
  of(tx: Tx, topicId: string, organisationId: string): Promise<PresentState | undefined>;
};

/** Asks the room above that writes about a topic how things stand now. */
@Injectable()
export class PresentStates {
  private source: Source | undefined;

  define(source: Source): void {
    this.source = source;
  }

  /** What a statement restates; nothing when nobody makes one. */
  get purposes(): readonly string[] {
    return this.source?.purposes ?? [];
  }

  async lock(tx: Tx, topicId: string): Promise<void> {
    await this.source?.lock(tx, topicId);
  }

  async changedAt(tx: Tx, topicId: string): Promise<Instant | undefined> {
    return this.source?.changedAt(tx, topicId);
  }

  async of(tx: Tx, topicId: string, organisationId: string): Promise<PresentState | undefined> {
    return this.source?.of(tx, topicId, organisationId);
  }
}
