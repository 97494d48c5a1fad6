const { isBuiltin } = require('node:module');
const { dirname, resolve } = require('node:path');

/**
 * Tells eslint-plugin-boundaries where a relative import leads: `./x.js` is the source file `x.ts`.
 * It judges paths only (the compiler already refuses a file that is not there), so that a rule can be tested
 * on an import of a file that does not exist.
 */
module.exports = {
  interfaceVersion: 2,
  resolve(source, importer) {
    if (isBuiltin(source)) return { found: true, path: null };
    if (!source.startsWith('.')) return { found: false };
    return { found: true, path: resolve(dirname(importer), source).replace(/\.js$/, '.ts') };
  },
};
