import { Controller, Get, Req, Sse, type MessageEvent, type OnModuleInit } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { h } from 'preact';
import { from, map, mergeMap, Subject, throttleTime, startWith, type Observable } from 'rxjs';
import type { Actor } from '../kernel/index.js';
import { Allow, LiveLine, may, PageFrame } from '../organisations/index.js';
import { CurrentActor, type AppRequest } from '../platform/http/index.js';
import { LiveEvents } from '../platform/live/index.js';
import { renderPage, type LiveSnapshot } from '../web/index.js';
import { OverviewReader } from './overview-reader.js';
import { OverviewPage, renderOverviewRegions } from './overview.pages.js';

// A burst of changes is one reading; figures on this page may be half a second old, the clock never is.
const GATHER_MS = 500;

@ApiExcludeController()
@Controller()
export class OverviewController implements OnModuleInit {
  private readonly changes = new Subject<void>();

  constructor(
    private readonly reader: OverviewReader,
    private readonly frames: PageFrame,
    private readonly events: LiveEvents,
    private readonly line: LiveLine,
  ) {}

  onModuleInit(): void {
    for (const topic of ['activation', 'reserve-request', 'location']) this.events.onChange(topic, () => this.changes.next());
    this.events.onResync(() => this.changes.next());
  }

  @Get()
  @Allow('overview.read')
  async show(@CurrentActor() actor: Actor, @Req() request: AppRequest): Promise<string> {
    const view = await this.reader.view(actor.scope);
    return renderPage(h(OverviewPage, { frame: this.frames.of(request), view, mayTrigger: may(actor, 'activation.trigger-exercise') }));
  }

  @Sse('stream')
  @Allow('overview.read')
  stream(@CurrentActor() actor: Actor, @Req() request: AppRequest): Observable<MessageEvent> {
    const snapshots = this.changes.pipe(
      startWith(undefined),
      throttleTime(GATHER_MS, undefined, { leading: true, trailing: true }),
      mergeMap(() => from(this.snapshot(actor)), 1),
      map((snapshot) => ({ type: 'snapshot', data: JSON.stringify(snapshot) })),
    );
    return this.line.of(snapshots, request);
  }

  private async snapshot(actor: Actor): Promise<LiveSnapshot> {
    const view = await this.reader.view(actor.scope);
    const serverNow = view.serverNow.toISOString();
    return { serverNow, version: serverNow, html: renderOverviewRegions(view, actor.language), announcements: [] };
  }
}
