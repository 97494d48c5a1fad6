import { MEMBER_PASSWORD, type Site } from './site.js';

export type Headers = Readonly<Record<string, string>>;

/** A browser without script: keeps cookies, follows no redirect, and sends Origin with a form as browsers do. */
export class Visitor {
  readonly cookies = new Map<string, string>();

  constructor(readonly site: Pick<Site, 'url'>) {}

  get(path: string, headers: Headers = {}): Promise<Response> {
    return this.send('GET', path, headers);
  }

  /** Posts a form from a page of the site itself, unless the headers say otherwise; null leaves Origin out. */
  post(path: string, form: Readonly<Record<string, string>>, headers: Headers | null = { origin: this.site.url }): Promise<Response> {
    return this.send('POST', path, { 'content-type': 'application/x-www-form-urlencoded', ...headers }, new URLSearchParams(form).toString());
  }

  /** Signs in; fails unless that worked. */
  async signIn(email: string, password = MEMBER_PASSWORD): Promise<this> {
    const response = await this.post('/aanmelden', { email, password });
    if (response.status !== 303) throw new Error(`Signing in answered ${response.status}.`);
    return this;
  }

  async send(method: string, path: string, headers: Headers = {}, body?: string): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(`${this.site.url}${path}`, { method, redirect: 'manual', headers: { ...(cookie && { cookie }), ...headers }, ...(body !== undefined && { body }) });
    for (const line of response.headers.getSetCookie()) this.keep(line);
    return response;
  }

  private keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';');
    const [name = '', value = ''] = pair.split('=');
    const gone = attributes.some((attribute) => /expires=Thu, 01 Jan 1970/i.test(attribute));
    if (gone) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}
