/** Why the embedded PostgreSQL cannot run, in one sentence that says what to do. Safe to print: holds paths, never passwords. */
export class EmbeddedPostgresError extends Error {
  constructor(message: string, options?: { readonly cause: unknown }) {
    super(message, options);
    this.name = 'EmbeddedPostgresError';
  }
}

const FILE_TROUBLE: Readonly<Record<string, string>> = {
  EACCES: 'this user may not read or write there',
  EPERM: 'this user may not do that there',
  EROFS: 'that file system is read-only',
  ENOSPC: 'the disk is full',
};

/** A text that an error of Node carries beside its message. Not by `instanceof`: such errors can come from another realm. */
export function detailOf(error: unknown, name: 'code' | 'path' | 'stderr' | 'message'): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const value: unknown = Reflect.get(error, name);
  return typeof value === 'string' ? value : undefined;
}

/** True for an error with one of these codes, such as `ENOENT` or an SQLSTATE. */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  const code = detailOf(error, 'code');
  return code !== undefined && codes.includes(code);
}

/** Turns a file system error into one sentence; gives any other error back as it is. */
export function explainFileTrouble(error: unknown): unknown {
  const reason = FILE_TROUBLE[detailOf(error, 'code') ?? ''];
  if (reason === undefined) return error;
  return new EmbeddedPostgresError(
    `The embedded PostgreSQL cannot use ${detailOf(error, 'path') ?? 'its files'}: ${reason}; start as the user who started it first, or set DATABASE_URL.`,
    { cause: error },
  );
}
