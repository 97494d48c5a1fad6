import { Injectable, type MessageEvent, type OnModuleInit } from '@nestjs/common';
import { interval, map, merge, Observable, takeUntil, timer } from 'rxjs';
import type { Actor, Language } from '../kernel/index.js';
import { Database } from '../platform/database/index.js';
import { LiveEvents } from '../platform/live/index.js';
import { translator, type LiveSnapshot } from '../web/index.js';
import { renderRegions } from './activation-regions.js';
import { ActivationReader } from './activation-view.js';

const HEARTBEAT_MS = 5000;
// After this the line ends and the browser opens it again: whoever signed out meanwhile does not get back in.
const LONGEST_LINE_MS = 5 * 60_000;
// Changes come in bursts (a trigger writes dozens of rows): one reading serves them all.
const GATHER_MS = 100;

type Watch = { readonly actor: Actor; readonly language: Language; readonly activationId: string; readonly listeners: Set<(snapshot: LiveSnapshot) => void>; pending: boolean };

/** One reading per activation, audience and language serves all its watchers. Nothing is kept once the last one leaves. */
@Injectable()
export class LiveActivations implements OnModuleInit {
  private readonly watches = new Map<string, Watch>();

  constructor(
    private readonly live: LiveEvents,
    private readonly reader: ActivationReader,
    private readonly database: Database,
  ) {}

  onModuleInit(): void {
    this.live.onChange('activation', (id) => this.changed(id));
    this.live.onResync(() => this.changed());
  }

  /** The full current state at once, again on every change, and a heartbeat in between. */
  stream(actor: Actor, language: Language, activationId: string): Observable<MessageEvent> {
    const snapshots = new Observable<LiveSnapshot>((subscriber) => {
      const leave = this.join(actor, language, activationId, (snapshot) => subscriber.next(snapshot));
      this.read({ actor, language, activationId }).then((snapshot) => subscriber.next(snapshot), (error: unknown) => subscriber.error(error));
      return leave;
    }).pipe(map((snapshot) => ({ type: 'snapshot', id: String(snapshot.version), data: JSON.stringify(snapshot) })));
    return this.line(snapshots);
  }

  /** Snapshots with heartbeats between them, as a line that ends now and then. */
  line(snapshots: Observable<MessageEvent>): Observable<MessageEvent> {
    return merge(snapshots, this.heartbeats()).pipe(takeUntil(timer(LONGEST_LINE_MS)));
  }

  /** The database's time every few seconds, so that a silent line is seen. */
  private heartbeats(): Observable<MessageEvent> {
    return new Observable<MessageEvent>((subscriber) => {
      const beat = interval(HEARTBEAT_MS).subscribe(() => {
        // A database that does not answer makes the line fall silent, which is what the page must show.
        this.database.now().then((now) => subscriber.next({ type: 'heartbeat', data: JSON.stringify({ serverNow: now.toISOString() }) }), () => undefined);
      });
      return () => beat.unsubscribe();
    });
  }

  private join(actor: Actor, language: Language, activationId: string, listener: (snapshot: LiveSnapshot) => void): () => void {
    const key = `${activationId} ${actor.organisationId} ${language}`;
    const watch = this.watches.get(key) ?? { actor, language, activationId, listeners: new Set(), pending: false };
    this.watches.set(key, watch);
    watch.listeners.add(listener);
    return () => {
      watch.listeners.delete(listener);
      if (watch.listeners.size === 0) this.watches.delete(key);
    };
  }

  private changed(activationId?: string): void {
    for (const watch of this.watches.values()) {
      if (watch.pending || (activationId && watch.activationId !== activationId)) continue;
      watch.pending = true;
      setTimeout(() => {
        watch.pending = false;
        // What fails now is read again with the next change or heartbeat gap; the page shows that the line is stale.
        this.read(watch).then((snapshot) => watch.listeners.forEach((listener) => listener(snapshot)), () => undefined);
      }, GATHER_MS);
    }
  }

  private async read({ actor, language, activationId }: Pick<Watch, 'actor' | 'language' | 'activationId'>): Promise<LiveSnapshot> {
    const view = await this.reader.view(actor.scope, activationId);
    const { outcome, version } = view.activation;
    const t = translator(language);
    return {
      serverNow: view.serverNow.toISOString(), version, html: renderRegions(view, language),
      announcements: [t('progress.of', { label: t('progress.open'), value: view.openPlaces, total: view.activation.places }), ...(outcome ? [t(`state.outcome.${outcome}`)] : [])],
    };
  }
}
