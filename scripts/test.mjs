// The whole test run: `npm test`. `node scripts/test.mjs unit` runs one suite, `node scripts/test.mjs integration lint`
// only its files that fit; further arguments go to jest. With --no-skips (or NO_SKIPS=1) a skipped test is a failure.
// Ends with one line `N passed, N failed, N skipped`, in which lint and types count as a test each.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = (...path) => join(ROOT, 'node_modules', ...path);
// The compiler in machine code: it says the same in a quarter of the time. ESLint needs the one in JavaScript.
const TSC = bin('typescript-native', 'bin', 'tsc');
const ISLANDS_PROJECT = join('src', 'web', 'islands', 'tsconfig.json');

/** Checks are programs that succeed or do not. */
const CHECKS = {
  // Rules that need types first: they are answered in seconds.
  lint: [
    [bin('oxlint', 'bin', 'oxlint'), '--type-aware', '--max-warnings', '0', '.'],
    [bin('eslint', 'bin', 'eslint.js'), '--max-warnings', '0', '.'],
  ],
  types: [[TSC, '--noEmit'], ...(existsSync(join(ROOT, ISLANDS_PROJECT)) ? [[TSC, '--noEmit', '-p', ISLANDS_PROJECT]] : [])],
};
/**
 * jest projects (jest.config.mjs) in two lanes that run beside each other: what mostly waits for processes and pages, and, after
 * the checks, what mostly computes. So both cores have work all the time.
 */
const SUITES = {
  jobs: { workers: 3, postgres: true, build: true, program: true, waits: true },
  browser: { workers: 2, postgres: true, build: true, waits: true },
  unit: { workers: 1 },
  integration: { workers: 2, postgres: true },
  e2e: { workers: 3, postgres: true, build: true },
};
/** A suite that hangs is ended and counts as failed. In ms. */
const SUITE_LIMIT = 8 * 60_000;

const { chosen, jestArguments, noSkips } = readArguments(process.argv.slice(2));
const isWholeRun = chosen.length === 0 && jestArguments.length === 0;
const runs = (name) => chosen.includes(name) || (chosen.length === 0 && (isWholeRun || name in SUITES));

const total = { passed: 0, failed: 0, skipped: 0 };
const skippedTests = [];
const running = new Set();
const began = performance.now();
let postgres;
let program;
let interrupted = false;

function readArguments(args) {
  const names = [...Object.keys(CHECKS), ...Object.keys(SUITES)];
  const firstOther = args.findIndex((arg) => !names.includes(arg) && arg !== '--no-skips');
  const own = firstOther === -1 ? args : args.slice(0, firstOther);
  const rest = (firstOther === -1 ? [] : args.slice(firstOther)).filter((arg) => arg !== '--');
  return {
    chosen: own.filter((arg) => names.includes(arg)),
    jestArguments: rest.filter((arg) => arg !== '--no-skips'),
    noSkips: args.includes('--no-skips') || process.env.NO_SKIPS === '1',
  };
}

function report(name, what, since) {
  const seconds = ((performance.now() - since) / 1000).toFixed(1);
  console.log(`${name.padEnd(12)} ${what.padEnd(44)} ${seconds.padStart(6)} s`);
}

function add(counts) {
  for (const [key, count] of Object.entries(counts)) total[key] += count;
}

const inWords = ({ passed, failed, skipped }) =>
  [`${passed} passed`, failed > 0 && `${failed} failed`, skipped > 0 && `${skipped} skipped`].filter(Boolean).join(', ');

/** Runs node without input; gives its exit code (null: ended by a signal) and everything it wrote. */
function runNode(args, { env = {}, onLine, limit = SUITE_LIMIT } = {}) {
  return new Promise((resolve) => {
    // A process group of its own, so that what it started ends with it.
    const child = spawn(process.execPath, args, { cwd: ROOT, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    running.add(child);
    let output = '';
    const take = (text) => {
      output += text;
      for (const line of onLine ? text.split('\n') : []) onLine(line);
    };
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', take);
    const tooLong = setTimeout(() => {
      output += `\nEnded after ${limit / 1000} s: it did not finish by itself.\n`;
      endGroup(child);
    }, limit);
    child.once('error', (error) => (output += String(error)));
    child.once('close', (code) => {
      clearTimeout(tooLong);
      running.delete(child);
      resolve({ code, output });
    });
  });
}

function endGroup(child) {
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

async function runCheck(name) {
  const start = performance.now();
  for (const command of CHECKS[name]) {
    const { code, output } = await runNode(command);
    if (code === 0) continue;
    add({ failed: 1 });
    report(name, 'FAILED', start);
    console.log(output.trimEnd());
    return;
  }
  add({ passed: 1 });
  report(name, 'passed', start);
}

/** True when dist/ fits the sources. */
async function build() {
  const start = performance.now();
  const { buildIfStale } = await import('./build.mjs');
  try {
    const built = await buildIfStale({ log: () => undefined });
    report('build', built ? 'done' : 'up to date', start);
    return true;
  } catch (error) {
    report('build', 'FAILED', start);
    console.log(error.message);
    return false;
  }
}

/** The variable by which tests find the service as one file: a start takes half the processor time. */
async function makeProgram() {
  const start = performance.now();
  const { bundleService } = await import('./bundle.mjs');
  program = join(ROOT, 'data', `test-service-${process.pid}.mjs`);
  await bundleService(program);
  report('program', 'bundled', start);
  return { TEST_SERVICE_PROGRAM: program };
}

/** The variables by which the tests find the server; undefined when it did not start. */
async function startPostgres() {
  const start = performance.now();
  const { startTestPostgres } = await import('../test/support/postgres.mjs');
  try {
    postgres = await startTestPostgres();
    report('postgres', 'started, template migrated', start);
    return postgres.env;
  } catch (error) {
    report('postgres', 'FAILED', start);
    console.log(error);
    return undefined;
  }
}

async function runSuite(name, env, folder) {
  const start = performance.now();
  const resultFile = join(folder, `${name}.json`);
  const { code, output } = await runNode(
    [
      bin('jest', 'bin', 'jest.js'),
      ...['--selectProjects', name, '--maxWorkers', String(SUITES[name].workers), '--json', '--outputFile', resultFile],
      ...(isWholeRun ? [] : ['--passWithNoTests', ...jestArguments]),
    ],
    {
      env: {
        ...env,
        NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --experimental-vm-modules --disable-warning=ExperimentalWarning`.trim(),
        ...(noSkips && { REQUIRE_REDIS: '1' }),
      },
      // Signs of life: files that failed, and files slow enough for jest to give their time.
      onLine: (line) => /^(FAIL |PASS .*\([\d.]+ s\))/.test(line) && console.log(`  ${line}`),
    },
  );
  const result = JSON.parse(await readFile(resultFile, 'utf8').catch(() => 'null'));
  const counts = countTests(result, code);
  add(counts);
  report(name, inWords(counts), start);
  if (counts.failed > 0) console.log(failuresIn(output));
  else if (/failed to exit gracefully/.test(output)) console.log(`  ${name}: a test file leaves something running (jest --detectOpenHandles finds it)`);
  skippedTests.push(...namesOfSkipped(result).map((test) => `${name}: ${test}`));
}

/** Without a result, or with an exit code that the result does not explain, something failed that is not a test. */
function countTests(result, code) {
  if (!result) return { passed: 0, failed: 1, skipped: 0 };
  const passed = result.numPassedTests;
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
  const skipped = result.numPendingTests + result.numTodoTests;
  const unexplained = failed === 0 && (code !== 0 || (isWholeRun && passed + skipped === 0));
  return { passed, failed: unexplained ? 1 : failed, skipped };
}

function namesOfSkipped(result) {
  const tests = (result?.testResults ?? []).flatMap((file) => file.assertionResults);
  return tests.filter(({ status }) => ['pending', 'todo', 'skipped', 'disabled'].includes(status)).map(({ fullName, status }) => (status === 'todo' ? `${fullName} (to do)` : fullName));
}

/** What failed, once: jest repeats it in a summary after many files. */
const failuresIn = (output) =>
  output
    .replace(/^Summary of all failing tests$[^]*?(?=^Test Suites: )/m, '')
    .replace(/^(PASS |Test results written to: |Running one project: ).*\n/gm, '')
    .trim();

/** The checks, one after the other: two compilers at once, beside the tests, are more than two cores carry. */
async function runChecks() {
  for (const name of Object.keys(CHECKS).filter(runs)) if (!interrupted) await runCheck(name);
}

async function runSuites(names, environment, folder) {
  for (const name of names) {
    if (interrupted) return;
    const lacks = SUITES[name].postgres && environment.lacking;
    if (!lacks) {
      await runSuite(name, environment.variables, folder);
      continue;
    }
    add({ failed: 1 });
    report(name, `NOT RUN: ${lacks} failed`, performance.now());
  }
}

/** What the suites that start the service or a database stand on: variables, or what is lacking. */
async function prepare(suites) {
  if (suites.some((name) => SUITES[name].build) && !(await build())) return { lacking: 'the build' };
  if (!suites.some((name) => SUITES[name].postgres)) return { variables: {} };
  const variables = await startPostgres();
  if (!variables) return { lacking: 'PostgreSQL' };
  return { variables: { ...variables, ...(suites.some((name) => SUITES[name].program) && (await makeProgram())) } };
}

async function main() {
  const folder = await mkdtemp(join(tmpdir(), 'adh-test-results-'));
  try {
    const suites = Object.keys(SUITES).filter(runs);
    const environment = await prepare(suites);
    const run = (waits) => runSuites(suites.filter((name) => Boolean(SUITES[name].waits) === waits), environment, folder);
    const computing = async () => {
      await runChecks();
      await run(false);
    };
    await Promise.all([computing(), run(true)]);
  } finally {
    await postgres?.stop();
    if (program) await rm(program, { force: true });
    await rm(folder, { recursive: true, force: true });
  }
}

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    interrupted = true;
    running.forEach(endGroup);
  });
}

process.chdir(ROOT);
try {
  await main();
} catch (error) {
  add({ failed: 1 });
  console.log(error);
}
if (skippedTests.length > 0) console.log(`\nSkipped${noSkips ? ', which is a failure here' : ''}:\n${skippedTests.map((test) => `  ${test}`).join('\n')}`);
report('\nall', '', began);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = interrupted ? 130 : total.failed > 0 || (noSkips && total.skipped > 0) ? 1 : 0;
