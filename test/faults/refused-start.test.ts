import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { openService, type Service } from '../factories/service.js';
import { runAppToItsEnd } from '../support/processes.js';

jest.setTimeout(120_000);

let the: Service;
beforeEach(async () => {
  the = await openService();
});
afterEach(() => the.close());

describe('a start that is refused', () => {
  it('in production with a shifted clock, in one sentence', async () => {
    const { db, smtp, folder } = the;
    await db.shiftClock(5);
    const ended = await runAppToItsEnd({
      env: { NODE_ENV: 'production', DATABASE_URL: db.appUrl, SMTP_URL: smtp.url, PUBLIC_URL: 'https://achterdehand.example', APP_SECRET: 'een geheim van ten minste 32 tekens', DATA_DIR: folder },
    });
    expect(ended.code).toBe(1);
    expect(ended.output).toContain('The database clock is shifted');
    expect(ended.output).not.toContain(' at ');
  });

  it('for a wrong variable: its name and what it expects, never its value', async () => {
    const ended = await runAppToItsEnd({ env: { DATABASE_URL: 'mysql://gebruiker:geheim@db/x', ROLE: 'baas' } });
    expect(ended.code).toBe(1);
    expect(ended.output).toContain('DATABASE_URL must be a URL that starts with postgres:// or postgresql://');
    expect(ended.output).toContain('ROLE must be all, web or worker');
    expect(ended.output).not.toContain('geheim');
  });
});
