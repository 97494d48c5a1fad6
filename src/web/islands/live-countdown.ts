import { COUNTDOWN_UNITS, countdownParts, countdownPhase, figureText, isShown } from '../countdown-parts.js';
import { CLOCK_SET, serverTime, setFromPage } from './page-clock.js';

const SECOND_MS = 1_000;

/** Milliseconds to just after the next change of the figures. */
const untilNextSecond = (deadlineMs: number, nowMs: number): number =>
  ((((deadlineMs - nowMs) % SECOND_MS) + SECOND_MS) % SECOND_MS || SECOND_MS) + 5;

/** Moves the figures that the server rendered inside it. Silent: a timer that speaks every second says nothing. */
class LiveCountdown extends HTMLElement {
  private timer: number | undefined;
  private readonly redraw = (): void => this.tick();

  connectedCallback(): void {
    setFromPage(this.getAttribute('server-now') ?? '');
    this.find('as-of')?.remove();
    window.addEventListener(CLOCK_SET, this.redraw);
    this.tick();
  }

  disconnectedCallback(): void {
    window.clearTimeout(this.timer);
    window.removeEventListener(CLOCK_SET, this.redraw);
  }

  private find(name: string): HTMLElement | null {
    return this.querySelector<HTMLElement>(`[data-part="${name}"]`);
  }

  private show(name: string, shown: boolean): void {
    const found = this.find(name);
    if (found) found.hidden = !shown;
  }

  private tick(): void {
    window.clearTimeout(this.timer);
    const deadline = Date.parse(this.getAttribute('deadline-at') ?? '');
    const now = serverTime();
    if (now === undefined || Number.isNaN(deadline)) return;
    this.draw(deadline, now);
    this.timer = window.setTimeout(() => this.tick(), untilNextSecond(deadline, now));
  }

  private draw(deadline: number, now: number): void {
    const parts = countdownParts(deadline, now);
    for (const unit of COUNTDOWN_UNITS) {
      const figure = this.querySelector(`[data-figure="${unit}"]`);
      const whole = this.querySelector<HTMLElement>(`[data-unit="${unit}"]`);
      if (figure) figure.textContent = figureText(unit, parts);
      if (whole) whole.hidden = !isShown(unit, parts);
    }
    this.show('sign', parts.overdue);
    this.show('left', !parts.overdue);
    this.show('overdue', parts.overdue);
    const nearFrom = Date.parse(this.getAttribute('near-from') ?? '');
    this.dataset.phase = countdownPhase(deadline, now, Number.isNaN(nearFrom) ? undefined : nearFrom);
  }
}

customElements.define('live-countdown', LiveCountdown);
