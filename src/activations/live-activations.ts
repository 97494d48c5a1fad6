import { Injectable, type MessageEvent, type OnModuleInit } from '@nestjs/common';
import { map, Observable } from 'rxjs';
import { LIVE_POLICY } from '../../config/service.js';
import type { Actor, Language } from '../kernel/index.js';
import { LiveEvents } from '../platform/live/index.js';
import { translator, type LiveSnapshot } from '../web/index.js';
import { renderRegions } from './activation-regions.js';
import { ActivationReader } from './activation-view.js';

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
  ) {}

  onModuleInit(): void {
    this.live.onChange('activation', (id) => this.changed(id));
    this.live.onResync(() => this.changed());
  }

  /** The full current state at once, and again on every change. */
  stream(actor: Actor, language: Language, activationId: string): Observable<MessageEvent> {
    return new Observable<LiveSnapshot>((subscriber) => {
      const leave = this.join(actor, language, activationId, (snapshot) => subscriber.next(snapshot));
      this.read({ actor, language, activationId }).then((snapshot) => subscriber.next(snapshot), (error: unknown) => subscriber.error(error));
      return leave;
    }).pipe(map((snapshot) => ({ type: 'snapshot', id: String(snapshot.version), data: JSON.stringify(snapshot) })));
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
    for (const watch of this.watches.values()) if (!activationId || watch.activationId === activationId) this.readSoon(watch, GATHER_MS);
  }

  // A reading that fails is tried again for as long as somebody watches; the page shows meanwhile that the line is stale.
  private readSoon(watch: Watch, afterMs: number): void {
    if (watch.pending) return;
    watch.pending = true;
    setTimeout(() => {
      watch.pending = false;
      if (watch.listeners.size === 0) return;
      this.read(watch).then(
        (snapshot) => watch.listeners.forEach((listener) => listener(snapshot)),
        () => this.readSoon(watch, LIVE_POLICY.retrySeconds.value * 1000),
      );
    }, afterMs).unref();
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
