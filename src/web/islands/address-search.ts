/** So long after the last key there is a pause in typing. */
const PAUSE_MS = 250;
const SHORTEST = 3;
const FIELDS = ['street', 'houseNumber', 'postcode', 'place', 'bagId', 'latitude', 'longitude'] as const;

type Suggestion = { readonly id: string; readonly label: string };
type Search = { readonly status: string; readonly suggestions?: readonly Suggestion[] };
type Taken = { readonly search: { readonly status: string; readonly address?: string; readonly municipality?: string }; readonly fields: Partial<Record<string, string>> };

/** Suggests addresses while one types, as a list that arrow keys and Enter choose from (the combobox pattern of ARIA). */
class AddressSearch extends HTMLElement {
  private input: HTMLInputElement | null = null;
  private timer: number | undefined;
  private asking: AbortController | undefined;
  private suggestions: readonly Suggestion[] = [];
  private active = -1;

  connectedCallback(): void {
    this.input = this.querySelector<HTMLInputElement>('[data-search]');
    const { input, list } = this;
    if (!input || !list) return;
    list.id = 'address-suggestions';
    list.setAttribute('role', 'listbox');
    for (const [name, value] of Object.entries({ role: 'combobox', 'aria-expanded': 'false', 'aria-controls': list.id, 'aria-autocomplete': 'list' })) input.setAttribute(name, value);
    input.addEventListener('input', () => this.wait());
    input.addEventListener('keydown', (event) => this.press(event));
    input.addEventListener('blur', () => window.setTimeout(() => this.close(), PAUSE_MS));
    // Before the field loses the focus, or the list would be gone when the click arrives.
    list.addEventListener('pointerdown', (event) => event.preventDefault());
    list.addEventListener('click', (event) => void this.choose([...list.children].indexOf((event.target as Element).closest('li')!)));
    this.querySelector('button[name=step]')?.addEventListener('click', (event) => {
      event.preventDefault();
      void this.suggest();
    });
  }

  disconnectedCallback(): void {
    window.clearTimeout(this.timer);
    this.asking?.abort();
  }

  private get list(): HTMLElement | null {
    return this.querySelector<HTMLElement>('[data-list]');
  }

  private wait(): void {
    window.clearTimeout(this.timer);
    this.asking?.abort();
    if ((this.input?.value.trim().length ?? 0) < SHORTEST) this.close();
    else this.timer = window.setTimeout(() => void this.suggest(), PAUSE_MS);
  }

  private async suggest(): Promise<void> {
    const found = await this.ask<Search>('', { addressSearch: this.input?.value ?? '' });
    if (!found) return;
    this.suggestions = found.suggestions ?? [];
    this.querySelector('[data-answer]')?.replaceChildren();
    this.show();
    this.say(found.status === 'found' ? (this.suggestions.length === 1 ? 'one' : 'other') : found.status, { n: String(this.suggestions.length) });
  }

  /** Undefined when something newer was asked meanwhile. What goes wrong on the way counts as the service being away. */
  private async ask<T extends Search | Taken>(path: string, fields: Record<string, string>): Promise<T | undefined> {
    this.asking?.abort();
    const asking = new AbortController();
    this.asking = asking;
    try {
      const response = await fetch(`${this.getAttribute('src')}${path}`, { method: 'POST', body: new URLSearchParams(fields), headers: { accept: 'application/json' }, redirect: 'error', signal: asking.signal });
      if (!response.ok) throw new Error(String(response.status));
      return (await response.json()) as T;
    } catch {
      return asking.signal.aborted ? undefined : ({ status: 'away', search: { status: 'away' }, fields: {} } as unknown as T);
    }
  }

  private show(): void {
    const { input, list } = this;
    if (!input || !list) return;
    this.active = -1;
    list.replaceChildren(...this.suggestions.map(({ label }, index) => {
      const option = document.createElement('li');
      option.id = `address-suggestion-${index}`;
      option.className = 'address-search__option';
      option.setAttribute('role', 'option');
      option.setAttribute('aria-selected', 'false');
      option.textContent = label;
      return option;
    }));
    list.hidden = this.suggestions.length === 0;
    input.setAttribute('aria-expanded', String(!list.hidden));
    input.removeAttribute('aria-activedescendant');
  }

  private close(): void {
    this.suggestions = [];
    this.show();
  }

  private press(event: KeyboardEvent): void {
    if (event.key === 'Escape') this.close();
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') this.move(event.key === 'ArrowDown' ? 1 : -1);
    // Enter looks for what was typed or takes what is chosen; it never sends the form from here.
    else if (event.key === 'Enter') void (this.active >= 0 ? this.choose(this.active) : this.suggest());
    else return;
    if (event.key !== 'Escape') event.preventDefault();
  }

  private move(by: number): void {
    const options = [...(this.list?.children ?? [])];
    if (options.length === 0) return;
    this.active = (this.active + by + options.length) % options.length;
    options.forEach((option, index) => option.setAttribute('aria-selected', String(index === this.active)));
    this.input?.setAttribute('aria-activedescendant', options[this.active]!.id);
    options[this.active]!.scrollIntoView({ block: 'nearest' });
  }

  private async choose(index: number): Promise<void> {
    const chosen = this.suggestions[index];
    if (!chosen || !this.input) return;
    this.input.value = chosen.label;
    this.close();
    const taken = await this.ask<Taken>('/keuze', { addressChoice: chosen.id });
    if (!taken) return;
    const { status, address = '', municipality = '' } = taken.search;
    this.fill(taken.fields);
    this.say(status, { address, municipality });
  }

  private fill(fields: Taken['fields']): void {
    const form = this.closest('form');
    for (const name of FIELDS) {
      const value = fields[name];
      const control = form?.elements.namedItem(name);
      if (value === undefined || !(control instanceof HTMLInputElement)) continue;
      control.value = value;
      // Whoever saves the form hears of it as of something typed.
      control.dispatchEvent(new Event('input', { bubbles: true }));
    }
  }

  private say(status: string, words: Record<string, string>): void {
    const place = this.querySelector<HTMLElement>('[data-status]');
    if (!place) return;
    const text = place.dataset[status] ?? '';
    place.textContent = Object.entries(words).reduce((said, [name, value]) => said.replace(`{${name}}`, value), text);
  }
}

customElements.define('address-search', AddressSearch);
