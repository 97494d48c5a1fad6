import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { addDays, dayOf } from '../../src/kernel/index.js';
import { startCase, type Case } from '../factories/case.js';
import { showsText } from '../support/browser.js';
import { PHONE, startVisit, type Visit } from './visit.js';

jest.setTimeout(120_000);

let the: Case;
let visit: Visit;
let request: string;

beforeAll(async () => {
  the = await startCase();
  visit = await startVisit(the);
  request = `/reserveverzoeken/${the.requestId}`;
}, 60_000);
afterAll(async () => {
  await visit?.close();
  await the?.close();
});

describe('coverage over the period', () => {
  it('is a chart with the same in a table, for PRO and for the province', async () => {
    for (const [who, name] of [['ministry', 'pro'], ['Provinciale Regietafel Drenthe', 'province']] as const) {
      await visit.as(who, async (page) => {
        await visit.goto(page, request);
        expect(await showsText(page.getByRole('heading', { name: 'Beschikbaar en tekort per dag' }))).toBe(true);
        const chart = page.getByRole('img', { name: /Beschikbare en gevraagde plekken per dag/ });
        expect(await chart.locator('.chart__ready, .chart__expiring').count()).toBeGreaterThan(0);
        await visit.picture(page, `coverage-${name}`);
        await visit.check(page);
      });
    }
  });

  it('fits a phone, light and dark, with a chart whose letters keep their size', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await visit.as('ministry', async (page) => {
        await visit.goto(page, request);
        const label = page.locator('.chart__plot .chart__label:not(.chart__label--roomy)').first();
        expect(await label.evaluate((node) => Number.parseFloat(getComputedStyle(node).fontSize))).toBeGreaterThanOrEqual(14);
        expect(await page.locator('.chart__label--roomy').evaluateAll((labels) => labels.filter((one) => getComputedStyle(one).display !== 'none').length)).toBe(0);
        await visit.picture(page, `coverage-390-${colorScheme}`);
        await visit.check(page);
      }, { ...PHONE, colorScheme });
    }
  });

  it('says which building cannot be missed, and on which days', async () => {
    await visit.as('ministry', async (page) => {
      await visit.goto(page, request);
      const panel = page.locator('#loss');
      await expect(panel.innerText()).resolves.toContain('De Oude Gieterij');
      await panel.screenshot({ path: 'reports/coverage-n-minus-one.png' });
      await page.locator('#breaks-next').screenshot({ path: 'reports/coverage-breaks-next.png' });
    });
  });

  it('is there day by day, with the locations behind each number', async () => {
    const today = dayOf(new Date());
    await visit.as('ministry', async (page) => {
      await visit.goto(page, `${request}/dagen`);
      await visit.picture(page, 'coverage-days');
      await visit.check(page);
      await visit.goto(page, `${request}/dagen/${addDays(today, 30)}`);
      await visit.picture(page, 'coverage-day');
      await visit.check(page);
      expect((await page.goto(`${the.site.url}${request}/dagen/${addDays(today, -1)}`))?.status()).toBe(404);
      expect((await page.goto(`${the.site.url}${request}/dagen/2026-13-01`))?.status()).toBe(404);
    });
  });
});
