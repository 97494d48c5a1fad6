import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { findProgram, HOW_TO_GET_IT, startTestRedis, type TestRedis, type TestRedisOptions } from './redis-server.js';

/**
 * A `describe` for tests that need Redis; `redis()` gives the server inside its tests. Without Redis the tests are
 * skipped with the reason in their name, or fail when REQUIRE_REDIS=1.
 */
export function describeWithRedis(name: string, define: (redis: () => TestRedis) => void, options: TestRedisOptions = {}): void {
  let server: TestRedis | undefined;
  const redis = (): TestRedis => {
    if (!server) throw new Error('Redis is there only while the tests run.');
    return server;
  };
  if (process.env.TEST_REDIS_URL || findProgram() !== undefined) {
    describe(name, () => {
      beforeAll(async () => {
        server = await startTestRedis(options);
      }, 20_000);
      afterAll(() => server?.stop());
      define(redis);
    });
  } else if (process.env.REQUIRE_REDIS === '1') {
    describe(name, () => {
      it('finds a Redis', () => {
        throw new Error(`REQUIRE_REDIS=1, but ${HOW_TO_GET_IT}.`);
      });
    });
  } else {
    describe.skip(`${name} [${HOW_TO_GET_IT}]`, () => define(redis));
  }
}
