import { Injectable } from '@nestjs/common';
import type { LocalDay } from '../kernel/index.js';
import type { Tx } from '../platform/database/index.js';

/** Addresses of one organisation at which nobody answered the test message of this day. */
export type UnreachedAddresses = { readonly organisationId: string; readonly addresses: readonly string[]; readonly testedOn: LocalDay };

/** Works in the transaction that finds them; the organisation is locked first. */
type Listener = {
  /** Locks what the finding may change, before the clock is read. */
  lock(tx: Tx, organisationId: string): Promise<void>;
  found(tx: Tx, unreached: UnreachedAddresses): Promise<void>;
};

/** Passes on who does not answer to the rooms above that count on them. */
@Injectable()
export class UnreachedContacts {
  private readonly listeners: Listener[] = [];

  listen(listener: Listener): void {
    this.listeners.push(listener);
  }

  async lock(tx: Tx, organisationId: string): Promise<void> {
    for (const listener of this.listeners) await listener.lock(tx, organisationId);
  }

  async found(tx: Tx, unreached: UnreachedAddresses): Promise<void> {
    for (const listener of this.listeners) await listener.found(tx, unreached);
  }
}
