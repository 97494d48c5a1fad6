import boundaries from 'eslint-plugin-boundaries';
import tseslint from 'typescript-eslint';

/**
 * The floors of the house, from the ground up: a room imports only from floors below its own, and from another room
 * only its index.ts. Rooms on one floor do not know each other. `web` stands beside them, the app above.
 */
const FLOORS = [
  ['kernel'],
  ['config'],
  ['platform'],
  ['record'],
  ['organisations'],
  ['alerts'],
  ['webhooks'],
  ['locations'],
  ['reserve'],
  ['activations', 'occupancy', 'relief'],
  ['overview', 'dossier'],
  ['demo'],
];
const ROOMS = FLOORS.flat();

/** Packages without I/O, clock or framework. */
const PURE_PACKAGES = ['temporal-polyfill', 'libphonenumber-js'];
/** Of node:crypto only what gives the same answer for the same input; no-restricted-imports names it. */
const CALCULATING = [...PURE_PACKAGES, 'node:crypto'];
const PRESENTATION_PACKAGES = [...PURE_PACKAGES, 'preact', 'preact-render-to-string', '@utrecht/component-library-css', 'leaflet'];

const room = (type) => ({ element: { type } });
const packages = (source) => ({ module: { origin: ['external', 'core'], ...(source && { source }) } });

const files = (type, fileInternalPath) => ({ element: { type, fileInternalPath } });

/** What another room may import of this one. `config` is plain data without a front door, `platform` has one per area. */
const frontDoor = (name) => (name === 'config' ? room(name) : files(name, name === 'platform' ? '*/index.ts' : 'index.ts'));

/** Code of these files (not their specs) uses the listed packages and no other. */
const onlyPackages = (from, allowed, message) => [
  { from: { ...from, file: { categories: { noneOf: ['spec'], ...from.file?.categories } } }, disallow: { to: packages() }, message },
  { from, allow: { to: packages(allowed) } },
];

const DOMAIN = { file: { categories: { allOf: ['domain'] } } };
const abovePlainValues = ROOMS.filter((name) => !['kernel', 'config'].includes(name)).map(room);

/** Read from top to bottom: the last policy that matches an import decides. What no policy names is refused. */
const importPolicies = [
  { allow: { to: packages() } },
  { allow: { dependency: { relationship: { to: 'internal' } } } },
  ...FLOORS.flatMap((rooms, floor) => {
    const below = FLOORS.slice(0, floor).flat().map(frontDoor);
    return below.length === 0 ? [] : rooms.map((name) => ({ from: room(name), allow: { to: below } }));
  }),
  { from: room('platform'), allow: { to: frontDoor('migrations') } },
  { from: room('web'), allow: { to: frontDoor('kernel') } },
  { from: { file: { categories: 'page' } }, allow: { to: frontDoor('web') } },
  { from: files('app', ['*', 'startup/*']), allow: { to: [...[...ROOMS, 'web', 'migrations'].map(frontDoor), files('platform', '*')] } },
  { from: { file: { categories: 'spec' } }, allow: { to: room('test') } },

  ...onlyPackages(room('kernel'), CALCULATING, 'The kernel is plain values; {{to.module.source}} has no place in it.'),
  ...onlyPackages(room('web'), PRESENTATION_PACKAGES, 'Presentation uses the kernel and what it is drawn with, not {{to.module.source}}.'),
  ...onlyPackages(DOMAIN, CALCULATING, 'domain/ is pure: no framework, no database, no I/O, so not {{to.module.source}}.'),
  {
    from: DOMAIN,
    disallow: [
      { to: abovePlainValues, dependency: { kind: 'value' } },
      { to: { element: { fileInternalPath: '!domain/**' } }, dependency: { relationship: { to: 'internal' } } },
    ],
    message: 'domain/ imports the kernel, config and the domain files of its own room; of another room only types.',
  },
  { from: DOMAIN, allow: { to: { element: { fileInternalPath: 'domain/**' } }, dependency: { relationship: { to: 'internal' } } } },
];

const floors = {
  files: ['{src,config,migrations}/**/*.{ts,tsx}'],
  plugins: { boundaries },
  settings: {
    'import/resolver': { './eslint.resolver.cjs': {} },
    'boundaries/root-path': import.meta.dirname,
    'boundaries/dependency-nodes': ['import', 'export', 'dynamic-import'],
    'boundaries/elements': [
      ...[...ROOMS, 'web'].map((type) => ({ type, pattern: type === 'config' ? 'config' : `src/${type}`, partialMatch: false })),
      { type: 'migrations', pattern: 'migrations', partialMatch: false },
      { type: 'test', pattern: 'test', partialMatch: false },
      { type: 'app', pattern: 'src', partialMatch: false },
    ],
    'boundaries/files': [
      { category: 'domain', pattern: 'src/*/domain/**' },
      // What makes the things people see: pages, their forms and controllers, mail, fragments for an open page.
      { category: 'page', pattern: ['src/**/*.tsx', 'src/**/*{.,-}{mail,pages,forms}{,.controller}.ts', 'src/**/live-*.ts', 'src/{overview,dossier}/*.ts'] },
      { category: 'spec', pattern: 'src/**/*.spec.{ts,tsx}' },
      { category: 'source', pattern: '**' },
    ],
  },
  rules: {
    'boundaries/dependencies': [
      'error',
      {
        default: 'disallow',
        checkAllOrigins: true,
        checkUnknownLocals: true,
        checkInternals: true,
        policies: importPolicies,
        message: 'The floors do not let {{from.element.types.[0]}} import {{dependency.source}}.',
      },
    ],
  },
};

const inText = (pattern, message) => [
  { selector: `Literal[value=/${pattern}/i]`, message },
  { selector: `TemplateElement[value.raw=/${pattern}/i]`, message },
];
const DATABASE_CLOCK = 'Time in SQL comes from app_now(): the other clocks ignore its offset and stand still during a lock wait.';
const transactionClocks = [
  ...inText(String.raw`\bnow\(\s*\)|\b(current_(timestamp|date|time)|localtime(stamp)?)\b|\b(transaction|statement)_timestamp\(`, DATABASE_CLOCK),
  {
    selector: 'ImportSpecifier[imported.name=/^(Create|Update|Delete)DateColumn$/]',
    message: 'This column would be filled by now(): use a plain column and write the instant that was read once after the lock.',
  },
];
/** Only the migration that defines app_now() has business with the raw clock. */
const databaseClocks = [...transactionClocks, ...inText(String.raw`\bclock_timestamp\(`, DATABASE_CLOCK)];

const NOW_IS_AN_ARGUMENT = 'No clock here: `now` is an argument, read once from the database.';
const processClocks = [
  { selector: 'MemberExpression[object.name=/^(Date|performance)$/]:matches([property.name="now"], [property.value="now"])', message: NOW_IS_AN_ARGUMENT },
  { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: NOW_IS_AN_ARGUMENT },
  { selector: 'CallExpression[callee.name="Date"]', message: NOW_IS_AN_ARGUMENT },
  { selector: 'MemberExpression[object.name="Temporal"]:matches([property.name="Now"], [property.value="Now"])', message: NOW_IS_AN_ARGUMENT },
];
const chance = [
  { selector: 'MemberExpression[object.name="Math"]:matches([property.name="random"], [property.value="random"])', message: 'domain/ is deterministic: hand it the value.' },
];
const namedExports = [{ selector: 'ExportDefaultDeclaration', message: 'Exports have names.' }];
const restrict = (files, ...groups) => ({ files, rules: { 'no-restricted-syntax': ['error', ...groups.flat()] } });

const OUTSIDE_WORLD = ['process', 'globalThis', 'fetch', 'console', 'crypto', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'];

/** Later blocks replace earlier ones for the files that both name. */
const clocks = [
  restrict(['**/*.{ts,tsx}'], namedExports),
  restrict(['src/**/*.{ts,tsx}'], namedExports, databaseClocks),
  restrict(['migrations/**/*.ts'], namedExports, transactionClocks),
  restrict(['config/**/*.ts', 'src/web/**/*.{ts,tsx}', 'src/**/*{.,-}{mail,pages}.{ts,tsx}'], namedExports, databaseClocks, processClocks),
  restrict(['src/web/islands/**'], namedExports, databaseClocks),
  restrict(['src/*/domain/**'], namedExports, databaseClocks, processClocks, chance),
  {
    files: ['src/*/domain/**'],
    rules: {
      'no-restricted-imports': ['error', { paths: [{ name: 'node:crypto', allowImportNames: ['createHash', 'createHmac', 'timingSafeEqual'], message: 'domain/ is deterministic: hand it the random value.' }] }],
      'no-restricted-globals': ['error', ...OUTSIDE_WORLD.map((name) => ({ name, message: 'domain/ is pure: hand it what it needs.' }))],
    },
  },
];

// Rules that need types are in .oxlintrc.json: the compiler in machine code answers them in a tenth of the time.
const typescript = {
  files: ['**/*.{ts,tsx}'],
  languageOptions: {
    parserOptions: {
      // Tells consistent-type-imports to leave decorated classes alone: Nest reads their constructor's types at run time.
      experimentalDecorators: true,
      emitDecoratorMetadata: true,
    },
  },
  rules: {
    '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }],
    '@typescript-eslint/no-explicit-any': 'error',
    '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
    '@typescript-eslint/ban-ts-comment': ['error', { 'ts-ignore': true, 'ts-nocheck': true, 'ts-check': true, 'ts-expect-error': true }],
  },
};

const LINT_COMMENT = /^\s*(eslint|oxlint)-disable/;
/** A rule holds everywhere. ESLint does not listen to such comments; the linter of .oxlintrc.json would. */
const noLintComments = {
  create: (context) => ({
    Program() {
      for (const comment of context.sourceCode.getAllComments()) {
        if (LINT_COMMENT.test(comment.value)) context.report({ loc: comment.loc, message: 'A rule is not switched off by a comment.' });
      }
    },
  }),
};

const everywhere = {
  linterOptions: { noInlineConfig: true },
  plugins: { house: { rules: { 'no-lint-comments': noLintComments } } },
  rules: {
    'house/no-lint-comments': 'error',
    eqeqeq: 'error',
    'no-var': 'error',
    'prefer-const': 'error',
    'no-empty': 'error',
    'no-constant-condition': 'error',
    'no-unreachable': 'error',
    'no-fallthrough': 'error',
    'max-lines': ['error', 350],
    complexity: ['error', 12],
    'max-depth': ['error', 4],
    'max-lines-per-function': ['error', 60],
  },
};

const NODE_GLOBALS = ['process', 'console', 'Buffer', 'URL', 'URLSearchParams', 'fetch', 'AbortController', 'AbortSignal', 'performance', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'setImmediate'];
const scripts = {
  files: ['**/*.{mjs,cjs,js}'],
  languageOptions: { globals: Object.fromEntries(NODE_GLOBALS.map((name) => [name, 'readonly'])) },
  rules: { 'no-undef': 'error', 'no-unused-vars': 'error' },
};

export default [
  { ignores: ['**/node_modules/**', 'dist*/**', 'data/**', 'reports/**', 'coverage/**', 'src/**/*.generated.ts'] },
  everywhere,
  scripts,
  ...tseslint.configs.recommended.map((config) => ({ ...config, files: ['**/*.{ts,tsx}'] })),
  typescript,
  floors,
  ...clocks,
  { files: ['src/**/*.{ts,tsx}'], ignores: ['src/main.ts', 'src/demo/**', 'src/web/islands/**'], rules: { 'no-console': 'error' } },
  { files: ['**/*.tsx', '**/*.spec.ts', 'test/**', 'migrations/**'], rules: { 'max-lines-per-function': 'off' } },
  // In a test an expected compile error is itself the assertion.
  {
    files: ['**/*.spec.{ts,tsx}', 'test/**/*.ts'],
    rules: { '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': 'allow-with-description' }] },
  },
];
