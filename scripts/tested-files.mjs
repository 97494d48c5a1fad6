// What the rounds of the fault matrix say something about: a digest of it keeps rounds of other sources apart.
import { digestOf } from './digest.mjs';

/** The service, what it is built with, and the matrix with what it stands on. Tests beside them, and documents, change nothing. */
const TESTED = [
  'src', 'config', 'migrations', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json', 'scripts/build.mjs', 'scripts/swc-options.mjs', 'scripts/bundle.mjs', 'scripts/faults.mjs',
  'scripts/tested-files.mjs', 'scripts/digest.mjs', 'test/faults/matrix', 'test/support', 'test/bench/harness.ts',
];

/** A digest over them, committed or not. */
export const digestOfTested = (root) => digestOf(root, TESTED);
