import { mkdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { startCase, type Case } from '../factories/case.js';
import { overflowOf, unfold, violationsOn } from '../support/accessibility.js';
import { showsText, startBrowser, type TestBrowser } from '../support/browser.js';
import { signIn as signInAs } from './visit.js';

jest.setTimeout(120_000);

const SHOTS = 'reports/contacts';
const PHONE = { width: 390, height: 844 };

let the: Case;
let browser: TestBrowser;

beforeAll(async () => {
  the = await startCase({ role: 'all', sweepSeconds: 1 });
  browser = await startBrowser();
  await mkdir(SHOTS, { recursive: true });
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await the?.close();
});

const signIn = (page: Page, who: string): Promise<void> => signInAs(the, page, who);

const open = async (page: Page, path: string): Promise<void> => { await page.goto(`${the.site.url}${path}`); };
const shoot = (page: Page, name: string): Promise<unknown> => page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });

/** Everything unfolded, so that what is folded away is looked at as well. */
async function assertSound(page: Page, name: string): Promise<void> {
  await unfold(page);
  const violations = await violationsOn(page);
  const overflow = await overflowOf(page);
  expect([name, violations, overflow]).toEqual([name, [], 0]);
}

describe('a municipality keeps its contacts', () => {
  it('finds them in the menu, in the order in which they are alerted', async () => {
    await browser.withPage(async (page) => {
      await signIn(page, 'Gemeente Assen');
      await page.getByRole('navigation', { name: 'Hoofdmenu' }).getByRole('link', { name: 'Contacten' }).click();
      expect(await showsText(page.getByRole('heading', { name: 'Contacten', level: 1 }))).toBe(true);
      expect(await page.locator('#volgorde tbody th').allInnerTexts()).toEqual([
        expect.stringMatching(/^1\. Gemeentelijk piket Assen/), expect.stringMatching(/^2\. Coördinator Assen/), expect.stringMatching(/^3\. Vastgoed Assen/),
      ]);
      await shoot(page, 'own-desktop');
    });
  });

  it('is told everything that is wrong with a new one, and keeps what was typed', async () => {
    await browser.withPage(async (page) => {
      await signIn(page, 'Gemeente Assen');
      await open(page, '/contacten/nieuw?piket=ja');
      await page.fill('input[name=name]', 'Nachtpiket');
      await page.fill('input[name=telephone]', '0900-8844');
      await page.fill('input[name=email]', 'geen adres');
      await page.getByRole('button', { name: 'Opslaan' }).click();
      await page.waitForSelector('[data-error-summary]');
      expect(await page.locator('[data-error-summary] li').allInnerTexts()).toEqual([
        'Functie: Vul dit veld in.', 'E-mail: Vul een e-mailadres in, zoals naam@gemeente.nl.', expect.stringContaining('Telefoon: Een betaald nummer'),
      ]);
      expect(await page.inputValue('input[name=telephone]')).toBe('0900-8844');
      expect(await page.isChecked('input[name=duty]')).toBe(true);
      await assertSound(page, 'refused');
      await shoot(page, 'new-refused');
      await page.fill('input[name=function]', 'Piketdienst nacht');
      await page.fill('input[name=telephone]', '(0592) 000 - 123');
      await page.fill('input[name=email]', 'nacht@assen.example');
      await page.getByRole('button', { name: 'Opslaan' }).click();
      await page.waitForURL(/\/contacten\?gelukt=toegevoegd/);
      const added = page.locator('#volgorde tr', { hasText: 'Nachtpiket' });
      expect(await added.getByRole('link', { name: '0592 000 123' }).getAttribute('href')).toBe('tel:+31592000123');
      expect(await added.innerText()).toContain('E-mail niet geverifieerd');
    });
  });

  it('makes a roster without script, and sees at once who has duty', async () => {
    await browser.withPage(async (page) => {
      await signIn(page, 'Gemeente Assen');
      for (const [number, from, until] of [['Gemeentelijk piket Assen', '08:00', '18:00'], ['Nachtpiket', '18:00', '08:00']] as const) {
        await open(page, '/contacten');
        const form = page.getByRole('form', { name: 'Dienst toevoegen' });
        await page.locator('#dienst-toevoegen summary').click();
        await form.getByRole('combobox').selectOption({ label: number });
        for (const day of ['maandag', 'dinsdag', 'woensdag', 'donderdag', 'vrijdag', 'zaterdag', 'zondag']) await form.getByLabel(day).check();
        await form.locator('input[name=from]').fill(from);
        await form.locator('input[name=until]').fill(until);
        await form.getByRole('button').click();
        await page.waitForURL(/gelukt=dienst$/);
      }
      expect(await page.locator('#rooster tbody tr').allInnerTexts()).toEqual([expect.stringMatching(/elke dag\s+08:00–18:00/), expect.stringMatching(/elke dag\s+18:00–08:00 \(volgende dag\)/)]);
      const standings = await page.locator('#volgorde tbody tr').allInnerTexts();
      expect(standings[0]).toContain('Nu dienst');
      expect(standings.at(-1)).toContain('Geen dienst');
      expect((await page.locator('#dienst dd').first().innerText()).replace(/\s+/g, ' ')).toContain('00:00–08:00 Nachtpiket 08:00–18:00 Gemeentelijk piket Assen 18:00–24:00 Nachtpiket');
    }, { javaScriptEnabled: false });
  });

  it('keeps a refused shift and a refused exception open in their own form', async () => {
    await browser.withPage(async (page) => {
      await signIn(page, 'Gemeente Assen');
      await open(page, '/contacten');
      const form = page.getByRole('form', { name: 'Uitzondering toevoegen' });
      await page.locator('#uitzondering-toevoegen summary').click();
      await form.locator('input[name=from]').fill('10:00');
      await form.getByRole('button').click();
      await page.waitForSelector('[data-error-summary]');
      expect(await form.locator('[data-error-summary] li').allInnerTexts()).toEqual(['Reden: Vul dit veld in.', 'Tot: Vul beide tijden in, of geen van beide.']);
      expect(await page.getByRole('form', { name: 'Dienst toevoegen' }).locator('[data-error-summary]').count()).toBe(0);
      expect(await form.locator('input[name=from]').inputValue()).toBe('10:00');
      await assertSound(page, 'exception refused');
      await form.locator('input[name=until]').fill('12:00');
      await form.getByRole('combobox').selectOption({ label: 'Vastgoed Assen' });
      await form.locator('input[name=reason]').fill('Overleg van het piket');
      await form.getByRole('button').click();
      await page.waitForURL(/gelukt=uitzondering$/);
      expect(await page.locator('#uitzonderingen tbody tr').innerText()).toMatch(/10:00–12:00\s+Vastgoed Assen\s+Overleg van het piket/);
      expect((await page.locator('#dienst dd').first().innerText()).replace(/\s+/g, ' ')).toContain('10:00–12:00 Vastgoed Assen');
    });
  });

  it('learns from a test message that mail arrives: only once its reader says so', async () => {
    await browser.withPage(async (page) => {
      await signIn(page, 'Gemeente Assen');
      await open(page, '/contacten');
      await page.getByRole('button', { name: 'Stuur een proefbericht Nachtpiket' }).click();
      await page.waitForURL(/gelukt=proefbericht/);
      const row = page.locator('#volgorde tr', { hasText: 'Nachtpiket' });
      expect(await row.innerText()).toContain('Wacht op bevestiging');
      await row.getByRole('button').click();
      await page.waitForURL(/mislukt=te-snel/);
      expect(await page.locator('main').innerText()).toContain('Er is net een proefbericht verstuurd');

      const message = page.getByRole('link', { name: 'Proefbericht: bereikt dit u?' });
      await open(page, '/postvak');
      while ((await message.count()) === 0) await page.reload();
      await message.first().click();
      const link = await page.locator('a[href*="/proefbericht/"]').first().getAttribute('href');
      await browser.withPage(async (visitor) => {
        await visitor.goto(link!);
        await assertSound(visitor, 'verification');
        await shoot(visitor, 'verify-phone');
        await visitor.getByRole('button', { name: 'Ja, dit bereikt mij' }).click();
        await visitor.getByRole('heading', { name: 'Bevestigd: dit adres bereikt u' }).waitFor();
        await assertSound(visitor, 'verified');
        expect(await visitor.getByRole('button', { name: 'Ja, dit bereikt mij' }).count()).toBe(0);
      }, { viewport: PHONE });
      await open(page, '/contacten');
      expect(await row.innerText()).toContain('E-mail geverifieerd');
    });
  });
});

describe('operations telephone', () => {
  it('see who has duty at every organisation, and record who was not reached', async () => {
    await browser.withPage(async (page) => {
      await signIn(page, 'operations');
      await open(page, '/contacten/organisaties');
      await shoot(page, 'others-desktop');
      await page.getByRole('link', { name: 'Gemeente Assen' }).click();
      await page.getByRole('link', { name: 'Vastgoed Assen' }).first().click();
      const form = page.getByRole('form', { name: 'Gebeld' });
      await form.getByRole('button').click();
      await page.waitForSelector('[data-error-summary]');
      await assertSound(page, 'report refused');
      await form.getByLabel('Niet bereikt').check();
      await form.locator('textarea[name=note]').fill('Voicemail');
      await form.getByRole('button').click();
      await page.waitForURL(/gelukt=gebeld/);
      expect(await page.locator('#gebeld tbody').innerText()).toMatch(/Niet bereikt\s+Voicemail – door/);
      await shoot(page, 'contact-desktop');
    });
    await browser.withPage(async (page) => {
      await signIn(page, 'Gemeente Assen');
      await open(page, '/contacten');
      expect(await page.locator('#volgorde tr', { hasText: 'Vastgoed Assen' }).innerText()).toContain('Niet bereikt');
    });
  });

  it('record it for a contact of a building, which then no longer counts as ready', async () => {
    const [location] = (await the.call('operations', 'GET', '/standby-locations?pageSize=100')).body.items.filter(({ name }: { name: string }) => name === 'De Oude Gieterij');
    await browser.withPage(async (page) => {
      await signIn(page, 'operations');
      await open(page, `/locaties/${location.id}`);
      await page.locator('#contacten').getByRole('link', { name: 'Gebeld? Leg vast Sleuteldienst' }).click();
      await shoot(page, 'building-contact-phone');
      await page.getByLabel('Niet bereikt').check();
      await page.getByRole('button', { name: 'Vastleggen' }).click();
      await page.waitForURL(/gelukt=gebeld/);
      expect(await page.locator('#contacten tr', { hasText: 'Sleuteldienst' }).innerText()).toContain('Niet bereikt');
      expect(await page.locator('#inzetbaarheid').innerText()).toContain('Niet inzetbaar');
      await page.locator('#contacten').scrollIntoViewIfNeeded();
      await shoot(page, 'building-phone');
    }, { viewport: PHONE });
  });
});

describe('the pages', () => {
  it('pass axe and fit 320 pixels and a desk, light and dark', async () => {
    const assen = (await the.call('operations', 'GET', '/organisations?kind=municipality&pageSize=100')).body.items.find(({ name }: { name: string }) => name === 'Gemeente Assen').id;
    const contact = (await the.call('operations', 'GET', `/contacts?organisationId=${assen}`)).body.items.at(-1).id;
    const sizes = [
      ['phone-small-dark', { viewport: { width: 320, height: 700 }, colorScheme: 'dark' }], ['desktop-light', { viewport: { width: 1280, height: 900 }, colorScheme: 'light' }],
    ] as const;
    for (const [size, options] of sizes) {
      await browser.withPage(async (page) => {
        await signIn(page, 'Gemeente Assen');
        for (const [name, path] of [['own', '/contacten'], ['new', '/contacten/nieuw'], ['contact', `/contacten/${contact}`], ['change', `/contacten/${contact}/wijzigen`]] as const) {
          await open(page, path);
          await shoot(page, `${name}-${size}`);
          await assertSound(page, `${name} ${size}`);
        }
      }, options);
      await browser.withPage(async (page) => {
        await signIn(page, 'operations');
        for (const [name, path] of [['others', '/contacten/organisaties'], ['of-other', `/contacten/organisaties/${assen}`]] as const) {
          await open(page, path);
          await shoot(page, `${name}-${size}`);
          await assertSound(page, `${name} ${size}`);
        }
      }, options);
    }
  });

  it('say what happens while there is no contact yet, in the reader’s language', async () => {
    await browser.withPage(async (page) => {
      const { items } = (await the.call('Gemeente Meppel', 'GET', '/contacts')).body;
      for (const { id, version } of items) await the.call('Gemeente Meppel', 'DELETE', `/contacts/${id}`, undefined, { 'if-match': `"${version}"` });
      await signIn(page, 'Gemeente Meppel');
      await open(page, '/contacten');
      expect(await page.locator('#volgorde').innerText()).toContain('Nog geen contact: alarmering gaat naar de piketdienst.');
      await page.getByRole('button', { name: 'English' }).click();
      expect(await page.locator('#volgorde').innerText()).toContain('No contact yet: alerts go to the duty desk.');
      await shoot(page, 'none-english');
      await assertSound(page, 'empty');
      await page.getByRole('link', { name: 'Add a contact' }).click();
      expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Add a contact');
    });
  });

  it('show an auditor the numbers of all, and no button that changes anything', async () => {
    await browser.withPage(async (page) => {
      await signIn(page, 'auditor');
      await open(page, '/contacten');
      await page.getByRole('link', { name: 'Gemeente Assen' }).click();
      expect(await page.locator('#volgorde tbody tr').count()).toBeGreaterThan(2);
      expect(await page.locator('main form, main button').count()).toBe(0);
      await assertSound(page, 'auditor');
    });
  });
});
