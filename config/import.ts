/** A figure of policy with where it comes from. */
type Figure<T> = { readonly value: T; readonly source: string };

export type ImportPolicy = {
  /** Bytes of one file. */
  readonly maximumBytes: Figure<number>;
  /** Rows with something in them, the header not counted. */
  readonly maximumRows: Figure<number>;
  readonly maximumColumns: Figure<number>;
  /** Characters in one cell. */
  readonly maximumCell: Figure<number>;
  /** Characters in one row of a CSV. */
  readonly maximumRow: Figure<number>;
  /** Bytes that the parts of an XLSX that are read may unpack to, together. */
  readonly maximumUnpackedBytes: Figure<number>;
  /** Parts in an XLSX, read or not. */
  readonly maximumParts: Figure<number>;
  /** Characters of all shared texts of an XLSX: the one part that has to be held in memory. */
  readonly maximumSharedText: Figure<number>;
  /** Rows handled at once. */
  readonly batch: Figure<number>;
  /** Locations handled at once after they were written: somebody who triggers meanwhile may wait for that long. */
  readonly followUpBatch: Figure<number>;
  /** How long a claim on an import holds without a sign of life, in seconds. */
  readonly leaseSeconds: Figure<number>;
  /** Times that an import is taken up again after its process vanished. */
  readonly attempts: Figure<number>;
  /** Days after which what was uploaded is cleared away, finished or not. */
  readonly keptDays: Figure<number>;
  /** Imports of one organisation that are kept at a time. */
  readonly maximumKept: Figure<number>;
  /** Problems shown on the page; the rest is in the file. */
  readonly shownProblems: Figure<number>;
};

const OWN_DEFAULT = 'Our own default';
const MEGABYTE = 1024 * 1024;

export const IMPORT_POLICY: ImportPolicy = {
  maximumBytes: { value: 20 * MEGABYTE, source: `${OWN_DEFAULT}: 20 MB, four times a CSV of 10,000 rows in which every column is filled in` },
  maximumRows: { value: 20_000, source: `${OWN_DEFAULT}: twice the 10,000 rows that were asked for; no municipality has as many empty buildings` },
  maximumColumns: { value: 300, source: `${OWN_DEFAULT}: twice the columns there are, with ten contacts` },
  maximumCell: { value: 32_767, source: 'Excel: the most characters that a cell can hold. The fields have narrower limits of their own' },
  maximumRow: { value: 500_000, source: `${OWN_DEFAULT}: far more than every column at its limit; a quotation mark that is never closed is found by it` },
  maximumUnpackedBytes: { value: 150 * MEGABYTE, source: 'Measured: 20,000 rows with every column filled in unpack to about 100 MB' },
  maximumParts: { value: 2000, source: `${OWN_DEFAULT}: a workbook with many sheets and pictures has some hundreds` },
  maximumSharedText: { value: 20_000_000, source: `${OWN_DEFAULT}: bounds the memory of one import to about 40 MB` },
  batch: { value: 250, source: 'Measured: larger batches are not faster, and one takes well under a second' },
  followUpBatch: { value: 50, source: 'Measured: some hundredths of a second' },
  leaseSeconds: { value: 20, source: `${OWN_DEFAULT}: a batch takes well under a second, so that a process that is silent this long is gone` },
  attempts: { value: 3, source: `${OWN_DEFAULT}: a file that brought a process down three times is not read a fourth time` },
  keptDays: { value: 7, source: `${OWN_DEFAULT}: a week to correct rows; the file holds names and numbers of contacts, so not longer` },
  maximumKept: { value: 20, source: `${OWN_DEFAULT}: a bound for what one organisation can have us keep, 400 MB` },
  shownProblems: { value: 100, source: `${OWN_DEFAULT}: what one can read through; whoever has more works in the file` },
};
