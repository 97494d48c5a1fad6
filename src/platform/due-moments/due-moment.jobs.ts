import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { z } from 'zod';
import { SETTINGS, type Settings } from '../config/index.js';
import { WorkerDatabase } from '../database/index.js';
import { QueueBackend, type WakeUpJob } from '../queue/queue-backend.js';
import { QUEUES } from '../queue/wake-ups.js';
import { CarryOut } from './carry-out.js';

const JOB = z.object({ id: z.uuid(), others: z.array(z.uuid()).default([]) });
const AT_ONCE = { activation: 6, routine: 2 };

/** BullMQ workers that carry out the due moments a job names. A lane has a queue and workers of its own. */
@Injectable()
export class DueMomentJobs implements OnApplicationBootstrap {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly database: WorkerDatabase,
    private readonly backend: QueueBackend,
    private readonly carryOut: CarryOut,
  ) {}

  onApplicationBootstrap(): void {
    if (this.settings.role === 'web') return;
    const run = async (job: WakeUpJob): Promise<void> => {
      const { id, others } = JOB.parse(job);
      await this.carryOut.each(this.database.database, [id, ...others]);
    };
    this.backend.work(QUEUES.dueActivation, AT_ONCE.activation, run);
    this.backend.work(QUEUES.dueRoutine, AT_ONCE.routine, run);
  }
}
