type Typed = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const isTypedIn = (control: Typed): boolean => {
  if (control instanceof HTMLSelectElement) return [...control.options].some((option) => option.selected !== option.defaultSelected);
  if (control instanceof HTMLInputElement && ['checkbox', 'radio'].includes(control.type)) {
    return control.checked !== control.defaultChecked;
  }
  return control.value !== control.defaultValue;
};

/** True when replacing the region would take away what someone typed, or is about to type. */
function holdsEntry(region: Element): boolean {
  const controls = [...region.querySelectorAll<Typed>('input:not([type=hidden]), textarea, select')];
  return controls.some((control) => control === document.activeElement || isTypedIn(control));
}

/** Where the reader was: which link or button had the focus and which details were open, by what identifies them. */
function placeOf(element: Element): string | undefined {
  if (element.id) return `#${CSS.escape(element.id)}`;
  const href = element.getAttribute('href');
  return href === null ? undefined : `a[href="${CSS.escape(href)}"]`;
}

/**
 * Puts new contents in a live region, unless it already has them or holds an entry of the reader.
 * Focus and open details stay where they were. Returns false when it has to wait.
 */
export function swapRegion(region: HTMLElement, html: string, shown: Map<HTMLElement, string>): boolean {
  if (shown.get(region) === html) return true;
  if (holdsEntry(region)) return false;
  const focused = document.activeElement && region.contains(document.activeElement) ? placeOf(document.activeElement) : undefined;
  const open = [...region.querySelectorAll('details[open][id]')].map(({ id }) => id);
  region.innerHTML = html;
  shown.set(region, html);
  for (const id of open) document.getElementById(id)?.setAttribute('open', '');
  if (focused) region.querySelector<HTMLElement>(focused)?.focus({ preventScroll: true });
  return true;
}
