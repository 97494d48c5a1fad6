/** So long after the last change the form is saved. */
const PAUSE_MS = 2_000;
/** So long after a save that failed it is tried again, unless something is typed before. */
const RETRY_MS = 15_000;
/** A form that was sent and is still there was not sent after all: then saving goes on. */
const SENT_MS = 10_000;

const KEEPALIVE_BYTES = 60_000;

type Saved = { readonly version: number; readonly savedAt: string };
type Refused = { readonly title?: string; readonly detail?: string };

const CLOCK = new Intl.DateTimeFormat('nl-NL', { timeZone: 'Europe/Amsterdam', hourCycle: 'h23', hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** Keeps the form around it as a draft: in pauses while one types, and when the page is left. One save at a time. */
class DraftSaver extends HTMLElement {
  private timer: number | undefined;
  private saving: AbortController | undefined;
  /** Something was typed that is not kept yet. */
  private dirty = false;
  /** Being sent, or somebody else changed the draft: it is not ours to save any more. */
  private stopped = false;
  /** What was typed cannot be kept for now: who leaves would lose it. */
  private unkept = false;
  private readonly leave = (event: Event): void => {
    if (event.type === 'pagehide' || document.visibilityState === 'hidden') this.saveOnLeaving();
  };
  private readonly warn = (event: BeforeUnloadEvent): void => {
    if (this.unkept) event.preventDefault();
  };

  connectedCallback(): void {
    const form = this.closest('form');
    if (!form) return;
    this.hidden = false;
    form.addEventListener('input', (event) => this.typed(event));
    form.addEventListener('change', (event) => this.typed(event));
    form.addEventListener('submit', () => this.sent());
    document.addEventListener('visibilitychange', this.leave);
    window.addEventListener('pagehide', this.leave);
    window.addEventListener('beforeunload', this.warn);
  }

  disconnectedCallback(): void {
    window.clearTimeout(this.timer);
    document.removeEventListener('visibilitychange', this.leave);
    window.removeEventListener('pagehide', this.leave);
    window.removeEventListener('beforeunload', this.warn);
  }

  private typed(event: Event): void {
    // The search for an address is no part of what is kept.
    if ((event.target as HTMLInputElement).name === 'addressSearch') return;
    this.dirty = true;
    this.later(PAUSE_MS);
  }

  private later(ms: number): void {
    window.clearTimeout(this.timer);
    if (!this.stopped) this.timer = window.setTimeout(() => void this.save(), ms);
  }

  /** From here on the page that the form goes to decides what becomes of the draft. */
  private sent(): void {
    this.stopped = true;
    this.unkept = false;
    window.clearTimeout(this.timer);
    this.saving?.abort();
    window.setTimeout(() => {
      this.stopped = false;
    }, SENT_MS);
  }

  private async save(): Promise<void> {
    if (this.stopped || !this.dirty) return;
    // What is typed while a save is under way goes with the next.
    if (this.saving) return this.later(PAUSE_MS);
    const saving = new AbortController();
    this.saving = saving;
    this.dirty = false;
    this.say(this.dataset['saving'] ?? '');
    try {
      const response = await fetch(this.getAttribute('src')!, { ...this.request(), signal: saving.signal });
      await this.heard(response);
    } catch {
      if (!saving.signal.aborted) this.failed();
    } finally {
      this.saving = undefined;
    }
  }

  private request(): RequestInit {
    const body = new URLSearchParams(new FormData(this.closest('form')!) as unknown as Record<string, string>);
    // A save that outlives the page: browsers allow it up to this size.
    const keepalive = body.toString().length < KEEPALIVE_BYTES;
    return { method: 'POST', body, headers: { accept: 'application/json' }, redirect: 'error', keepalive };
  }

  private async heard(response: Response): Promise<void> {
    if (response.ok) {
      this.unkept = false;
      const { version, savedAt } = (await response.json()) as Saved;
      (this.closest('form')!.elements.namedItem('version') as HTMLInputElement).value = String(version);
      // Who reloads the page goes on where they were.
      history.replaceState(history.state, '', this.getAttribute('src'));
      this.say((this.dataset['saved'] ?? '').replace('{time}', CLOCK.format(new Date(savedAt))));
    } else if ([409, 412, 413].includes(response.status)) this.refused((await response.json()) as Refused);
    else this.failed();
  }

  private failed(): void {
    this.dirty = true;
    this.unkept = true;
    this.say(this.dataset['failed'] ?? '');
    this.later(RETRY_MS);
  }

  /** Somebody else was first, or there is no room: from now on only the button saves, and says what there is to choose. */
  private refused({ title = '', detail = '' }: Refused): void {
    this.dirty = true;
    this.stopped = true;
    this.unkept = true;
    this.say('');
    const place = this.querySelector<HTMLElement>('[data-draft-conflict]');
    if (!place) return;
    place.hidden = false;
    place.textContent = `${title}. ${detail}`;
  }

  /** A page that is left, or put away on a telephone, may never come back. */
  private saveOnLeaving(): void {
    if (this.stopped || !this.dirty) return;
    this.saving?.abort();
    this.dirty = false;
    void fetch(this.getAttribute('src')!, this.request()).then((response) => this.heard(response), () => this.failed());
  }

  private say(text: string): void {
    const place = this.querySelector<HTMLElement>('[data-draft-status]');
    if (place) place.textContent = text;
  }
}

customElements.define('draft-saver', DraftSaver);
