import { Injectable, type OnModuleInit } from '@nestjs/common';
import { RunningActivations, type RunningActivation } from '../reserve/index.js';

/** Tells the floor below what runs on a reserve request: it may not look up here itself. */
@Injectable()
export class RunningOnRequest implements OnModuleInit {
  constructor(private readonly running: RunningActivations) {}

  onModuleInit(): void {
    this.running.readBy((source, reserveRequestId) =>
      source.query<RunningActivation>(
        `SELECT id, exercise, triggered_at AS "triggeredAt" FROM activations WHERE reserve_request_id = $1 AND status = 'running' ORDER BY triggered_at, id`, [reserveRequestId]));
  }
}
