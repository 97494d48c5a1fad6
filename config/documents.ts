/** A figure of policy with where it comes from. */
type Figure<T> = { readonly value: T; readonly source: string };

export type DocumentPolicy = {
  /** Bytes of one file. */
  readonly maximumBytes: Figure<number>;
  /** Characters of a file's name, its ending included. */
  readonly maximumNameLength: Figure<number>;
  /** Documents on file at one location. */
  readonly maximumPerLocation: Figure<number>;
  /** Days that the content of a removed document is kept; that it was there stays on the record for good. */
  readonly removedKeptDays: Figure<number>;
};

/** How stored objects are looked after, whatever they are for. Times are in seconds. */
export type StoragePolicy = {
  /** An object that was written and that nothing refers to yet is cleared away after this. */
  readonly unclaimedKeptSeconds: Figure<number>;
  readonly cleanUpEverySeconds: Figure<number>;
  /** Objects deleted in one clean-up. */
  readonly cleanUpBatch: Figure<number>;
  /** Until an object that could not be deleted is tried again. */
  readonly deleteRetrySeconds: Figure<number>;
  /** Until the store has to have begun its answer. */
  readonly storeAnswerSeconds: Figure<number>;
  /** For a whole object to be taken in by the store. */
  readonly storeWriteSeconds: Figure<number>;
  /** For a virus scanner from connection to verdict. */
  readonly scanSeconds: Figure<number>;
};

const OWN_DEFAULT = 'Our own default';

export const DOCUMENT_POLICY: DocumentPolicy = {
  maximumBytes: { value: 20 * 1024 * 1024, source: `${OWN_DEFAULT}: 20 MB, whichever way a computer counts it; a floor plan or a report fits many times` },
  maximumNameLength: { value: 120, source: `${OWN_DEFAULT}: fits in a row of a table and in every file system` },
  maximumPerLocation: { value: 200, source: `${OWN_DEFAULT}: ten times what a location needs, and a bound for every list` },
  removedKeptDays: { value: 90, source: `${OWN_DEFAULT}: a mistake, or a dispute about one, shows within a season; the municipality keeps the originals under its own selection list` },
};

export const STORAGE_POLICY: StoragePolicy = {
  unclaimedKeptSeconds: { value: 3600, source: `${OWN_DEFAULT}: far longer than one upload takes (Node ends a request after 5 minutes)` },
  cleanUpEverySeconds: { value: 60, source: `${OWN_DEFAULT}: nobody waits for it` },
  cleanUpBatch: { value: 50, source: `${OWN_DEFAULT}: a clean-up ends within seconds, and the next one goes on` },
  deleteRetrySeconds: { value: 600, source: `${OWN_DEFAULT}: nobody waits for it` },
  storeAnswerSeconds: { value: 10, source: `${OWN_DEFAULT}: somebody is waiting for the page` },
  storeWriteSeconds: { value: 60, source: `${OWN_DEFAULT}: 20 MB at 3 Mbit/s` },
  scanSeconds: { value: 60, source: `${OWN_DEFAULT}: clamd takes seconds for 20 MB` },
};
