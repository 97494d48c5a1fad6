/** After this long without an answer one may press again: on a bad line the first attempt may never have left. */
const LET_GO_AFTER_MS = 10_000;

const sent = new WeakSet<HTMLFormElement>();

function release(form: HTMLFormElement): void {
  sent.delete(form);
  form.removeAttribute('aria-busy');
}

/** Lets a form that changes something be sent once. The server is safe without this; it spares people a confusing second answer. */
function guard(event: SubmitEvent): void {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.method !== 'post') return;
  if (sent.has(form)) {
    event.preventDefault();
    return;
  }
  sent.add(form);
  form.setAttribute('aria-busy', 'true');
  window.setTimeout(() => release(form), LET_GO_AFTER_MS);
}

document.addEventListener('submit', guard);
// A page that comes back from the browser's memory still has its forms as they were when it was left.
window.addEventListener('pageshow', (event) => {
  if (event.persisted) document.querySelectorAll('form').forEach(release);
});
