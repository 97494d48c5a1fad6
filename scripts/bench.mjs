// Measures what the service promises about speed: `npm run bench`, or `node scripts/bench.mjs coverage` for that one and those
// whose names begin with `coverage-`. Each file test/bench/<name>.bench.ts is a bench: it exports `run(add)` (harness.ts beside
// it). Benches run one after the other, each in a process of its own, on the build and a real PostgreSQL. Prints a table, writes
// reports/bench.json; fails when a goal is missed.
import { spawn } from 'node:child_process';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { bundle } from './bundle.mjs';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const BENCHES = join(ROOT, 'test', 'bench');
const REPORT = join(ROOT, 'reports', 'bench.json');
const SUFFIX = '.bench.ts';
/** A bench that hangs is ended and counts as failed. In ms. */
const LIMIT = 10 * 60_000;

/** Gives the rows of one bench, or undefined when it failed. */
async function runBench(name, env) {
  // Inside the checkout, so that the bundle finds its packages.
  const file = join(ROOT, 'data', `bench-${name}-${process.pid}.mjs`);
  const results = `${file}.json`;
  try {
    await bundle(join(BENCHES, name + SUFFIX), file);
    const ended = await new Promise((resolve, reject) => {
      const child = spawn(process.execPath, ['--expose-gc', fileURLToPath(import.meta.url), '--in-this-process', file, results], { cwd: ROOT, env: { ...process.env, ...env }, stdio: 'inherit', timeout: LIMIT, killSignal: 'SIGKILL' });
      child.once('error', reject);
      child.once('close', resolve);
    });
    return ended === 0 ? JSON.parse(await readFile(results, 'utf8')) : undefined;
  } finally {
    await Promise.all([file, results].map((path) => rm(path, { force: true })));
  }
}

async function runInThisProcess(file, results) {
  const rows = [];
  const { run } = await import(pathToFileURL(file).href);
  await run((row) => rows.push(row));
  await writeFile(results, JSON.stringify(rows));
  // A pool that is still open must not keep the bench alive.
  process.exit(0);
}

const number = (value) => (value === null ? '–' : value >= 100 ? String(Math.round(value)) : value.toPrecision(3));

function print(rows) {
  const lines = rows.map(({ name, unit, ours, baseline, ratio, goal, ok }) => [name, number(ours), unit, number(baseline), number(ratio), goal ?? '', ok === null ? '' : ok ? 'met' : 'MISSED']);
  const table = [['what', 'ours', 'unit', 'baseline', 'ratio', 'goal', ''], ...lines];
  const widths = table[0].map((_, column) => Math.max(...table.map((line) => line[column].length)));
  for (const line of table) console.log(line.map((cell, column) => (column === 0 || column > 4 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join('  ').trimEnd());
  const notes = rows.filter(({ note }) => note).map(({ name, note }) => `  ${name}: ${note}`);
  if (notes.length > 0) console.log(`\nBaselines and circumstances\n${notes.join('\n')}`);
}

async function main(wanted) {
  const names = (await readdir(BENCHES)).filter((file) => file.endsWith(SUFFIX)).map((file) => file.slice(0, -SUFFIX.length)).sort();
  const fits = (name, want) => name === want || name.startsWith(`${want}-`);
  const unknown = wanted.filter((want) => !names.some((name) => fits(name, want)));
  if (unknown.length > 0) throw new Error(`There is no bench ${unknown.join(', ')}. There are: ${names.join(', ')}.`);
  const { buildIfStale } = await import('./build.mjs');
  await buildIfStale({ log: console.log });
  const { startTestPostgres } = await import('../test/support/postgres.mjs');
  const postgres = await startTestPostgres();
  const rows = [];
  const failed = [];
  try {
    for (const name of names.filter((each) => wanted.length === 0 || wanted.some((want) => fits(each, want)))) {
      console.log(`bench ${name} …`);
      const found = await runBench(name, postgres.env);
      if (found) rows.push(...found);
      else failed.push(name);
    }
  } finally {
    await postgres.stop();
  }
  await mkdir(dirname(REPORT), { recursive: true });
  await writeFile(REPORT, `${JSON.stringify(rows, null, 2)}\n`);
  console.log('');
  print(rows);
  console.log(`\nWritten to ${relative(ROOT, REPORT)}.`);
  if (failed.length > 0) console.log(`FAILED: ${failed.join(', ')}`);
  if (failed.length > 0 || rows.some(({ ok }) => ok === false)) process.exitCode = 1;
}

process.chdir(ROOT);
const [first, file, results] = process.argv.slice(2);
if (first === '--in-this-process') await runInThisProcess(file, results);
else await main(process.argv.slice(2));
