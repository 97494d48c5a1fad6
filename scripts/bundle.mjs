// Programs of test/ that run without jest: each becomes one module.
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
