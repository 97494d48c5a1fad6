import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DemoCredential } from '../demo-credentials.js';

/** Something in the service was not as it should be; the message says what. */
export class DemoDiffers extends Error {
  override readonly name = 'DemoDiffers';
}

export type Json = Record<string, unknown>;

/** Talks to the service as the organisations of the demo do: over its API, with their keys. */
export class DemoClient {
  private constructor(
    readonly url: string,
    private readonly credentials: readonly DemoCredential[],
  ) {}

  static async open(url: string, credentialsFile: string): Promise<DemoClient> {
    const credentials = JSON.parse(await readFile(credentialsFile, 'utf8')) as DemoCredential[];
    return new DemoClient(url.replace(/\/+$/, ''), credentials);
  }

  async get<T>(who: string, path: string): Promise<T> {
    return this.call<T>('GET', who, path, undefined, 200);
  }

  async post<T>(who: string, path: string, body: Json): Promise<T> {
    return this.call<T>('POST', who, path, body, 201);
  }

  private async call<T>(method: string, who: string, path: string, body: Json | undefined, expected: number): Promise<T> {
    const credential = this.credentials.find(({ kind, name }) => kind === who || name === who);
    if (!credential) throw new DemoDiffers(`The credentials file has no ${who}.`);
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${credential.apiKey}`, 'content-type': 'application/json', 'accept-language': 'en' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (response.status !== expected) throw new DemoDiffers(`${method} ${path} as ${who}: ${response.status} instead of ${expected}. ${text.slice(0, 500)}`);
    return JSON.parse(text) as T;
  }
}

/** Asks again until the answer fits; the service's own state decides, not a pause. */
export async function until<T>(what: string, seconds: number, ask: () => Promise<T | undefined>): Promise<T> {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > end) throw new DemoDiffers(`Not within ${seconds} s: ${what}.`);
    await sleep(200);
  }
}
