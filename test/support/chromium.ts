import { execFile } from 'node:child_process';
import { access, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { chromium, type Browser } from 'playwright-core';

const run = promisify(execFile);
const PACKAGE = '@sparticuz/chromium';

/**
 * The package unpacks its libraries only where it believes itself on AWS, and everything into the system's temporary
 * folder, which is shared: hence a process of its own with a temporary folder of its own.
 */
const UNPACK = `const { default: chromium } = await import('${PACKAGE}'); await chromium.executablePath();`;
const BELIEVE_ITSELF_ON_AWS = { AWS_LAMBDA_JS_RUNTIME: 'nodejs20.x' };

/** Starts a real Chromium: CHROMIUM_PATH, else the one that comes with npm, unpacked once per machine, user and version. */
export async function launchChromium(): Promise<Browser> {
  const args = ['--no-sandbox', '--disable-dev-shm-usage'];
  const given = process.env.CHROMIUM_PATH;
  if (given) return chromium.launch({ executablePath: given, args });
  const folder = await unpacked();
  return chromium.launch({
    executablePath: join(folder, 'chromium'),
    args,
    env: { ...process.env, HOME: folder, LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), FONTCONFIG_PATH: folder },
  });
}

async function unpacked(): Promise<string> {
  const require = createRequire(join(process.cwd(), 'package.json'));
  const manifest = join(dirname(require.resolve(PACKAGE)), '..', '..', 'package.json');
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string };
  const folder = join(tmpdir(), `adh-chromium-${version}-${process.getuid?.() ?? 0}`);
  if (await exists(folder)) return folder;

  const draft = await mkdtemp(`${folder}-`);
  try {
    await run(process.execPath, ['--input-type=module', '--eval', UNPACK], {
      cwd: process.cwd(),
      env: { PATH: process.env.PATH, TMPDIR: draft, ...BELIEVE_ITSELF_ON_AWS },
    });
    await writeFile(join(draft, 'fonts.conf'), fontsConfiguration(folder));
    await rename(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Another test file was quicker; its copy is the same.
    if (!(await exists(folder))) throw error;
  }
  return folder;
}

/** The package's own names /tmp/fonts; where that is absent, pages have no visible text, and nothing says so. */
const fontsConfiguration = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(folder, 'fonts')}</dir>
  <cachedir>${join(folder, 'fonts-cache')}</cachedir>
</fontconfig>
`;

const exists = (path: string): Promise<boolean> => access(path).then(() => true, () => false);
