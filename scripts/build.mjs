// Builds dist/ when it does not match the sources. `node scripts/build.mjs [--force]`; start and test call buildIfStale.
import { existsSync, realpathSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { digestOf, filesUnder } from './digest.mjs';
import { swcOptions } from './swc-options.mjs';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const DIST = join(ROOT, 'dist');
const FINGERPRINT = '.fingerprint';
const COMPILED = ['src', 'migrations', 'config'];
const SOURCES = [...COMPILED, 'package-lock.json', 'scripts/build.mjs', 'scripts/digest.mjs', 'scripts/swc-options.mjs'];
const ISLANDS = join(ROOT, 'src', 'web', 'islands');
const STYLES = join(ROOT, 'src', 'web', 'styles');
const READY_MADE = join(ROOT, 'src', 'web', 'public');
const IS_SPEC = /\.spec\.tsx?$/;

/** The sources do not compile; `message` holds what the compiler said. */
export class BuildError extends Error {}

/**
 * Builds dist/ unless it was built from exactly these sources. Gives true when it built.
 * The old dist/ stays in place until the new one is complete. Throws BuildError.
 */
export async function buildIfStale({ force = false, log = console.log } = {}) {
  // An installation without sources, such as an image, has nothing to build from.
  if (!existsSync(join(ROOT, 'src')) && existsSync(join(DIST, 'src', 'main.js'))) return false;
  const fingerprint = await fingerprintOfSources();
  if (!force && (await fingerprintOfDist()) === fingerprint) return false;

  await removeAbandonedDrafts();
  const draft = `${DIST}.new-${process.pid}`;
  try {
    await timed(log, 'compiling TypeScript', () => compile(draft));
    await timed(log, 'bundling scripts and styles for the browser', () => bundle(join(draft, 'public')));
    await writeFile(join(draft, FINGERPRINT), fingerprint);
    await moveIn(draft);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return true;
}

async function timed(log, what, work) {
  const start = performance.now();
  await work();
  log(`build: ${what} took ${((performance.now() - start) / 1000).toFixed(1)} s`);
}

/** A digest over the names and contents of everything that the build reads. */
const fingerprintOfSources = () => digestOf(ROOT, SOURCES);

const fingerprintOfDist = () => readFile(join(DIST, FINGERPRINT), 'utf8').catch(() => undefined);

/** Takes the types away and no more, in a tenth of the time that checking them takes; `npm run types` and the tests check them. */
async function compile(outDir) {
  const { transformFile } = await import('@swc/core');
  const sources = (await Promise.all(COMPILED.map((folder) => filesUnder(join(ROOT, folder))))).flat().filter(isCompiled);
  const failed = [];
  await Promise.all(
    sources.map(async (source) => {
      const target = join(outDir, relative(ROOT, source).replace(/\.tsx?$/, '.js'));
      const sourceFileName = relative(dirname(join(DIST, relative(ROOT, source))), source);
      try {
        const { code, map } = await transformFile(source, { ...swcOptions, swcrc: false, sourceMaps: true, inlineSourcesContent: false, sourceFileName });
        await mkdir(dirname(target), { recursive: true });
        await writeFile(target, `${code}//# sourceMappingURL=${basename(target)}.map\n`);
        await writeFile(`${target}.map`, map);
      } catch (error) {
        failed.push(`${relative(ROOT, source)}: ${error.message.trim()}`);
      }
    }),
  );
  if (failed.length > 0) throw new BuildError(`The sources do not compile:\n${failed.sort().join('\n')}`);
}

const isCompiled = (file) => /\.tsx?$/.test(file) && !/\.(d|fixture)\.ts$/.test(file) && !file.startsWith(ISLANDS);

/** Each script and each style sheet directly in its folder becomes one file; what they import is bundled in. Ready-made files are copied. */
async function bundle(outDir) {
  await mkdir(outDir, { recursive: true });
  if (existsSync(READY_MADE)) await cp(READY_MADE, outDir, { recursive: true });
  const islands = await entryPoints(ISLANDS, /\.tsx?$/);
  const styles = await entryPoints(STYLES, /\.css$/);
  if (islands.length + styles.length === 0) return;
  const esbuild = await import('esbuild');
  const common = { outdir: outDir, bundle: true, minify: true, legalComments: 'eof', logLevel: 'silent' };
  try {
    await esbuild.build({ ...common, entryPoints: islands, format: 'esm', target: 'es2022' });
    await esbuild.build({ ...common, entryPoints: styles, loader: { '.svg': 'dataurl', '.png': 'dataurl' } });
  } catch (error) {
    throw new BuildError(`The browser's scripts and styles do not bundle:\n${error.message}`);
  } finally {
    // Its helper process would stay for as long as the service runs.
    await esbuild.stop();
  }
}

async function entryPoints(folder, pattern) {
  const names = await readdir(folder).catch((error) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return names.filter((name) => pattern.test(name) && !IS_SPEC.test(name) && !name.endsWith('.d.ts')).map((name) => join(folder, name));
}

/** Two builds at once may meet here; each brings the same result, so the last one in is fine. */
async function moveIn(draft) {
  for (let attempt = 1; ; attempt += 1) {
    const old = `${DIST}.old-${process.pid}-${attempt}`;
    await rename(DIST, old).catch((error) => {
      if (error.code !== 'ENOENT') throw error;
    });
    try {
      await rename(draft, DIST);
      return;
    } catch (error) {
      if (attempt === 5 || !['ENOTEMPTY', 'EEXIST'].includes(error.code)) throw error;
    } finally {
      await rm(old, { recursive: true, force: true });
    }
  }
}

/** What builds that were killed left beside dist/. */
async function removeAbandonedDrafts() {
  for (const name of await readdir(ROOT)) {
    const pid = /^dist\.(?:new|old)-(\d+)/.exec(name)?.[1];
    if (pid && !isAlive(Number(pid))) await rm(join(ROOT, name), { recursive: true, force: true });
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

if (process.argv[1] && fileURLToPath(import.meta.url) === realpathSync(process.argv[1])) {
  try {
    const built = await buildIfStale({ force: process.argv.includes('--force') });
    if (!built) console.log('build: dist/ is up to date');
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
