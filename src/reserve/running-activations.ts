import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Instant } from '../kernel/index.js';
import type { Database, Tx } from '../platform/database/index.js';

/** An activation that runs on a reserve request. */
export type RunningActivation = { readonly id: string; readonly exercise: boolean; readonly triggeredAt: Instant };
export type ReadRunning = (source: Database | Tx, reserveRequestId: string) => Promise<RunningActivation[]>;

/**
 * What runs on a request. Activations stand a floor higher, so they say here how it is read; the process refuses to start
 * unless they did: "nothing runs" must never be a guess.
 */
@Injectable()
export class RunningActivations implements OnApplicationBootstrap {
  private read: ReadRunning | undefined;

  readBy(read: ReadRunning): void {
    if (this.read) throw new Error('Running activations already have a reader.');
    this.read = read;
  }

  onApplicationBootstrap(): void {
    this.reader();
  }

  async of(source: Database | Tx, reserveRequestId: string): Promise<RunningActivation[]> {
    return this.reader()(source, reserveRequestId);
  }

  private reader(): ReadRunning {
    if (!this.read) throw new Error('Nobody said how running activations are read.');
    return this.read;
  }
}
