import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, unlink, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { ByteSource } from './content/paged-reader.js';
import type { ObjectFacts } from './document-store.js';

const STEP = 64 * 1024;

/** More came than may be kept. */
export class TooManyBytes extends Error {
  override readonly name = 'TooManyBytes';
}

/** What came in over a line, on disk and not in memory, until it is known to be worth keeping. Close it whatever happens. */
export class SpooledFile implements ByteSource, ObjectFacts {
  constructor(
    private readonly handle: FileHandle,
    readonly size: number,
    readonly sha256: Buffer,
  ) {}

  /** Fewer bytes than asked for only at the end. */
  async read(offset: number, length: number): Promise<Buffer> {
    const wanted = Math.max(0, Math.min(length, this.size - offset));
    const { buffer, bytesRead } = await this.handle.read(Buffer.alloc(wanted), 0, wanted, offset);
    return buffer.subarray(0, bytesRead);
  }

  /** All of it from its beginning; any number of times, at once if need be. (A stream of the handle's own would close it.) */
  stream(): Readable {
    return Readable.from(this.steps(), { objectMode: false });
  }

  private async *steps(): AsyncGenerator<Buffer> {
    for (let at = 0; at < this.size; at += STEP) yield await this.read(at, STEP);
  }

  async close(): Promise<void> {
    await this.handle.close();
  }
}

/**
 * Takes in at most `maximumBytes`; throws TooManyBytes as soon as one more comes. The file loses its name at once, so that
 * nothing of it is left when the process dies.
 */
export async function spool(content: AsyncIterable<Uint8Array>, folder: string, maximumBytes: number): Promise<SpooledFile> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, randomUUID());
  const handle = await open(path, 'wx+', 0o600);
  try {
    await unlink(path);
    const hash = createHash('sha256');
    let size = 0;
    for await (const chunk of content) {
      size += chunk.length;
      if (size > maximumBytes) throw new TooManyBytes(`More than ${maximumBytes} bytes.`);
      hash.update(chunk);
      await handle.writeFile(chunk);
    }
    return new SpooledFile(handle, size, hash.digest());
  } catch (error) {
    await handle.close();
    throw error;
  }
}
