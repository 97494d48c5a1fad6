const isLimited = (element: unknown): element is HTMLInputElement => element instanceof HTMLInputElement && element.type === 'file' && element.dataset['maximumBytes'] !== undefined;

const isTooLarge = (input: HTMLInputElement): boolean => [...(input.files ?? [])].some(({ size }) => size > Number(input.dataset['maximumBytes']));

/** Says at once that a file is too large, rather than after minutes of sending it. The server looks again. */
function tell(input: HTMLInputElement): void {
  const message = document.getElementById(`${input.id}-too-large`);
  if (!message) return;
  const tooLarge = isTooLarge(input);
  message.hidden = !tooLarge;
  const others = (input.getAttribute('aria-describedby') ?? '').split(' ').filter((id) => id && id !== message.id);
  input.setAttribute('aria-describedby', [...others, ...(tooLarge ? [message.id] : [])].join(' '));
  if (tooLarge) input.setAttribute('aria-invalid', 'true');
  else input.removeAttribute('aria-invalid');
}

document.addEventListener('change', ({ target }) => {
  if (isLimited(target)) tell(target);
});

// While capturing, and before the guard that lets a form be sent once: this one was not sent.
document.addEventListener('submit', (event) => {
  if (!(event.target instanceof HTMLFormElement)) return;
  const wrong = [...event.target.elements].filter(isLimited).find(isTooLarge);
  if (!wrong) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  wrong.focus();
}, { capture: true });
