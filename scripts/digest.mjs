// Files, and what they hold, as they are on disk: for the build, and for the rounds of the fault matrix.
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

const IS_TEST = /\.(spec|test)\.tsx?$/;

/** A digest over names and contents of everything under these paths, tests excepted. */
export async function digestOf(root, paths) {
  const hash = createHash('sha256');
  for (const path of paths) {
    for (const file of await filesUnder(join(root, path))) {
      const content = await readFile(file);
      hash.update(`${relative(root, file)}\0${content.length}\0`).update(content);
    }
  }
  return hash.digest('hex');
}

/** All files under a path in a fixed order, tests excepted; the path itself when it is a file; none when it is absent. */
export async function filesUnder(path) {
  const entries = await readdir(path, { withFileTypes: true, recursive: true }).catch((error) => {
    if (error.code === 'ENOTDIR') return undefined;
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  if (!entries) return [path];
  return entries.filter((entry) => entry.isFile() && !IS_TEST.test(entry.name)).map((entry) => join(entry.parentPath, entry.name)).sort();
}
