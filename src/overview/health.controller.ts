import { Controller, Get, HttpStatus, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { HEALTH_POLICY } from '../../config/service.js';
import { Alerts } from '../alerts/index.js';
import { staleListings } from '../locations/index.js';
import { Public } from '../organisations/index.js';
import { Database, SweepDatabase } from '../platform/database/index.js';
import { Operation } from '../platform/http/index.js';
import { QueueBackend } from '../platform/queue/index.js';

const READY_RESPONSE = z.object({
  ready: z.boolean(),
  database: z.enum(['ok', 'down']),
  queue: z.object({ backend: z.enum(['redis', 'postgres']), state: z.enum(['ok', 'down']) }),
  oldestUndeliveredAlertSeconds: z.number().nullable(),
  oldestOverdueDueMomentSeconds: z.number().nullable(),
  locationsToWorkOut: z.int().nullable().describe('Locations that the lists do not show rightly yet; more than 0 for a moment after a start with other rules.'),
});

@ApiTags('health')
@Controller()
export class HealthController {
  constructor(
    private readonly database: Database,
    private readonly sweep: SweepDatabase,
    private readonly queue: QueueBackend,
    private readonly alerts: Alerts,
  ) {}

  @Get('healthz')
  @Public({ recognise: false })
  @Operation({ summary: 'The process is alive.', response: z.object({ alive: z.literal(true) }) })
  alive(): { alive: true } {
    return { alive: true };
  }

  /** 503 when the database is away or work is not carried out. A queue that is away is reported, not fatal: the sweep does its work. */
  @Get('readyz')
  @Public({ recognise: false })
  @Operation({ summary: 'Database, queue, oldest undelivered alert, oldest overdue due moment.', response: READY_RESPONSE })
  async ready(@Res({ passthrough: true }) response: Response): Promise<z.infer<typeof READY_RESPONSE>> {
    const queue = { backend: this.queue.kind, state: (await this.queue.ping()) ? ('ok' as const) : ('down' as const) };
    try {
      const overdue = await this.overdueSeconds();
      const undelivered = await this.alerts.oldestUndelivered(this.database);
      const waiting = undelivered ? ((await this.database.now()).getTime() - undelivered.since.getTime()) / 1000 : null;
      const ready = (overdue ?? 0) < HEALTH_POLICY.overdueSeconds.value;
      response.status(ready ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE);
      return { ready, database: 'ok', queue, oldestUndeliveredAlertSeconds: waiting, oldestOverdueDueMomentSeconds: overdue, locationsToWorkOut: await staleListings(this.database) };
    } catch {
      response.status(HttpStatus.SERVICE_UNAVAILABLE);
      return { ready: false, database: 'down', queue, oldestUndeliveredAlertSeconds: null, oldestOverdueDueMomentSeconds: null, locationsToWorkOut: null };
    }
  }

  // A moment that failed waits for its next try: operations hear of it, and it says nothing about this process.
  private async overdueSeconds(): Promise<number | null> {
    const rows = await this.sweep.database.query<{ seconds: string | null }>(
      `SELECT extract(epoch FROM app_now() - min(next_try_at)) AS seconds FROM due_moments
        WHERE next_try_at <= app_now() AND done_at IS NULL AND lapsed_at IS NULL AND superseded_at IS NULL`);
    const seconds = rows[0]?.seconds;
    return seconds ? Number(seconds) : null;
  }
}
