// What the rounds of the fault matrix say something about: a digest of it keeps rounds of other sources apart.
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** The service, what it is built with, and the matrix with what it stands on. Tests beside them, and documents, change nothing. */
const TESTED = [
  'src', 'config', 'migrations', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json', 'scripts/build.mjs', 'scripts/swc-options.mjs', 'scripts/bundle.mjs', 'scripts/faults.mjs',
  'scripts/tested-files.mjs', 'test/faults/matrix', 'test/support', 'test/bench/harness.ts',
];
const IS_TEST = /\.(spec|test)\.tsx?$/;

/** A digest over names and contents as they are on disk, committed or not. */
export async function digestOfTested(root) {
  const hash = createHash('sha256');
  for (const path of TESTED) {
    for (const file of await filesUnder(join(root, path))) {
      const content = await readFile(file);
      hash.update(`${relative(root, file)}\0${content.length}\0`).update(content);
    }
  }
  return hash.digest('hex');
}

async function filesUnder(path) {
  const entries = await readdir(path, { withFileTypes: true, recursive: true }).catch((error) => {
    if (error.code === 'ENOTDIR') return undefined;
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  if (!entries) return [path];
  return entries.filter((entry) => entry.isFile() && !IS_TEST.test(entry.name)).map((entry) => join(entry.parentPath, entry.name)).sort();
}
