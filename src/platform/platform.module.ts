import { Global, Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { SETTINGS, type Settings } from './config/index.js';
import { Database, SweepDatabase, WorkerDatabase } from './database/index.js';
import { CarryOut, DueMomentJobs, DueMomentRegistry, DueMoments, Sweep } from './due-moments/index.js';
import { ForgetKeys } from './http/index.js';
import { LiveEvents } from './live/index.js';
import { QueueBackend, WakeUps } from './queue/index.js';
import { DocumentStore, ObjectCleanUp, openScanner, openStore, StoredObjects, VirusScanner } from './storage/index.js';

/** Connections of a process, made before Nest starts and closed after everything else has stopped. */
export type Connections = {
  readonly web: Database;
  readonly sweep: Database;
  readonly worker: Database;
  readonly queue: QueueBackend;
  readonly live: LiveEvents;
};

const CONNECTIONS = Symbol('connections');

/** Closes in order: the jobs, what they and the requests before them still wake, the queue, and at last the database. */
class ConnectionCloser implements OnApplicationShutdown {
  constructor(@Inject(CONNECTIONS) private readonly connections: Connections) {}

  async onApplicationShutdown(): Promise<void> {
    const { queue, live, worker, sweep, web } = this.connections;
    const databases = [worker, sweep, web];
    await queue.stopWorking();
    await Promise.all(databases.map((database) => database.wakeUpsEnded()));
    await queue.close();
    await live.stop();
    await Promise.allSettled(databases.map((database) => database.close()));
  }
}

/** The technical floor. Global: every room above stands on it. */
@Global()
@Module({})
export class PlatformModule {
  static with(settings: Settings, connections: Connections): DynamicModule {
    return {
      module: PlatformModule,
      imports: [ScheduleModule.forRoot()],
      providers: [
        { provide: SETTINGS, useValue: settings },
        { provide: CONNECTIONS, useValue: connections },
        { provide: Database, useValue: connections.web },
        { provide: SweepDatabase, useValue: new SweepDatabase(connections.sweep) },
        { provide: WorkerDatabase, useValue: new WorkerDatabase(connections.worker) },
        { provide: QueueBackend, useValue: connections.queue },
        { provide: LiveEvents, useValue: connections.live },
        { provide: DocumentStore, useValue: openStore(settings) },
        { provide: VirusScanner, useValue: openScanner(settings) },
        DueMomentRegistry, DueMoments, CarryOut, DueMomentJobs, Sweep, WakeUps, ForgetKeys, StoredObjects, ObjectCleanUp, ConnectionCloser,
      ],
      exports: [
        SETTINGS, Database, SweepDatabase, WorkerDatabase, QueueBackend, LiveEvents, DueMomentRegistry, DueMoments, CarryOut, Sweep, WakeUps, ForgetKeys, StoredObjects,
        VirusScanner,
      ],
    };
  }
}
