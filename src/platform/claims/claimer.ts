import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { Database, Tx } from '../database/index.js';

/** A row that is ours until its lease runs out; the token proves it. */
export type Claim = { readonly id: string; readonly token: string };

/** Who may send what now. Every method is a transaction, or a statement, of its own. */
export type Claims<Outgoing extends Claim> = {
  claim(database: Database, limit: number): Promise<Claim[]>;
  /** Marks a claimed row as under way; undefined when it is no longer ours or no longer to be sent. */
  begin(on: Pick<Tx, 'query'>, claim: Claim): Promise<Outgoing | undefined>;
  renew(database: Database, claims: readonly Claim[]): Promise<void>;
  /** Gives back what has not been begun. */
  release(database: Database, claims: readonly Claim[]): Promise<void>;
};

/** What is written down of an attempt. `settled` is false when the claim was lost meanwhile. */
export type Settled<Outgoing> = { readonly settled: boolean; readonly next: Outgoing | undefined };
export type Outcomes<Outgoing extends Claim, Attempt> = {
  /** False when the claim was lost meanwhile. Not asked for what `settleAndBegin` does. */
  settle(tx: Tx, outgoing: Outgoing, attempt: Attempt): Promise<boolean>;
  /** Settles and begins the next one in a single statement, where that can be done; undefined where it cannot. */
  settleAndBegin?(database: Database, outgoing: Outgoing, attempt: Attempt, next: Claim | undefined): Promise<Settled<Outgoing>> | undefined;
};

/** Times are in seconds. */
export type Pace = {
  /** Rows claimed at once. */
  readonly batch: number;
  /** What takes longer than this no longer counts: others take its place. */
  readonly slowAfterSeconds: number;
  /** Between two signs of life. */
  readonly renewSeconds: number;
  /** What is being sent may finish this long when the process stops. */
  readonly stopGraceSeconds: number;
};

export type ClaimerParts<Outgoing extends Claim, Attempt> = {
  /** In the log. */
  readonly name: string;
  readonly database: Database;
  /** The sign of life has connections of its own: a busy pool must not make claims lapse. */
  readonly renewOn: Database;
  readonly claims: Claims<Outgoing>;
  readonly outcomes: Outcomes<Outgoing, Attempt>;
  /** One attempt. Never throws: what went wrong is part of the answer. `stop` breaks it off. */
  readonly transport: { send(outgoing: Outgoing, stop: AbortSignal): Promise<Attempt> };
  /** True when nothing else can be sent either for the time being: the next wake-up tries again. */
  readonly stopsAll: (attempt: Attempt) => boolean;
  readonly pace: Pace;
  /** Waited for before each batch: what is more urgent than sending. Must end. */
  readonly afterWhat?: () => Promise<void>;
  /** Sendings under way at the same time, those that take long not counted. */
  readonly lines: number;
  /** Sendings under way at the same time, whatever hangs. */
  readonly most: number;
};

const PATIENCE_MS = 60_000;
const PAUSE_MS = 500;

// Whoever holds a row when its message is to begin (our own sign of life, an answer) holds it for milliseconds.
const BEGIN_TRIES = 5;
const BEGIN_PAUSE_MS = 20;

/**
 * Sends what is due. Claims a batch, and each of its lines sends one message after the other from it: a recipient who hangs
 * holds up one line, a crash leaves at most one message per line in doubt. Nothing is in a transaction while it is sent.
 */
export class Claimer<Outgoing extends Claim, Attempt> {
  private readonly log: Logger;
  private readonly waiting: Claim[] = [];
  private readonly underWay = new Map<string, Claim>();
  private readonly tries = new WeakMap<Claim, number>();
  private readonly running = new Set<Promise<void>>();
  private slow = 0;
  private readonly breakOff = new AbortController();
  private claiming: Promise<number> | undefined;
  private renewing: NodeJS.Timeout | undefined;
  private stopping = false;
  private allStopped = false;

  constructor(private readonly parts: ClaimerParts<Outgoing, Attempt>) {
    this.log = new Logger(parts.name);
  }

  /** Looks for work. Returns at once; what is already being done goes on. */
  wake(): void {
    this.allStopped = false;
    this.startLines(1);
  }

  /** Resolves when nothing is left that is due. */
  async idle(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
  }

  /** Finishes what is under way, breaks off what takes too long, and gives back the rest. */
  async stop(): Promise<void> {
    this.stopping = true;
    const grace = setTimeout(() => this.breakOff.abort(), this.parts.pace.stopGraceSeconds * 1000);
    await this.idle();
    clearTimeout(grace);
  }

  private startLines(count: number): void {
    const { lines, most } = this.parts;
    for (let i = 0; i < count && this.running.size - this.slow < lines && this.running.size < most && !this.stopping; i += 1) {
      const line = this.line()
        .catch((error: unknown) => this.log.warn(`Sending pauses; the sweep takes it up again. ${String(error)}`))
        .finally(() => {
          this.running.delete(line);
          if (this.running.size === 0) this.stopRenewing();
        });
      this.running.add(line);
      this.renewing ??= setInterval(() => this.renew(), this.parts.pace.renewSeconds * 1000);
    }
  }

  private async line(): Promise<void> {
    try {
      let outgoing = await this.next();
      while (outgoing) {
        const attempt = await this.send(outgoing);
        if (this.parts.stopsAll(attempt)) this.allStopped = true;
        outgoing = (await this.settle(outgoing, attempt)) ?? (await this.next());
      }
    } finally {
      // Also when this line ends by an error: the others would otherwise keep its claims alive for ever.
      if (this.allStopped || this.stopping) await this.giveBack();
    }
  }

  private async send(outgoing: Outgoing): Promise<Attempt> {
    let isSlow = false;
    const timer = setTimeout(() => {
      isSlow = true;
      this.slow += 1;
      this.startLines(1);
    }, this.parts.pace.slowAfterSeconds * 1000);
    try {
      return await this.parts.transport.send(outgoing, this.breakOff.signal);
    } finally {
      clearTimeout(timer);
      if (isSlow) this.slow -= 1;
    }
  }

  private get pausing(): boolean {
    return this.stopping || this.allStopped;
  }

  private async next(): Promise<Outgoing | undefined> {
    while (!this.pausing) {
      const claim = this.waiting.shift() ?? (await this.claimMore());
      if (!claim) return undefined;
      const outgoing = await this.parts.claims.begin(this.parts.database, claim);
      if (outgoing) return this.inHand(outgoing);
      if (this.again(claim)) await sleep(BEGIN_PAUSE_MS);
    }
    return undefined;
  }

  // What could not begin is either no longer ours, or locked at this moment: it is tried again after the others, a few times.
  private again(claim: Claim): boolean {
    const tries = (this.tries.get(claim) ?? 0) + 1;
    this.tries.set(claim, tries);
    if (tries >= BEGIN_TRIES) return false;
    this.waiting.push(claim);
    return true;
  }

  // Lines that run dry at the same time share one claim. What a line settled may have set free something that a claim under way then did not see.
  private async claimMore(): Promise<Claim | undefined> {
    const joins = this.claiming !== undefined;
    this.claiming ??= this.claimBatch().finally(() => { this.claiming = undefined; });
    const found = await this.claiming;
    const claim = this.waiting.shift();
    return claim ?? ((found > 0 || joins) && !this.pausing ? this.claimMore() : undefined);
  }

  private async claimBatch(): Promise<number> {
    await this.parts.afterWhat?.();
    const claims = await this.parts.claims.claim(this.parts.database, this.parts.pace.batch);
    this.waiting.push(...claims);
    this.startLines(claims.length - 1);
    return claims.length;
  }

  // One commit writes what became of a message and begins the next one: a message costs one transaction.
  private async settle(outgoing: Outgoing, attempt: Attempt): Promise<Outgoing | undefined> {
    const claim = this.pausing ? undefined : this.waiting.shift();
    try {
      const { settled, next } = await this.patiently(() => this.write(outgoing, attempt, claim));
      if (!settled) this.log.warn(`Delivery ${outgoing.id} was taken over while it was under way.`);
      if (claim && !next) this.again(claim);
      return next && this.inHand(next);
    } finally {
      this.underWay.delete(outgoing.id);
    }
  }

  private write(outgoing: Outgoing, attempt: Attempt, claim: Claim | undefined): Promise<Settled<Outgoing>> {
    const { database, claims, outcomes } = this.parts;
    return outcomes.settleAndBegin?.(database, outgoing, attempt, claim) ?? database.transaction(async (tx) => {
      const settled = await outcomes.settle(tx, outgoing, attempt);
      return { settled, next: claim && (await claims.begin(tx, claim)) };
    });
  }

  // What the other side took must be written down: while the database is away we wait, and our claim decides afterwards.
  private async patiently<T>(work: () => Promise<T>): Promise<T> {
    const start = performance.now();
    for (;;) {
      try {
        return await work();
      } catch (error) {
        if (this.stopping || performance.now() - start > PATIENCE_MS) throw error;
        await sleep(PAUSE_MS);
      }
    }
  }

  private inHand(outgoing: Outgoing): Outgoing {
    this.underWay.set(outgoing.id, outgoing);
    return outgoing;
  }

  private renew(): void {
    const claims = [...this.waiting, ...this.underWay.values()];
    if (claims.length === 0) return;
    this.parts.claims.renew(this.parts.renewOn, claims).catch((error: unknown) => this.log.warn(`Claims not renewed: ${String(error)}`));
  }

  private stopRenewing(): void {
    clearInterval(this.renewing);
    this.renewing = undefined;
  }

  private async giveBack(): Promise<void> {
    await this.parts.claims.release(this.parts.database, this.waiting.splice(0)).catch(() => undefined);
  }
}
