import { createHash } from 'node:crypto';
import { mkdir, open, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { isId } from '../../kernel/index.js';
import { ContentMismatch, DocumentStore, type ByteRange, type ObjectFacts, type StoredContent } from './document-store.js';

/** Folders cannot be synchronised on every system; there the rename alone has to do. */
const NO_FOLDER_SYNC = new Set(['EISDIR', 'EPERM', 'EINVAL', 'EBADF']);

/** Files in one folder of this machine, each named by its id alone and readable by this user only. */
export class FileStore extends DocumentStore {
  readonly place: string;

  constructor(private readonly folder: string) {
    super();
    this.place = folder;
  }

  async put(id: string, content: Readable, facts: ObjectFacts): Promise<void> {
    const path = this.pathOf(id);
    // One draft an id, so that deleting the id also clears away what a crash left half-written.
    const draft = draftOf(path);
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    try {
      const file = await open(draft, 'w', 0o600);
      try {
        await writeExactly(file, content, facts);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(draft, path);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
    await syncFolder(this.folder);
  }

  async get(id: string, range?: ByteRange): Promise<StoredContent | undefined> {
    const file = await open(this.pathOf(id), 'r').catch(absent);
    if (!file) return undefined;
    try {
      const { size } = await file.stat();
      return { size, stream: file.createReadStream(range ?? { start: 0 }) };
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  async delete(id: string): Promise<void> {
    const path = this.pathOf(id);
    await rm(path, { force: true });
    await rm(draftOf(path), { force: true });
  }

  async exists(id: string): Promise<boolean> {
    return (await stat(this.pathOf(id)).catch(absent)) !== undefined;
  }

  // An id cannot lead out of the folder.
  private pathOf(id: string): string {
    if (!isId(id)) throw new Error('Not an id.');
    return join(this.folder, id);
  }
}

const draftOf = (path: string): string => `${path}.partial`;

function absent(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  return undefined;
}

async function writeExactly(file: FileHandle, content: Readable, { size, sha256 }: ObjectFacts): Promise<void> {
  const hash = createHash('sha256');
  let written = 0;
  for await (const chunk of content as AsyncIterable<Buffer>) {
    written += chunk.length;
    if (written > size) break;
    hash.update(chunk);
    await file.writeFile(chunk);
  }
  if (written !== size || !hash.digest().equals(sha256)) throw new ContentMismatch('The bytes are not the ones announced.');
}

async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  } catch (error) {
    if (!NO_FOLDER_SYNC.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}
