import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { startCase, type Case } from '../factories/case.js';
import { overflowOf, violationsOn } from '../support/accessibility.js';
import { startAddressService, type AddressService } from '../support/address-service.js';
import { showsText, startBrowser, type PageOptions, type TestBrowser } from '../support/browser.js';
import { waitFor } from '../support/wait-for.js';

jest.setTimeout(90_000);

const PICTURES = join('reports', 'register');
const TELEPHONE: PageOptions = { viewport: { width: 390, height: 844 } };
const NARROW: PageOptions = { viewport: { width: 320, height: 700 } };
let the: Case;
let browser: TestBrowser;
let service: AddressService;

beforeAll(async () => {
  await mkdir(PICTURES, { recursive: true });
  service = await startAddressService();
  the = await startCase({ addressLookupUrl: service.url });
  browser = await startBrowser();
}, 60_000);
beforeEach(() => {
  service.mood = 'answer';
});
afterAll(async () => {
  await browser?.close();
  await the?.close();
  await service?.close();
});

async function signIn(page: Page, path: string): Promise<void> {
  const { email, password } = the.credential('Gemeente Meppel');
  await page.goto(`${the.site.url}/aanmelden`);
  await page.fill('input[name=email]', email);
  await page.fill('input[name=password]', password);
  await page.click('main button[type=submit]');
  await page.waitForURL((url) => !url.pathname.startsWith('/aanmelden'));
  await page.goto(`${the.site.url}${path}`);
}
const asMunicipality = <T>(path: string, use: (page: Page) => Promise<T>, options?: PageOptions): Promise<T> =>
  browser.withPage(async (page) => {
    await signIn(page, path);
    return use(page);
  }, options);

const picture = (page: Page, name: string) => page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
const valueOf = (page: Page, name: string): Promise<string> => page.inputValue(`[name="${name}"]`);
const fill = async (page: Page, fields: Readonly<Record<string, string>>): Promise<void> => {
  for (const [name, value] of Object.entries(fields)) await page.fill(`[name="${name}"]`, value);
};
const press = (page: Page, name: string): Promise<void> => page.getByRole('button', { name, exact: true }).filter({ visible: true }).last().click();
const saved = (page: Page) => page.getByText(/Concept bewaard om \d\d:\d\d:\d\d/).waitFor();

const expectFits = async (page: Page): Promise<void> => {
  expect(await overflowOf(page)).toBe(0);
};
/** The form and the location as they are opened are looked at with every other page (pages.test.ts); here what becomes of them. */
async function expectSound(page: Page): Promise<void> {
  const violations = await violationsOn(page);
  expect(violations).toEqual([]);
  await expectFits(page);
}

const ESSENTIALS = { claimedPlaces: '40', sleepingAreaM2: '170,5', toilets: '3', showers: '2', leadTimeHours: '36' };

describe('registering a building', () => {
  it('takes a name, an address that is found while one types, and the essentials', async () => {
    await asMunicipality('/locaties/nieuw', async (page) => {
      expect(await showsText(page.getByRole('heading', { name: 'Locatie registreren' }))).toBe(true);
      await page.fill('[name=name]', 'Oude bibliotheek');
      await page.locator('[name=addressSearch]').pressSequentially('proefstraat 12 mep');
      await page.getByRole('option', { name: 'Proefstraat 12a-2, 7941ZZ Meppel' }).waitFor();
      await picture(page, 'suggestions');
      await expectSound(page);
      await page.press('[name=addressSearch]', 'ArrowDown');
      await page.press('[name=addressSearch]', 'ArrowDown');
      await page.press('[name=addressSearch]', 'Enter');
      await page.getByText('Het adres is ingevuld: Proefstraat 12a-2, Meppel.').waitFor();
      const address = { street: 'Proefstraat', houseNumber: '12a-2', postcode: '7941 ZZ', place: 'Meppel', bagId: '0119010000000002', latitude: '52.69583', longitude: '6.19412' };
      for (const [name, value] of Object.entries(address)) expect([name, await valueOf(page, name)]).toEqual([name, value]);

      await fill(page, { ...ESSENTIALS, 'contacts.0.name': 'Sleuteldienst', 'contacts.0.function': 'piket', 'contacts.0.telephone': '0522 000 100' });
      await page.getByLabel('Dag en nacht').check();
      await page.getByLabel('Heel', { exact: true }).check();
      await page.getByRole('group', { name: 'Is de ruimte leeg?' }).getByLabel('Ja').check();
      await press(page, 'Locatie registreren');
      await page.waitForURL(/\/locaties\/[0-9a-f-]{36}\?gelukt/);
      const facts = await page.locator('#gegevens').innerText();
      for (const text of ['Proefstraat 12a-2, 7941 ZZ Meppel', '52,69583 NB, 6,19412 OL', '209', 'Dag en nacht', '0119010000000002']) expect(facts).toContain(text);
      await page.getByText('Sleuteldienst, piket').waitFor();
      await picture(page, 'location');
    });
  });

  it('keeps everything when something is wrong, opens the group it is in, and says so at the top', async () => {
    await asMunicipality('/locaties/nieuw', async (page) => {
      await fill(page, { name: 'Gymzaal', street: 'Weg', houseNumber: '1', postcode: '49074', place: 'Meppel', claimedPlaces: 'veel' });
      await page.locator('#besluit summary').click();
      await page.fill('[name="collegeDecision.reference"]', 'B-17');
      await page.locator('#voorzieningen summary').click();
      await page.getByRole('group', { name: 'Verwarming' }).getByLabel('Nee').check();
      await press(page, 'Locatie registreren');
      const summary = page.locator('[data-error-summary]');
      await summary.waitFor();
      expect(await summary.evaluate((node) => node === (node as unknown as { ownerDocument: { activeElement: unknown } }).ownerDocument.activeElement)).toBe(true);
      await expect(summary.innerText()).resolves.toContain('Dit lijkt een postcode van een ander land.');
      expect([await valueOf(page, 'postcode'), await valueOf(page, 'claimedPlaces'), await valueOf(page, 'collegeDecision.reference')]).toEqual(['49074', 'veel', 'B-17']);
      expect(await page.locator('details[open]').evaluateAll((all) => all.map((one) => (one as unknown as { id: string }).id))).toEqual(['besluit']);
      await expect(page.locator('#besluit summary').innerText()).resolves.toContain('1 veld klopt nog niet');
      await expect(page.locator('#voorzieningen summary').innerText()).resolves.toContain('Ingevuld: Verwarming');
      await picture(page, 'errors');
      await expectSound(page);
    }, TELEPHONE);
  });
});

describe('a draft', () => {
  it('comes back after the page was closed, and is gone once it is registered', async () => {
    await asMunicipality('/locaties/nieuw', async (page) => {
      await fill(page, { name: 'Dorpshuis De Schakel', street: 'Kerkweg', 'contacts.0.name': 'Beheer' });
      await page.locator('#voorzieningen summary').click();
      await page.getByRole('group', { name: 'Warm water' }).getByLabel('Ja').check();
      await saved(page);
      await page.fill('[name=street]', 'Kerkstraat');
      // Straight away, before the pause in which it would be saved: leaving saves.
      await page.close();
    });
    await asMunicipality('/locaties', async (page) => {
      await expect(page.locator('#concepten').innerText()).resolves.toContain('Kerkstraat');
      await picture(page, 'drafts');
      await expectSound(page);
      await page.getByRole('link', { name: 'Verder met Dorpshuis De Schakel' }).click();
      expect([await valueOf(page, 'name'), await valueOf(page, 'street'), await valueOf(page, 'contacts.0.name')]).toEqual(['Dorpshuis De Schakel', 'Kerkstraat', 'Beheer']);
      expect(await page.locator('[name="utilities.hotWater"][value=yes]').isChecked()).toBe(true);
      await fill(page, { houseNumber: '3', postcode: '7941 AA', place: 'Meppel', claimedPlaces: '25', 'contacts.0.name': '' });
      await press(page, 'Locatie registreren');
      await page.waitForURL(/gelukt=geregistreerd/);
      await page.goto(`${the.site.url}/locaties`);
      expect(await page.getByText('Verder met Dorpshuis De Schakel').count()).toBe(0);
    });
  });

  it('that is open twice: the second is told, and keeps what it typed as a draft of its own', async () => {
    await asMunicipality('/locaties/nieuw', async (first) => {
      await first.fill('[name=name]', 'Loods Noord');
      await saved(first);
      // Its address is now that of the draft: who reloads goes on.
      expect(new URL(first.url()).pathname).toMatch(/^\/locaties\/concepten\/[0-9a-f-]{36}$/);
      const second = await first.context().newPage();
      await second.goto(first.url());
      await first.fill('[name=place]', 'Meppel');
      await waitFor('the second save', async () => (await valueOf(first, 'version')) === '2');
      await second.fill('[name=place]', 'Nijeveen');
      await second.getByRole('alert').filter({ hasText: 'in een ander venster gewijzigd' }).waitFor();
      await picture(second, 'conflict');
      expect(await valueOf(second, 'place')).toBe('Nijeveen');
      await press(second, 'Bewaar als concept');
      await second.getByRole('link', { name: 'Bekijk het concept zoals het is bewaard' }).waitFor();
      expect(await valueOf(second, 'place')).toBe('Nijeveen');
      await press(second, 'Bewaar als concept');
      await second.waitForURL(/gelukt=bewaard/);
      await second.goto(`${the.site.url}/locaties`);
      const drafts = await second.locator('#concepten').innerText();
      expect([drafts.match(/Verder met Loods Noord/g)?.length, drafts.includes('Meppel'), drafts.includes('Nijeveen')]).toEqual([2, true, true]);
    });
  });
});

describe('without script', () => {
  it('finds the address with a button, keeps what was typed, and saves a draft', async () => {
    await asMunicipality('/locaties/nieuw', async (page) => {
      await fill(page, { name: 'School Zuid', toilets: '4', addressSearch: 'proefstraat 12 meppel' });
      await press(page, 'Zoek adres');
      await page.getByLabel('Proefstraat 12, 7941ZZ Meppel').check();
      await expectFits(page);
      await picture(page, 'no-script-results');
      await press(page, 'Gebruik dit adres');
      await page.getByText('Het adres is ingevuld').waitFor();
      expect([await valueOf(page, 'name'), await valueOf(page, 'toilets'), await valueOf(page, 'street'), await valueOf(page, 'bagId')]).toEqual(['School Zuid', '4', 'Proefstraat', '0119010000000001']);
      await page.locator('#ruimte summary').click();
      await press(page, 'Nog een soort ruimte');
      expect([await page.locator('#ruimte[open] [name="rooms.1.count"]').count(), await valueOf(page, 'name')]).toEqual([1, 'School Zuid']);
      await press(page, 'Bewaar als concept');
      await page.getByText('Het concept is bewaard.').waitFor();
      expect(await valueOf(page, 'street')).toBe('Proefstraat');
    }, { javaScriptEnabled: false, ...NARROW });
  });

  it('says that the address service is away and goes on by hand', async () => {
    service.mood = 'error';
    await asMunicipality('/locaties/nieuw', async (page) => {
      await fill(page, { name: 'Hal Oost', addressSearch: 'proefstraat 12' });
      await page.press('[name=addressSearch]', 'Enter');
      await page.getByText('De adresdienst antwoordt nu niet.').waitFor();
      await fill(page, { street: 'Handweg', houseNumber: '2', postcode: '7941zz', place: 'Meppel', claimedPlaces: '10' });
      await page.press('[name=claimedPlaces]', 'Enter');
      await page.waitForURL(/gelukt=geregistreerd/);
    }, { javaScriptEnabled: false });
  });
});

it.each<[string, PageOptions]>([['390', TELEPHONE], ['320-dark', { ...NARROW, colorScheme: 'dark' }]])('the form fits at %s, closed and with every group open', async (name, options) => {
  await asMunicipality('/locaties/nieuw', async (page) => {
    await expectFits(page);
    await picture(page, `form-${name}`);
    await page.evaluate("document.querySelectorAll('details').forEach((group) => { group.open = true; })");
    await expectFits(page);
    await picture(page, `form-open-${name}`);
  }, options);
});
