/** An address that answers at once when there is a line. */
const PROBE = '/healthz';
const PATIENCE_MS = 5_000;
const AGAIN_MS = 4_000;

/**
 * Holds back the form around it while there is no connection: a form that is sent into nothing takes what was typed with
 * it. Says so, and sends the form by itself as soon as there is a line again.
 */
class WaitForLine extends HTMLElement {
  private timer: number | undefined;
  private through = false;

  connectedCallback(): void {
    const form = this.closest('form');
    form?.addEventListener('submit', (event) => this.hold(form, event));
  }

  disconnectedCallback(): void {
    window.clearTimeout(this.timer);
  }

  private hold(form: HTMLFormElement, event: SubmitEvent): void {
    if (this.through) return;
    event.preventDefault();
    // The form was not sent: nobody else may think so.
    event.stopPropagation();
    void this.send(form, event.submitter);
  }

  private async send(form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
    window.clearTimeout(this.timer);
    if (await hasLine()) {
      this.hidden = true;
      this.through = true;
      form.requestSubmit(submitter);
      this.through = false;
      return;
    }
    this.hidden = false;
    this.timer = window.setTimeout(() => void this.send(form, submitter), AGAIN_MS);
  }
}

async function hasLine(): Promise<boolean> {
  try {
    return (await fetch(PROBE, { method: 'HEAD', cache: 'no-store', signal: AbortSignal.timeout(PATIENCE_MS) })).ok;
  } catch {
    return false;
  }
}

customElements.define('wait-for-line', WaitForLine);
