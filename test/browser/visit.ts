import { mkdir } from 'node:fs/promises';
import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Case } from '../factories/case.js';
import { overflowOf, unfold, violationsOn } from '../support/accessibility.js';
import { startBrowser, type PageOptions } from '../support/browser.js';

export const PHONE: PageOptions = { viewport: { width: 390, height: 844 } };

/** A browser in which people of the demo look at the service. */
export type Visit = {
  /** Opens a page for whoever is signed in as this demo organisation, by kind or name. */
  as(who: string, use: (page: Page) => Promise<void>, options?: PageOptions): Promise<void>;
  goto(page: Page, path: string): Promise<void>;
  /** A picture of the whole page in reports/. */
  picture(page: Page, name: string): Promise<void>;
  /** Nothing that axe finds with everything unfolded, and nothing wider than the screen. */
  check(page: Page): Promise<void>;
  close(): Promise<void>;
};

/** Signs in on the page as this demo organisation, by kind or name. */
export async function signIn(the: Case, page: Page, who: string): Promise<void> {
  const { email, password } = the.credential(who);
  await page.goto(`${the.site.url}/aanmelden`);
  await page.fill('input[name=email]', email);
  await page.fill('input[name=password]', password);
  await page.click('main button[type=submit]');
  await page.waitForURL((url) => !url.pathname.startsWith('/aanmelden'));
}

export async function startVisit(the: Case): Promise<Visit> {
  await mkdir('reports', { recursive: true });
  const browser = await startBrowser();
  return {
    as: (who, use, options) => browser.withPage(async (page) => {
      await signIn(the, page, who);
      await use(page);
    }, options),
    goto: async (page, path) => {
      const answer = await page.goto(`${the.site.url}${path}`);
      expect([path, answer?.status()]).toEqual([path, 200]);
    },
    picture: async (page, name) => {
      await page.screenshot({ path: `reports/${name}.png`, fullPage: true });
    },
    check: async (page) => {
      await unfold(page);
      const violations = await violationsOn(page);
      const overflow = await overflowOf(page);
      expect([page.url(), violations, overflow]).toEqual([page.url(), [], 0]);
    },
    close: () => browser.close(),
  };
}
