import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { startCase, type Case } from '../factories/case.js';
import { inBothThemes, overflowOf, violationsOn } from '../support/accessibility.js';
import { startVisit, type Visit } from './visit.js';

jest.setTimeout(120_000);

const NARROW = { viewport: { width: 320, height: 800 } };
const MAP = '/locaties?weergave=kaart';
/** One pixel, as a tile of the background. */
const TILE = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==', 'base64');

let the: Case;
let visit: Visit;
beforeAll(async () => {
  the = await startCase();
  visit = await startVisit(the);
}, 60_000);
afterAll(async () => {
  await visit?.close();
  await the?.close();
});

/** No request leaves this machine: tiles are answered here, or fail. Gives the addresses that were asked for. */
async function backgroundThat(answers: boolean | 'in part', page: Page): Promise<string[]> {
  const asked: string[] = [];
  await page.route((url) => url.hostname !== '127.0.0.1', async (route) => {
    asked.push(route.request().url());
    const fails = answers === false || (answers === 'in part' && asked.length % 2 === 1);
    await (!fails ? route.fulfill({ contentType: 'image/png', body: TILE }) : route.abort());
  });
  return asked;
}

/** Signs of neighbours lie over each other: WCAG 2.5.8 excepts pins on a map, and the table beside it has the same links at full size. */
const checkMap = async (page: Page): Promise<void> => {
  expect([await violationsOn(page, { except: ['target-size'] }), await overflowOf(page)]).toEqual([[], 0]);
};

describe('the list as a map', () => {
  it('is one click from the list, keeps its filters, and has the same in a table beside it', async () => {
    await visit.as('ministry', async (page) => {
      await backgroundThat(false, page);
      await visit.goto(page, '/locaties?ready=true');
      const names = await page.locator('main tbody th a').allInnerTexts();
      await page.getByRole('link', { name: 'Kaart', exact: true }).click();
      await page.getByRole('heading', { level: 1, name: 'Kaart van reservelocaties' }).waitFor();
      expect(new URL(page.url()).searchParams.get('ready')).toBe('true');
      expect(await page.locator('main tbody th a').allInnerTexts()).toEqual(names);
      await page.locator('.leaflet-marker-icon.map-point').first().waitFor();
      expect(await page.locator('.map-point').count()).toBe(names.length);
      await page.locator('.list-filters input[name=text]').fill('gieterij');
      await page.getByRole('button', { name: 'Filters toepassen' }).or(page.locator('.list-filters button[type=submit]')).first().click();
      await page.waitForURL(/weergave=kaart/);
      expect(await page.locator('main tbody tr').count()).toBe(1);
    });
  });

  it('without script is a drawing whose signs are links', async () => {
    await visit.as('ministry', async (page) => {
      await visit.goto(page, MAP);
      const signs = page.locator('.location-map__drawing a');
      expect(await signs.count()).toBeGreaterThan(3);
      expect(await page.locator('.map-ring-label').allTextContents()).toContain('25 km');
      await visit.picture(page, 'map-drawing');
      await page.setViewportSize(NARROW.viewport);
      await visit.picture(page, 'map-drawing-320');
      expect(await overflowOf(page)).toBe(0);
      const name = (await signs.first().getAttribute('aria-label'))!;
      await signs.first().focus();
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/locaties\/[0-9a-f-]{36}$/);
      expect(name).toContain(await page.locator('h1').innerText());
    }, { javaScriptEnabled: false });
  });

  it('stays that drawing when its script cannot be had', async () => {
    await visit.as('ministry', async (page) => {
      await page.route('**/public/map.js', (route) => route.abort());
      await visit.goto(page, MAP);
      expect(await page.locator('.location-map__drawing a').count()).toBeGreaterThan(3);
      await inBothThemes(page, () => checkMap(page));
    });
  });

  it('with script has a background of PDOK, signs that keys reach, and a way to the location', async () => {
    await visit.as('ministry', async (page) => {
      const asked = await backgroundThat(true, page);
      await visit.goto(page, MAP);
      await page.locator('.leaflet-tile-loaded').first().waitFor();
      expect(asked.every((url) => /^https:\/\/service\.pdok\.nl\/brt\/achtergrondkaart\/wmts\/v2_0\/standaard\/EPSG:3857\/\d+\/\d+\/\d+\.png$/.test(url))).toBe(true);
      expect(await page.locator('.leaflet-control-attribution').innerText()).toContain('Kadaster');
      await visit.picture(page, 'map-background');
      await checkMap(page);
      const sign = page.locator('.map-point').first();
      await sign.focus();
      await page.keyboard.press('Enter');
      await page.getByRole('link', { name: 'Locatie bekijken' }).waitFor();
      await inBothThemes(page, () => checkMap(page));
      await visit.picture(page, 'map-popup-dark');
      await page.getByRole('link', { name: 'Locatie bekijken' }).click();
      await page.waitForURL(/\/locaties\/[0-9a-f-]{36}$/);
    });
  });

  it('keeps a background of which some tiles do not exist', async () => {
    await visit.as('ministry', async (page) => {
      await backgroundThat('in part', page);
      await visit.goto(page, MAP);
      await page.locator('.leaflet-tile-loaded').first().waitFor();
      await page.waitForLoadState('networkidle');
      expect([await page.getByText('De achtergrondkaart is niet bereikbaar.').count(), (await page.locator('.leaflet-tile-loaded').count()) > 0]).toEqual([0, true]);
    });
  });

  it('without a network says so, and keeps points and rings; it fits a phone, light and dark', async () => {
    await visit.as('ministry', async (page) => {
      await backgroundThat(false, page);
      await visit.goto(page, MAP);
      await page.getByText('De achtergrondkaart is niet bereikbaar.').waitFor();
      expect(await page.locator('.map-point').count()).toBeGreaterThan(3);
      expect(await page.locator('path.map-ring').count()).toBe(3);
      await inBothThemes(page, async (theme) => {
        await visit.picture(page, `map-320-${theme}`);
        await checkMap(page);
      });
    }, NARROW);
  });
});
