import { swcOptions } from './scripts/swc-options.mjs';

// Native ESM: run with NODE_OPTIONS=--experimental-vm-modules (scripts/test.mjs does).
const common = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleNameMapper: { '^(\\.{1,2}/.*(?<!\\.json))\\.js$': '$1' },
  transform: { '^.+\\.tsx?$': ['@swc/jest', swcOptions] },
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/dist', '/data/'],
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/data/'],
};

const suite = (name, testMatch, extra = {}) => ({ ...common, displayName: name, testMatch, ...extra });
const withServers = {
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
};

export default {
  // Not per project: jest reads it here only. Real servers start and stop within the tests.
  testTimeout: 30_000,
  projects: [
    suite('unit', ['<rootDir>/{src,config}/**/*.spec.{ts,tsx}']),
    suite('integration', ['<rootDir>/test/integration/**/*.test.ts'], withServers),
    suite('e2e', ['<rootDir>/test/e2e/**/*.test.ts'], withServers),
    suite('jobs', ['<rootDir>/test/faults/**/*.test.ts'], withServers),
    suite('browser', ['<rootDir>/test/browser/**/*.test.ts'], withServers),
  ],
};
