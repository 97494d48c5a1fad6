import { parseHeartbeat, parseSnapshot, type LiveSnapshot } from '../live-snapshot.js';
import { openLine } from './event-line.js';
import { setFromEvent, setFromPage } from './page-clock.js';
import { swapRegion } from './region-swap.js';

/** Without a sign of life for this long the page says that it may be out of date. */
const STALE_AFTER_MS = 20_000;
const LOOK_EVERY_MS = 1_000;
const ANNOUNCE_AFTER_MS = 100;

const CLOCK = new Intl.DateTimeFormat('nl-NL', {
  timeZone: 'Europe/Amsterdam',
  hourCycle: 'h23',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

type BoardState = 'live' | 'paused' | 'stale';

/** Follows an event stream: swaps live regions, feeds the clock, reads announcements out, and says when the line is dead. */
class LiveBoard extends HTMLElement {
  private hangUp: (() => void) | undefined;
  private watch: number | undefined;
  private heardAt = 0;
  private heardTime = '';
  private latest: LiveSnapshot | undefined;
  private waiting = false;
  private paused = false;
  private readonly shown = new Map<HTMLElement, string>();

  connectedCallback(): void {
    const serverNow = this.getAttribute('server-now') ?? '';
    setFromPage(serverNow);
    this.alive(serverNow);
    this.find('no-script')?.remove();
    this.preparePause();
    this.addEventListener('focusout', () => window.setTimeout(() => this.apply()));
    this.watch = window.setInterval(() => this.look(), LOOK_EVERY_MS);
    this.hangUp = openLine(this.getAttribute('src') ?? '', {
      snapshot: (data) => this.receive(data),
      heartbeat: (data) => this.hear(parseHeartbeat(data)?.serverNow),
    });
    this.look();
  }

  disconnectedCallback(): void {
    window.clearInterval(this.watch);
    this.hangUp?.();
  }

  private find(name: string): HTMLElement | null {
    return this.querySelector<HTMLElement>(`[data-live-${name}]`);
  }

  private preparePause(): void {
    const button = this.find('pause');
    if (!button) return;
    const pauseText = button.textContent;
    button.hidden = false;
    button.addEventListener('click', () => {
      this.paused = !this.paused;
      button.textContent = this.paused ? (button.dataset.resumeText ?? '') : pauseText;
      this.apply();
      this.look();
    });
  }

  /** Any event is a sign of life; one that tells the time also sets the clock. */
  private hear(serverNow: string | undefined): void {
    if (serverNow !== undefined) setFromEvent(serverNow);
    this.alive(serverNow);
    this.look();
  }

  private alive(serverNow: string | undefined): void {
    this.heardAt = performance.now();
    const time = new Date(serverNow ?? NaN);
    if (Number.isNaN(time.getTime())) return;
    this.heardTime = CLOCK.format(time);
    if (!this.paused) this.showUpdated();
  }

  private showUpdated(): void {
    const updated = this.find('updated');
    if (updated) updated.textContent = this.heardTime;
  }

  private receive(data: string): void {
    const snapshot = parseSnapshot(data);
    this.hear(snapshot?.serverNow);
    if (!snapshot) return;
    this.latest = snapshot;
    this.apply();
    this.announce(snapshot.announcements);
  }

  private apply(): void {
    if (this.paused || !this.latest) return;
    this.showUpdated();
    this.waiting = false;
    for (const [id, html] of Object.entries(this.latest.html)) {
      const region = this.querySelector<HTMLElement>(`[data-live-region="${CSS.escape(id)}"]`);
      if (region && !swapRegion(region, html, this.shown)) this.waiting = true;
    }
    this.look();
  }

  /** Empties the place first: the same text twice is only heard twice when it was gone in between. */
  private announce(texts: readonly string[]): void {
    const place = this.find('announcements');
    if (!place || texts.length === 0) return;
    place.textContent = '';
    window.setTimeout(() => (place.textContent = texts.join(' ')), ANNOUNCE_AFTER_MS);
  }

  /** Shows how the line is doing. */
  private look(): void {
    const stale = performance.now() - this.heardAt > STALE_AFTER_MS;
    const state: BoardState = stale ? 'stale' : this.paused ? 'paused' : 'live';
    this.dataset.state = state;
    this.say('stale', stale ? this.find('stale')?.dataset.text?.replace('{time}', this.heardTime) : undefined);
    const { paused, waiting } = this.find('note')?.dataset ?? {};
    this.say('note', this.paused ? paused : this.waiting ? waiting : undefined);
  }

  /** Writes a text only when it changes: what is written in an alert is read out every time. */
  private say(name: string, text: string | undefined): void {
    const place = this.find(name);
    if (!place) return;
    place.hidden = text === undefined;
    if (place.textContent !== (text ?? '')) place.textContent = text ?? '';
  }
}

customElements.define('live-board', LiveBoard);
