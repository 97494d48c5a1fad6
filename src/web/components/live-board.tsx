import { h, type ComponentChildren, type JSX, type VNode } from 'preact';
import type { Instant } from '../../kernel/index.js';
import { useTranslator } from '../language-context.js';
import { InstantText } from './time-text.js';

export type LiveBoardProps = {
  /** The event stream of this page: sends `snapshot` (see `live-snapshot.ts`) and `heartbeat`. */
  readonly src: string;
  /** The database's time when the page was made. */
  readonly serverNow: Instant;
  /** The page's own address: "refresh" without script leads to it. */
  readonly currentPath: string;
  readonly children: ComponentChildren;
};

/**
 * The part of a page that follows what happens. Shows when it was last updated, can be paused, says so when
 * the line is dead, and reads announcements out. One per page. Keep forms outside its live regions.
 */
export function LiveBoard({ src, serverNow, currentPath, children }: LiveBoardProps): JSX.Element {
  const t = useTranslator();
  return h(
    'live-board',
    { class: 'live-board', src, 'server-now': serverNow.toISOString() },
    <div class="live-board__bar">
      <span class="live-board__lamp" aria-hidden="true" />
      <p class="live-board__updated">
        {t('live.updated')}{' '}
        <span class="live-board__time" data-live-updated>
          <InstantText at={serverNow} format="seconds" />
        </span>
      </p>
      <p class="live-board__note" data-live-no-script>
        {t('live.no-script')} <a href={currentPath}>{t('button.refresh')}</a>
      </p>
      <p class="live-board__note" data-live-note hidden data-paused={t('live.paused')} data-waiting={t('live.waiting')} />
      <button class="quiet-button" type="button" data-live-pause hidden data-resume-text={t('live.resume')}>
        {t('live.pause')}
      </button>
    </div>,
    <div class="live-board__stale" role="alert">
      <p data-live-stale hidden data-text={t('live.stale', { time: '{time}' })} />
    </div>,
    <p class="visually-hidden" role="status" data-live-announcements />,
    children,
  );
}

export type LiveRegionProps = { readonly id: string; readonly children: ComponentChildren };

/** A part that a snapshot replaces: its key in the snapshot's `html` is this id. */
export const LiveRegion = ({ id, children }: LiveRegionProps): VNode => (
  <div class="live-region flow-wide" data-live-region={id}>
    {children}
  </div>
);
