// Injects every fault of the matrix on real processes, PostgreSQL, Redis, a mail server and receivers of webhooks, and checks from
// their own logs that nothing was lost, doubled or late: `npm run test:faults`. Options: --rounds N (default 1), --full (long
// outages), --seed N, --only TEXT (rows whose name holds it), --backend postgres|redis, --minutes N (default 60), --together N
// (worlds that play at the same time), --fresh. Rounds add up in reports/faults.json over runs of the same sources, whatever was
// committed between them: a run that ended early goes on where it was.
import { execFileSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { buildIfStale } from './build.mjs';
import { bundle, bundleService } from './bundle.mjs';
import { digestOfTested } from './tested-files.mjs';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const REPORT = join(ROOT, 'reports', 'faults.json');
// Measured on two cores: docs/decisions.md, "The fault matrix".
const TOGETHER = Math.max(1, availableParallelism());

process.chdir(ROOT);
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '1' }, full: { type: 'boolean', default: false }, seed: { type: 'string' }, only: { type: 'string' }, backend: { type: 'string' },
    minutes: { type: 'string', default: '60' }, together: { type: 'string', default: String(TOGETHER) }, fresh: { type: 'boolean', default: false },
  },
});
const seed = values.seed === undefined ? randomInt(1_000_000_000) : Number(values.seed);
const together = Number(values.together);
console.log(`Seed ${seed}: --seed ${seed} throws the same dice again. Worlds together: ${together}.`);
await buildIfStale({ log: console.log });
if (values.fresh) await rm(REPORT, { force: true });
const [matrix, program] = ['matrix', 'service'].map((name) => join(ROOT, 'data', `faults-${process.pid}-${name}.mjs`));
process.once('exit', () => [matrix, program].forEach((file) => rmSync(file, { force: true })));
// Whoever ends a run in the middle loses the rounds that are being played, and leaves nothing running.
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => stop.abort());
await Promise.all([bundle(join(ROOT, 'test', 'faults', 'matrix', 'main.ts'), matrix), bundleService(program)]);
const { runMatrix } = await import(pathToFileURL(matrix).href);
const whole = await runMatrix({
  rounds: Number(values.rounds), full: values.full, seed, only: values.only, backend: values.backend, minutes: Number(values.minutes), together, program, report: REPORT,
  tested: await digestOfTested(ROOT), commit: commit(), stop: stop.signal, say: (line) => console.log(line),
});
console.log(`Written to reports/faults.json.${whole ? '' : ' VIOLATIONS: see above.'}`);
process.exitCode = whole ? 0 : 1;

/** For whoever reads the report; what counts is the digest. */
function commit() {
  try {
    const git = (...args) => execFileSync('git', args, { encoding: 'utf8', maxBuffer: 2 ** 28 }).trim();
    return git('rev-parse', 'HEAD') + (git('status', '--porcelain') && ' with changes');
  } catch {
    return 'unknown';
  }
}
