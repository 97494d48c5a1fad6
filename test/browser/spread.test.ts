import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startCase, type Case } from '../factories/case.js';
import { PHONE, startVisit, type Visit } from './visit.js';

jest.setTimeout(120_000);

const DRENTHE = 'Provinciale Regietafel Drenthe';
let the: Case;
let visit: Visit;
let spread: string;

beforeAll(async () => {
  the = await startCase();
  visit = await startVisit(the);
  spread = `/reserveverzoeken/${the.requestId}/spreiding`;
}, 60_000);
afterAll(async () => {
  await visit?.close();
  await the?.close();
});

describe('a province spreads its request', () => {
  it('asks its municipalities; what was wrong stands beside its field and what was typed stays', async () => {
    await visit.as(DRENTHE, async (page) => {
      await visit.goto(page, spread);
      await page.getByLabel('Gemeente Assen').fill('45');
      await page.getByLabel('Gemeente Emmen').fill('veel');
      await page.getByRole('button', { name: 'Vraag versturen' }).click();
      await page.waitForSelector('[data-error-summary]');
      expect(await page.getByLabel('Gemeente Emmen').inputValue()).toBe('veel');
      expect(await page.getByLabel('Gemeente Emmen').getAttribute('aria-invalid')).toBe('true');
      await visit.check(page);
      for (const [name, places] of [['Gemeente Emmen', '60'], ['Gemeente Hoogeveen', '30'], ['Gemeente Westerveld', '20']] as const) await page.getByLabel(name).fill(places);
      await page.getByRole('button', { name: 'Vraag versturen' }).click();
      await page.waitForURL(/gelukt=gevraagd/);
      await visit.picture(page, 'spread-asked');
    });
  });

  it('each municipality answers for itself, on a phone too, and sees nobody else’s', async () => {
    await visit.as('Gemeente Assen', async (page) => {
      await visit.goto(page, `/reserveverzoeken/${the.requestId}`);
      await page.getByRole('link', { name: 'Bekijken en antwoorden' }).click();
      await page.waitForURL(/spreiding$/);
      await visit.picture(page, 'spread-municipality-390');
      await visit.check(page);
      expect(await page.locator('main').innerText()).not.toContain('Emmen');
      await page.getByLabel('Wij zeggen plekken toe, onder voorwaarden').check();
      await page.getByLabel(/Aantal plekken/).fill('45');
      await page.getByRole('button', { name: 'Antwoord vastleggen' }).click();
      await page.waitForSelector('[data-error-summary]');
      expect(await page.getByLabel(/Voorwaarden/).getAttribute('aria-invalid')).toBe('true');
      await page.getByLabel(/Op grond van/).fill('Collegebesluit van 3 november');
      await page.getByLabel(/^Voorwaarden/).fill('Niet tijdens de jaarmarkt');
      await page.getByRole('button', { name: 'Antwoord vastleggen' }).click();
      await page.waitForURL(/gelukt=antwoord/);
    }, PHONE);
    await visit.as('Gemeente Westerveld', async (page) => {
      await visit.goto(page, spread);
      await page.getByLabel('Wij zeggen geen plekken toe').check();
      await page.getByLabel(/^Reden/).fill('Er is geen geschikt gebouw');
      await page.getByRole('button', { name: 'Antwoord vastleggen' }).click();
      await page.waitForURL(/gelukt=antwoord/);
    });
  });

  it('compares what was asked, promised, verified and refused', async () => {
    for (const [who, options, name] of [[DRENTHE, undefined, 'spread-province'], ['ministry', { ...PHONE, colorScheme: 'dark' }, 'spread-ministry-390']] as const) {
      await visit.as(who, async (page) => {
        await visit.goto(page, spread);
        const text = await page.locator('#spread').innerText();
        for (const word of ['Niet tijdens de jaarmarkt', 'Er is geen geschikt gebouw', 'Geweigerd']) expect(text).toContain(word);
        // Saying no is a right: never shown as a fault.
        expect(await page.locator('#spread .utrecht-status-badge--danger').count()).toBe(0);
        await visit.picture(page, name);
        await visit.check(page);
      }, options);
    }
  });

  it('and whoever was not asked finds nothing to answer', async () => {
    await visit.as('Gemeente Meppel', async (page) => {
      await visit.goto(page, `/reserveverzoeken/${the.requestId}`);
      expect(await page.getByRole('link', { name: 'Bekijken en antwoorden' }).count()).toBe(0);
      expect((await page.goto(`${the.site.url}${spread}`))?.status()).toBe(404);
    });
  });
});
