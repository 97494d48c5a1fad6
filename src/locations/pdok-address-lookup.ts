import { Inject, Injectable, Logger } from '@nestjs/common';
import { err, ok, type Result } from '../kernel/index.js';
import { SETTINGS, type Settings } from '../platform/config/index.js';
import { AddressLookup, type AddressSuggestion, type FoundAddress, type LookupFault } from './address-lookup.js';
import { addressQuery } from './domain/index.js';
import { addressIn, suggestionsIn } from './pdok-answer.js';

/** Longer nobody waits who could type the address in that time. */
const TIME_OUT_MS = 2_000;
/** An answer is a few kilobytes; nothing larger is read to its end. */
const LARGEST_BYTES = 256 * 1024;
const MOST_SUGGESTIONS = 7;

/** PDOK's Locatieserver v3.1, without a key. Sends what is looked for and nothing else: no cookie, no address of who asks. */
@Injectable()
export class PdokAddressLookup extends AddressLookup {
  private readonly log = new Logger('AddressLookup');

  constructor(@Inject(SETTINGS) private readonly settings: Pick<Settings, 'addressLookupUrl'>) {
    super();
  }

  get available(): boolean {
    return this.settings.addressLookupUrl !== undefined;
  }

  async suggest(typed: string): Promise<Result<readonly AddressSuggestion[], LookupFault>> {
    const q = addressQuery(typed);
    if (q === null) return ok([]);
    return this.ask('suggest', { q, fq: 'type:adres', rows: String(MOST_SUGGESTIONS) }, (answer) => suggestionsIn(answer, MOST_SUGGESTIONS));
  }

  async lookup(id: string): Promise<Result<FoundAddress | null, LookupFault>> {
    if (!/^adr-[0-9A-Za-z]{1,64}$/.test(id)) return ok(null);
    return this.ask('lookup', { id }, addressIn);
  }

  private async ask<T>(service: string, query: Record<string, string>, read: (answer: unknown) => T | undefined): Promise<Result<T, LookupFault>> {
    const { addressLookupUrl } = this.settings;
    if (addressLookupUrl === undefined) return err('off');
    try {
      const found = read(await answerOf(`${addressLookupUrl}/${service}?${new URLSearchParams(query)}`));
      if (found !== undefined) return ok(found);
      throw new Error('it answers with something else than addresses');
    } catch (error) {
      // Never what was looked for: it may be an address that is confidential.
      this.log.warn(`The address service did not help with ${service}: ${error instanceof Error ? error.message : 'unknown'}.`);
      return err('away');
    }
  }
}

/** The JSON at an address, within two seconds from asking to the last byte. Throws for anything else. */
async function answerOf(url: string): Promise<unknown> {
  const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(TIME_OUT_MS), headers: { accept: 'application/json', 'user-agent': 'achter-de-hand' } });
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new Error(`it answers ${response.status}`);
  }
  return jsonOf(await textOf(response));
}

/** The parser's own message would repeat a piece of the answer, and so of what was looked for. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error('its answer is no JSON');
  }
}

async function textOf(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.byteLength;
    // Leaving the loop ends the connection.
    if (size > LARGEST_BYTES) throw new Error('its answer is too large');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
