/** The bytes of an uploaded file, to be read in pieces and more than once. */
export type FileBytes = {
  readonly size: number;
  /** From `start` up to, not including, `end`; the whole file when left out. */
  read(start?: number, end?: number): AsyncIterable<Uint8Array>;
};

/** A file that is small enough to be in memory. */
export const bytesInMemory = (bytes: Uint8Array): FileBytes => ({
  size: bytes.length,
  async *read(start = 0, end = bytes.length) {
    yield bytes.subarray(start, end);
  },
});

/** The first bytes of a file. */
export async function headOf(file: FileBytes, length: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of file.read(0, Math.min(length, file.size))) parts.push(part);
  return Buffer.concat(parts);
}
