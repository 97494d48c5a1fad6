// Starts the service: `npm start`. Checks what it needs, builds when the sources changed, and runs dist/src/main.js in
// this very process, so that Ctrl-C and SIGTERM reach it. Only plain syntax and late imports here: an old Node must get
// as far as its sentence.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Why the service cannot start here, in one sentence; undefined when it can. */
function obstacle() {
  const required = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).engines.node.replace('>=', '');
  const [major, minor] = process.versions.node.split('.').map(Number);
  const [needMajor, needMinor] = required.split('.').map(Number);
  if (major < needMajor || (major === needMajor && minor < needMinor)) {
    return `Achter de Hand needs Node ${required} or newer, and this is Node ${process.versions.node}.`;
  }
  if (!existsSync(join(root, 'node_modules', '.package-lock.json'))) {
    return 'The packages are not installed: run npm ci first.';
  }
  return undefined;
}

const reason = obstacle();
if (reason) {
  console.error(reason);
  process.exit(1);
}

process.chdir(root);
process.setSourceMapsEnabled(true);
const { buildIfStale, BuildError } = await import('./build.mjs');
try {
  await buildIfStale();
} catch (error) {
  if (!(error instanceof BuildError)) throw error;
  console.error(error.message);
  process.exit(1);
}
await import('../dist/src/main.js');
