import type { Readable } from 'node:stream';

/** `not-scanned`: nobody looked, because no scanner is set. */
export type ScanVerdict = { readonly result: 'clean' | 'not-scanned' } | { readonly result: 'infected'; readonly name: string };

/** Looks at a file before it is kept. */
export abstract class VirusScanner {
  /** For the start's announcement and for logs. */
  abstract readonly place: string;

  /** Throws ScannerUnavailable when there is no verdict: what could not be looked at must not be taken for clean. */
  abstract scan(content: Readable): Promise<ScanVerdict>;
}

export class ScannerUnavailable extends Error {
  override readonly name = 'ScannerUnavailable';
}

/** Where none is set: says so with every file. */
export class NoScanner extends VirusScanner {
  readonly place = 'none';

  async scan(content: Readable): Promise<ScanVerdict> {
    content.destroy();
    return { result: 'not-scanned' };
  }
}
