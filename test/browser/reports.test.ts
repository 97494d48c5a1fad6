import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { openLocation, startCase, type Case } from '../factories/case.js';
import { inBothThemes } from '../support/accessibility.js';
import { startVisit, type Visit } from './visit.js';

jest.setTimeout(120_000);

const NARROW = { viewport: { width: 320, height: 800 } };
let the: Case;
let visit: Visit;
beforeAll(async () => {
  // Twenty days of history: what was asked since stands in the report.
  the = await startCase({}, -20 * 86_400);
  await spreadRequest();
  await the.site.database.shiftClock(0);
  visit = await startVisit(the);
}, 60_000);
afterAll(async () => {
  await visit?.close();
  await the?.close();
});

/** The province asks two of its municipalities, ten days ago; one promises, one refuses. */
async function spreadRequest(): Promise<void> {
  await the.site.database.shiftClock(-10 * 86_400);
  const path = `/reserve-requests/${the.requestId}`;
  const { headers } = await the.call('ministry', 'GET', path);
  const organisations = (await the.call('operations', 'GET', '/organisations?kind=municipality&pageSize=100')).body.items as { id: string; name: string }[];
  const asked = organisations.filter(({ name }) => ['Gemeente Assen', 'Gemeente Emmen', 'Gemeente Westerveld'].includes(name)).map(({ id }) => ({ municipalityId: id, places: 40 }));
  await the.call('Provinciale Regietafel Drenthe', 'POST', `${path}/shares`, { shares: asked }, { 'if-match': headers.get('etag')! });
  const answers = { 'Gemeente Assen': { answer: 'given', places: 45, mandate: 'Collegebesluit' }, 'Gemeente Emmen': { answer: 'refused', reason: 'Geen gebouw' } };
  for (const [name, answer] of Object.entries(answers)) {
    const [share] = (await the.call(name, 'GET', `${path}/shares`)).body.items;
    await the.call(name, 'POST', `${path}/shares/${share.id}/answers`, answer, { 'if-match': '"1"' });
  }
}

describe('provinces side by side', () => {
  it('are found from the requests; the counted one has a chart, the others say why not', async () => {
    await visit.as('ministry', async (page) => {
      await visit.goto(page, '/reserveverzoeken');
      await page.getByRole('link', { name: 'Provincies naast elkaar' }).click();
      await page.getByRole('heading', { level: 1, name: 'Provincies naast elkaar' }).waitFor();
      expect(await page.getByRole('img', { name: /^Provinciale Regietafel/ }).count()).toBe(1);
      const rows = await page.locator('main tbody tr').allInnerTexts();
      expect(rows.map((text) => text.includes('Telt niet mee'))).toEqual([false, true, true]);
      expect(rows[2]).toContain('geen invulling');
      await visit.picture(page, 'provinces');
      await visit.check(page);
    });
  });

  it('fit a phone, light and dark', async () => {
    await visit.as('ministry', async (page) => {
      await visit.goto(page, '/reserveverzoeken/provincies');
      await inBothThemes(page, async (theme) => {
        await visit.picture(page, `provinces-320-${theme}`);
        await visit.check(page);
      });
    }, NARROW);
  });
});

describe('the status report', () => {
  const path = (): string => `/reserveverzoeken/${the.requestId}/stand-van-zaken`;

  it('is found from the request, and compares what was asked, promised and is there', async () => {
    await visit.as('Provinciale Regietafel Drenthe', async (page) => {
      await visit.goto(page, `/reserveverzoeken/${the.requestId}`);
      await page.getByRole('link', { name: 'Stand van zaken' }).click();
      await page.getByRole('heading', { level: 1, name: 'Stand van zaken' }).waitFor();
      await visit.picture(page, 'status-report');
      await visit.check(page);
      const main = await page.locator('main').innerText();
      expect(main).toContain('toegezegd: 45 (was 0)');
      for (const { street } of await the.site.database.sql<{ street: string }>('SELECT street FROM standby_locations')) expect(main).not.toContain(street);
    });
  });

  it('prints on one A4, and fits a phone, light and dark', async () => {
    await visit.as('ministry', async (page) => {
      await visit.goto(page, path());
      const pdf = (await page.pdf({ format: 'A4', path: 'reports/status-report.pdf', preferCSSPageSize: true })).toString('latin1');
      expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
      await page.emulateMedia({ media: 'print' });
      await page.setViewportSize({ width: 688, height: 1017 });
      await visit.picture(page, 'status-report-a4');
      await page.emulateMedia({ media: 'screen' });
      await page.setViewportSize(NARROW.viewport);
      await inBothThemes(page, async (theme) => {
        await visit.picture(page, `status-report-320-${theme}`);
        await visit.check(page);
      });
    }, NARROW);
  });

  it('names what is wrong with a date, and shows today’s', async () => {
    await visit.as('ministry', async (page) => {
      const answer = await page.goto(`${the.site.url}${path()}?date=2026-02-30&since=gisteren`);
      expect(answer?.status()).toBe(400);
      expect(await page.locator('[data-error-summary] li').allInnerTexts()).toEqual(['Peildatum: Vul een bestaande dag in, zoals 2026-01-31.', 'Vorige vergadering: Vul een bestaande dag in, zoals 2026-01-31.']);
      await page.goto(`${the.site.url}${path()}?since=2027-01-31`);
      expect(await page.locator('[data-error-summary] li').allInnerTexts()).toEqual(['Vorige vergadering: Kies een dag vóór de peildatum en vóór vandaag.']);
      expect(await page.inputValue('input[name=since]')).toBe('2027-01-31');
    });
  });
});

describe('the report after an activation', () => {
  it('is found from the activation, and fits a phone, light and dark', async () => {
    const exercise = await the.trigger({ exercise: true, window: 'PT1H', acceptShortfall: true });
    await openLocation(the, exercise, exercise.deployments[0]);
    await the.call('ministry', 'POST', `/activations/${exercise.id}/stand-downs`, { reason: 'Klaar' });
    await visit.as('ministry', async (page) => {
      await visit.goto(page, `/inzetten/${exercise.id}`);
      await page.getByRole('link', { name: 'Bekijk de evaluatie' }).click();
      await page.getByRole('heading', { level: 1, name: 'Evaluatie' }).waitFor();
      expect(await page.getByRole('img', { name: /^Gepland en gedaan bij/ }).count()).toBe(exercise.deployments.length);
      await inBothThemes(page, async (theme) => {
        await visit.picture(page, `after-action-320-${theme}`);
        await visit.check(page);
      });
    }, NARROW);
  });
});
