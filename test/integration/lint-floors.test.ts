import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { ESLint } from 'eslint';

/** Lints a text as if it stood in that file; the file and what it imports need not exist. Answers the rules it breaks. */
function linter(options: ESLint.Options) {
  const eslint = new ESLint({ cwd: process.cwd(), ...options });
  return async (file: string, code: string): Promise<string[]> => {
    const [result] = await eslint.lintText(code, { filePath: join(process.cwd(), file) });
    return result!.messages.map((message) => message.ruleId ?? message.message);
  };
}

const lint = linter({});
const FLOORS = 'boundaries/dependencies';
const SYNTAX = 'no-restricted-syntax';

const importing = (source: string): string => `export * from '${source}';\n`;

describe('the floors of the house', () => {
  it.each([
    ['a higher feature', 'src/locations/register.ts', '../reserve/index.js'],
    ['a feature on the same floor', 'src/activations/trigger.ts', '../occupancy/index.js'],
    ['another feature past its index', 'src/reserve/answer.ts', '../locations/standby-location.entity.js'],
    ['another feature’s domain', 'src/reserve/answer.ts', '../locations/domain/readiness.js'],
    ['the kernel past its index', 'src/reserve/answer.ts', '../kernel/id.js'],
    ['a feature from the technical floor', 'src/platform/http/filter.ts', '../../organisations/index.js'],
    ['anything from the kernel', 'src/kernel/days.ts', '../../config/norms.js'],
    ['a framework from the kernel', 'src/kernel/days.ts', '@nestjs/common'],
    ['a feature from a migration', 'migrations/1-create.ts', '../src/locations/index.js'],
    ['a feature from policy figures', 'config/norms.ts', '../src/locations/index.js'],
    ['the app from a feature', 'src/reserve/answer.ts', '../app.module.js'],
    ['a test from the product', 'src/reserve/answer.ts', '../../test/factories/places.js'],
    ['a room that has no floor', 'src/reserve/answer.ts', '../somewhere/index.js'],
    ['from a room that has no floor', 'src/somewhere/answer.ts', '../kernel/index.js'],
    ['the wiring of the technical floor', 'src/reserve/answer.ts', '../platform/platform.module.js'],
    ['presentation from what is not a page', 'src/reserve/answer.ts', '../web/index.js'],
    ['presentation from the REST controller', 'src/reserve/reserve.controller.ts', '../web/index.js'],
    ['presentation past its index', 'src/reserve/reserve.pages.tsx', '../web/layout.js'],
    ['a feature from presentation', 'src/web/layout.tsx', '../locations/index.js'],
    ['the technical floor from presentation', 'src/web/layout.tsx', '../platform/clock/index.js'],
    ['a framework from presentation', 'src/web/layout.tsx', '@nestjs/common'],
    ['the file system from presentation', 'src/web/layout.tsx', 'node:fs'],
  ])('refuse to import %s', async (_what, file, source) => {
    expect(await lint(file, importing(source))).toEqual([FLOORS]);
  });

  it('see dynamic imports and types too', async () => {
    expect(await lint('src/locations/a.ts', `export const later = () => import('../reserve/index.js');`)).toEqual([FLOORS]);
    expect(await lint('src/locations/a.ts', `export type { Coverage } from '../reserve/index.js';`)).toEqual([FLOORS]);
  });

  it.each([
    ['src/reserve/answer.ts', '../locations/index.js'],
    ['src/reserve/answer.ts', '../platform/database/index.js'],
    ['src/reserve/answer.ts', '../kernel/index.js'],
    ['src/reserve/answer.ts', '../../config/norms.js'],
    ['src/reserve/answer.ts', './domain/coverage.js'],
    ['src/reserve/answer.ts', 'typeorm'],
    ['src/reserve/reserve.pages.tsx', '../web/index.js'],
    ['src/reserve/reserve.mail.ts', '../web/index.js'],
    ['src/reserve/answer-pages.controller.ts', '../web/index.js'],
    ['src/startup/announce.ts', '../platform/config/index.js'],
    ['src/main.ts', './platform/connect.js'],
    ['src/reserve/answer.spec.ts', '../../test/factories/places.js'],
    ['src/overview/overview.pages.tsx', '../activations/index.js'],
    ['src/platform/database/migrate.ts', '../../../migrations/index.js'],
    ['src/app.module.ts', './activations/index.js'],
    ['src/web/layout.tsx', '../kernel/index.js'],
    ['src/web/layout.tsx', 'preact'],
    ['test/e2e/trigger.test.ts', '../../src/activations/trigger-activation.js'],
  ])('let %s import %s', async (file, source) => {
    expect(await lint(file, importing(source))).toEqual([]);
  });
});

describe('domain/', () => {
  const file = 'src/reserve/domain/coverage.ts';

  it.each(['@nestjs/common', 'typeorm', 'pg', 'bullmq', 'node:fs', 'fs/promises', 'node:http', 'crypto'])('refuses the package %s', async (source) => {
    expect(await lint(file, importing(source))).toEqual([FLOORS]);
  });

  it.each(['../reserve-request.entity.js', '../../locations/index.js', '../../platform/clock/index.js'])('refuses the code of %s', async (source) => {
    expect(await lint(file, importing(source))).toEqual([FLOORS]);
  });

  it.each(['./coverage-day.js', '../../kernel/index.js', '../../../config/norms.js', 'temporal-polyfill'])('may use %s', async (source) => {
    expect(await lint(file, importing(source))).toEqual([]);
  });

  it('may calculate a digest, but draw no random numbers', async () => {
    expect(await lint(file, `export { createHash } from 'node:crypto';`)).toEqual([]);
    expect(await lint(file, `export { randomUUID } from 'node:crypto';`)).toEqual(['no-restricted-imports']);
  });

  it('may name another room’s types', async () => {
    expect(await lint(file, `export type { Readiness } from '../../locations/index.js';`)).toEqual([]);
  });

  it.each(['Date.now()', `Date['now']()`, 'new Date()', 'Date()', 'performance.now()', 'Temporal.Now.instant()', 'Math.random()'])('refuses %s', async (call) => {
    expect(await lint(file, `export const value = ${call};`)).toEqual([SYNTAX]);
  });

  it.each(['process.env.TZ', `fetch('https://x.example')`, 'setTimeout(() => 1, 5)'])('refuses %s', async (call) => {
    expect(await lint(file, `export const value = ${call};`)).toEqual(['no-restricted-globals']);
  });

  it.each(['new Date(0)', 'Date.UTC(2026, 0, 12)', 'Math.max(1, 2)', `Temporal.Instant.from('2026-01-12T00:00Z')`])('may use %s', async (call) => {
    expect(await lint(file, `export const value = ${call};`)).toEqual([]);
  });
});

describe('time in SQL', () => {
  const query = (sql: string): string => `export const sql = \`SELECT \${1} WHERE due_at <= ${sql}\`;`;
  const refused = ['now()', 'NOW( )', 'CURRENT_TIMESTAMP', 'current_date', 'localtimestamp', 'transaction_timestamp()', 'statement_timestamp()'];

  it.each([...refused, 'clock_timestamp()'])('refuses %s in the product', async (sql) => {
    expect(await lint('src/reserve/answer.ts', query(sql))).toEqual([SYNTAX]);
    expect(await lint('src/reserve/answer.ts', `export const sql = '${sql}';`)).toEqual([SYNTAX]);
  });

  it.each(refused)('refuses %s in a migration', async (sql) => {
    expect(await lint('migrations/1-create.ts', query(sql))).toEqual([SYNTAX]);
  });

  it('lets app_now() through, and the migration that builds it', async () => {
    expect(await lint('src/reserve/answer.ts', query('app_now()'))).toEqual([]);
    expect(await lint('migrations/1-create.ts', query('clock_timestamp()'))).toEqual([]);
  });

  it.each(['CreateDateColumn', 'UpdateDateColumn'])('refuses @%s', async (column) => {
    expect(await lint('src/reserve/a.entity.ts', `import { ${column} as At } from 'typeorm';\nexport class A { @At() at!: Date; }`)).toEqual([SYNTAX]);
  });
});

describe('the rest of the house rules', () => {
  it('wants type imports, but leaves the classes of injected constructors as values', async () => {
    const uses = `import { Clock } from './clock.js';\n`;
    expect(await lint('src/reserve/a.ts', `${uses}export const at = (clock: Clock) => clock;`)).toEqual(['@typescript-eslint/consistent-type-imports']);
    const injected = `${uses}import { Injectable } from '@nestjs/common';\n@Injectable()\nexport class A { constructor(readonly clock: Clock) {} }`;
    expect(await lint('src/reserve/a.service.ts', injected)).toEqual([]);
  });

  it.each([
    ['a default export', 'export default 1;', SYNTAX],
    ['any', 'export const a = (b: any) => String(b);', '@typescript-eslint/no-explicit-any'],
    ['a silenced compiler', '// @ts-expect-error because\nexport const a = 1;', '@typescript-eslint/ban-ts-comment'],
    ['console', 'console.log(1);', 'no-console'],
    ['a long file', '\n'.repeat(400), 'max-lines'],
    ['a long function', `export function a(): void {${'\n'.repeat(70)}}`, 'max-lines-per-function'],
    ['a maze', `export const a = (b: number) => ${'b ? 1 : '.repeat(13)} 0;`, 'complexity'],
  ])('refuse %s', async (_what, code, rule) => {
    expect(await lint('src/reserve/a.ts', code)).toEqual([rule]);
  });

  it('cannot be switched off by a comment', async () => {
    expect(await lint('src/reserve/a.ts', '/* eslint-disable */\nconsole.log(1);')).toContain('no-console');
  });

  it('cannot be switched off by a comment for the other linter either', async () => {
    expect(await lint('src/reserve/a.ts', '// oxlint-disable-next-line typescript/no-floating-promises\nexport const a = 1;')).toEqual(['house/no-lint-comments']);
  });
});

describe('rules that need types', () => {
  const prelude = 'export const late = async (): Promise<void> => undefined;\nexport type Side = "left" | "right";\n';

  it.each([
    ['a promise that nobody waits for', 'late();', 'no-floating-promises'],
    ['a promise where nobody expects one', '[1].forEach(async () => late());', 'no-misused-promises'],
    ['waiting for what is there already', 'export const now = async (): Promise<number> => await 3;', 'await-thenable'],
    ['throwing what is no error', "export const stop = (): never => { throw 'no'; };", 'only-throw-error'],
    ['a choice that forgets a case', 'export function turn(side: Side): number { let to = 0; switch (side) { case "left": to = 1; } return to; }', 'switch-exhaustiveness-check'],
  ])('refuse %s', async (_what, code, rule) => {
    expect(await lintWithTypes(`${prelude}${code}\n`)).toEqual([rule]);
  });

  it('leave alone what is right', async () => {
    expect(await lintWithTypes(`${prelude}export const waits = async (): Promise<void> => { await late(); };\n`)).toEqual([]);
  });
});

/** Lints a file in a TypeScript project of its own by the house’s rules that need types; answers those it breaks. */
async function lintWithTypes(code: string): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'adh-lint-'));
  try {
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: { strict: true, types: [], target: 'es2024', lib: ['es2024'] } }));
    await writeFile(join(folder, 'late.ts'), code);
    const oxlint = join(process.cwd(), 'node_modules', 'oxlint', 'bin', 'oxlint');
    const args = [oxlint, '--type-aware', '--config', join(process.cwd(), '.oxlintrc.json'), '--format', 'json', folder];
    const { stdout } = await promisify(execFile)(process.execPath, args).catch((error: { stdout: string }) => error);
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string }[] };
    return diagnostics.map((found) => /\((.*)\)/.exec(found.code)?.[1] ?? found.code);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
