import { Injectable, type MessageEvent } from '@nestjs/common';
import { catchError, EMPTY, filter, from, interval, map, merge, mergeMap, share, takeUntil, timer, type Observable } from 'rxjs';
import { LIVE_POLICY } from '../../config/service.js';
import type { Instant } from '../kernel/index.js';
import { Database } from '../platform/database/index.js';
import type { AppRequest } from '../platform/http/index.js';
import { Callers } from './callers.js';

type Beat = { readonly now: Instant; readonly signedIn: boolean };

/** A live line to one browser: snapshots with the database's time between them, for as long as its reader is signed in. */
@Injectable()
export class LiveLine {
  constructor(
    private readonly database: Database,
    private readonly callers: Callers,
  ) {}

  /** Ends at the first heartbeat after the reader signed out or was removed, and now and then anyway: the browser opens it again. */
  of(snapshots: Observable<MessageEvent>, request: AppRequest): Observable<MessageEvent> {
    const beats = interval(LIVE_POLICY.heartbeatSeconds.value * 1000).pipe(
      // A database that does not answer makes the line fall silent, which is what the page must show.
      mergeMap(() => from(this.beat(request)).pipe(catchError(() => EMPTY)), 1),
      share(),
    );
    const heartbeats = beats.pipe(map(({ now }) => ({ type: 'heartbeat', data: JSON.stringify({ serverNow: now.toISOString() }) })));
    const signedOut = beats.pipe(filter(({ signedIn }) => !signedIn));
    return merge(snapshots, heartbeats).pipe(takeUntil(merge(signedOut, timer(LIVE_POLICY.longestLineSeconds.value * 1000))));
  }

  private async beat({ sessionTokenHash }: AppRequest): Promise<Beat> {
    const signedIn = sessionTokenHash === undefined || (await this.callers.bySession(sessionTokenHash)) !== undefined;
    return { now: await this.database.now(), signedIn };
  }
}
