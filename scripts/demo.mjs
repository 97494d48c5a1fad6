// `npm run demo`: builds what is stale, then plays the case. Options: --url http://… --credentials FILE
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIfStale } from './build.mjs';

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))));
await buildIfStale({ log: (line) => console.log(`  ${line}`) });
const { runDemo } = await import('../dist/src/demo/run/index.js');
process.exitCode = await runDemo(process.argv.slice(2));
