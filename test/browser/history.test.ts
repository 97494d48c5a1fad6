import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startCase, type Case, type Json } from '../factories/case.js';
import { readyBody } from '../integration/location-body.js';
import { inBothThemes } from '../support/accessibility.js';
import { startVisit, type Visit } from './visit.js';

jest.setTimeout(120_000);

let the: Case;
let visit: Visit;
let path: string;
let fiveDaysAgo: string;
beforeAll(async () => {
  the = await startCase({}, -10 * 86_400);
  const { id } = (await the.call('operations', 'GET', '/standby-locations?pageSize=100')).body.items.find(({ name }: Json) => name === 'De Oude Gieterij');
  path = `/locaties/${id}`;
  await the.site.database.shiftClock(-3 * 86_400);
  const { headers } = await the.call('Gemeente Assen', 'GET', `/standby-locations/${id}`);
  await the.call('Gemeente Assen', 'PUT', `/standby-locations/${id}`, readyBody({ name: 'De Oude Gieterij', toilets: 2, notes: 'Sleutel bij de beheerder, ingang aan de kant van het Verzonnenkanaalsteegje' }), { 'if-match': headers.get('etag')! });
  await the.site.database.shiftClock(0);
  [{ fiveDaysAgo }] = (await the.site.database.sql<{ fiveDaysAgo: string }>(`SELECT to_char(app_now() AT TIME ZONE 'Europe/Amsterdam' - interval '5 days', 'YYYY-MM-DD"T"HH24:MI') AS "fiveDaysAgo"`)) as [{ fiveDaysAgo: string }];
  visit = await startVisit(the);
}, 60_000);
afterAll(async () => {
  await visit?.close();
  await the?.close();
});

describe('the history of a location', () => {
  it('is found from the location, in words, and leads to how it was', async () => {
    await visit.as('Gemeente Assen', async (page) => {
      await visit.goto(page, path);
      await page.getByRole('link', { name: 'Hele geschiedenis' }).click();
      await page.getByRole('heading', { level: 1, name: 'Geschiedenis' }).waitFor();
      await visit.picture(page, 'history');
      await visit.check(page);
      const changed = page.locator('#geschiedenis li', { hasText: 'Gegevens gewijzigd' }).first();
      expect(await changed.innerText()).toMatch(/Toiletten: van \d+ naar 2/);
      await page.locator('input[name=moment]').fill(fiveDaysAgo);
      await page.getByRole('button', { name: 'Toon hoe het was' }).click();
      await page.getByText(/^Zo was het op/).waitFor();
      expect(await page.locator('main').innerText()).not.toContain('Sleutel bij de beheerder');
      await visit.picture(page, 'history-then');
      await visit.check(page);
    });
  });

  it('fits a phone, light and dark', async () => {
    await visit.as('Gemeente Assen', async (page) => {
      await visit.goto(page, `${path}/geschiedenis`);
      await inBothThemes(page, async (theme) => {
        await visit.check(page);
        await visit.picture(page, `history-320-${theme}`);
      });
    }, { viewport: { width: 320, height: 800 } });
  });
});
