/** Something that can be read anywhere in it. */
export type ByteSource = {
  /** Bytes. */
  readonly size: number;
  /** Fewer bytes than asked for only at the end. */
  read(offset: number, length: number): Promise<Buffer>;
};

const PAGE = 64 * 1024;

/** Walks through a file a page at a time: that costs a page of memory, not the file. */
export class PagedReader {
  private page: Buffer = Buffer.alloc(0);
  private pageAt = 0;

  constructor(private readonly source: ByteSource) {}

  get size(): number {
    return this.source.size;
  }

  /** At most a page; fewer bytes only at the end. */
  async bytes(offset: number, length: number): Promise<Buffer> {
    if (offset < this.pageAt || offset + length > this.pageAt + this.page.length) {
      this.page = await this.source.read(offset, Math.max(PAGE, length));
      this.pageAt = offset;
    }
    return this.page.subarray(offset - this.pageAt, offset - this.pageAt + length);
  }

  /** Undefined past the end. */
  async byte(offset: number): Promise<number | undefined> {
    return (await this.bytes(offset, 1))[0];
  }

  /** Where the value next stands from `offset` on; -1 when it does not. */
  async indexOf(value: number, offset: number): Promise<number> {
    for (let at = offset; at < this.size; ) {
      const length = Math.min(PAGE, this.size - at);
      const inPage = at >= this.pageAt && at < this.pageAt + this.page.length ? this.page.subarray(at - this.pageAt) : await this.bytes(at, length);
      const found = inPage.indexOf(value);
      if (found >= 0) return at + found;
      at += inPage.length;
    }
    return -1;
  }
}
