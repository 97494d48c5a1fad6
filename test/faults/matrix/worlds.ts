import type { FaultRow } from './row.js';
import { World, type Backend } from './world.js';

/** Saturday 27 March 2027, noon in Amsterdam: the night after it has one hour less. */
const SUMMER_TIME = Date.parse('2027-03-27T11:00:00Z');

/** Worlds that wait for their next round. Whoever waits is frozen: it takes nothing from those that play. */
export class Worlds {
  private readonly free = new Map<string, World[]>();
  private readonly open = new Set<World>();
  // One after the other: five processes and a database that start take all there is.
  private opening: Promise<unknown> = Promise.resolve();

  /** `program`: of the service, as one file. */
  constructor(private readonly program: string) {}

  /** One that nobody else has, awake. */
  async take(row: FaultRow, backend: Backend): Promise<World> {
    const world = this.free.get(keyOf(row, backend))?.pop();
    if (world) {
      await world.wake();
      return world;
    }
    const fresh = this.opening.then(() => this.openOne(row, backend));
    this.opening = fresh.catch(() => undefined);
    return fresh;
  }

  private async openOne(row: FaultRow, backend: Backend): Promise<World> {
    const baseShift = row.place === 'summer-time' ? Math.round((SUMMER_TIME - Date.now()) / 1000) : 0;
    const world = await World.open({ backend, program: this.program, baseShift });
    this.open.add(world);
    return world;
  }

  giveBack(world: World, row: FaultRow, backend: Backend): void {
    world.sleep();
    const key = keyOf(row, backend);
    this.free.set(key, [...(this.free.get(key) ?? []), world]);
  }

  /** What a broken round left behind must not break the next one. */
  async discard(world: World): Promise<void> {
    this.open.delete(world);
    await world.close();
  }

  /** Also one that is being opened. */
  async close(): Promise<void> {
    await this.opening;
    await Promise.all([...this.open].map((world) => this.discard(world)));
  }
}

const keyOf = (row: FaultRow, backend: Backend): string => `${backend} ${row.place ?? ''}`;
