// Injects every fault of the matrix on real processes, PostgreSQL, Redis and a mail server, and checks from their own logs that
// nothing was lost, doubled or late: `npm run test:faults`. Options: --rounds N (default 1), --full (long outages), --seed N,
// --only TEXT (rows whose name holds it), --backend postgres|redis, --minutes N (default 60), --fresh. Rounds add up in
// reports/faults.json over runs of the same commit: a run that ended early goes on where it was.
import { execFileSync } from 'node:child_process';
import { createHash, randomInt } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { buildIfStale } from './build.mjs';
import { bundle } from './bundle.mjs';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const REPORT = join(ROOT, 'reports', 'faults.json');

process.chdir(ROOT);
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '1' }, full: { type: 'boolean', default: false }, seed: { type: 'string' }, only: { type: 'string' }, backend: { type: 'string' },
    minutes: { type: 'string', default: '60' }, fresh: { type: 'boolean', default: false },
  },
});
const seed = values.seed === undefined ? randomInt(1_000_000_000) : Number(values.seed);
console.log(`Seed ${seed}: --seed ${seed} throws the same dice again.`);
await buildIfStale({ log: console.log });
if (values.fresh) await rm(REPORT, { force: true });
const file = join(ROOT, 'data', `faults-${process.pid}.mjs`);
try {
  await bundle(join(ROOT, 'test', 'faults', 'matrix', 'main.ts'), file);
  const { runMatrix } = await import(pathToFileURL(file).href);
  const whole = await runMatrix({
    rounds: Number(values.rounds), full: values.full, seed, only: values.only, backend: values.backend, minutes: Number(values.minutes), report: REPORT, commit: commit(), say: (line) => console.log(line),
  });
  console.log(`Written to reports/faults.json.${whole ? '' : ' VIOLATIONS: see above.'}`);
  process.exitCode = whole ? 0 : 1;
} finally {
  await rm(file, { force: true });
}

/** What the rounds were played with; a checkout that was changed counts as what it was changed to. */
function commit() {
  try {
    const git = (...args) => execFileSync('git', args, { encoding: 'utf8', maxBuffer: 2 ** 28 });
    const changes = git('diff', 'HEAD');
    return git('rev-parse', 'HEAD').trim() + (changes && ` changed ${createHash('sha256').update(changes).digest('hex').slice(0, 12)}`);
  } catch {
    return 'unknown';
  }
}
