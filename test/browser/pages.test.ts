import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { startCase, type Case } from '../factories/case.js';
import { overflowOf, unfold, violationsOn } from '../support/accessibility.js';
import { startBrowser, type TestBrowser } from '../support/browser.js';
import { signIn as signInAs } from './visit.js';

jest.setTimeout(120_000);

let the: Case;
let browser: TestBrowser;
let paths: Readonly<Record<string, string>>;

beforeAll(async () => {
  the = await startCase({ role: 'all', sweepSeconds: 1 });
  browser = await startBrowser();
  const activation = await the.trigger({ exercise: true });
  const [ready] = (await the.call('ministry', 'GET', '/standby-locations?pageSize=100')).body.items.filter(({ name }: { name: string }) => name === 'De Oude Gieterij');
  const [failing] = (await the.call('ministry', 'GET', '/standby-locations?pageSize=100')).body.items.filter(({ name }: { name: string }) => name === 'Bedrijfshal Holwert');
  paths = { activation: `/inzetten/${activation.id}`, ready: `/locaties/${ready.id}`, failing: `/locaties/${failing.id}`, request: `/reserveverzoeken/${the.requestId}` };
}, 60_000);
afterAll(async () => {
  await browser.close();
  await the.close();
});

const signIn = (page: Page, who: string): Promise<void> => signInAs(the, page, who);

/** Everything unfolded, so that what is folded away is looked at as well. */
async function fault(page: Page): Promise<unknown> {
  await unfold(page);
  const overflow = await overflowOf(page);
  // What axe finds in a page does not change with its width; colours do with the theme, and the light one is looked at in the story.
  const isNarrow = (page.viewportSize()?.width ?? 0) < 400;
  const violations = isNarrow ? await violationsOn(page) : [];
  const headings = await page.locator('h1').count();
  return { violations, overflow, headings };
}

const SOUND = { violations: [], overflow: 0, headings: 1 };
// Words of the interface, none of which is English too or part of a name in the demo.
const DUTCH = /\b(inzet|inzetten|inzetlocaties|locaties|plekken|postvak|afmelden|gevraagd|tekort|mijlpalen|naam|antwoord|nog niet|wie heeft)\b/i;
const SIZES = [{ viewport: { width: 320, height: 800 }, colorScheme: 'dark' }, { viewport: { width: 1280, height: 900 }, colorScheme: 'light' }] as const;

describe('the look that finds faults', () => {
  it('finds them', async () => {
    await browser.withPage(async (page) => {
      await page.setContent('<main><h1>Kop</h1><img src="data:,"><p style="color:#ccc;background:#fff">flets</p><div style="width:3000px">breed</div></main>');
      expect((await violationsOn(page)).map(([rule]) => rule)).toEqual(expect.arrayContaining(['image-alt', 'color-contrast']));
      expect(await overflowOf(page)).toBeGreaterThan(0);
    });
  });
});

describe('pages of each role pass axe and fit, narrow and dark, wide and light', () => {
  it.each<[string, readonly string[]]>([
    ['Gemeente Assen', ['/', '/locaties/nieuw', 'ready', 'ready/wijzigen', 'ready/schouw', 'activation']],
    ['red-cross', ['activation', '/postvak', '/koppelingen/nieuw']],
    ['Provinciale Regietafel Drenthe', ['/', 'request']],
    ['operations', ['activation', '/inzetten/nieuw', '/inzetten/telefonisch', '/contacten/mandaten']],
    ['ministry', ['/reserveverzoeken/nieuw', 'failing']],
  ])('%s', async (who, pages) => {
    for (const size of SIZES) {
      await browser.withPage(async (page) => {
        await signIn(page, who);
        for (const name of pages) {
          const [key, ...rest] = name.split('/');
          const path = name.startsWith('/') ? name : [paths[key!], ...rest].join('/');
          const answer = await page.goto(`${the.site.url}${path}`);
          expect([name, answer?.status()]).toEqual([name, 200]);
          expect([name, size.viewport.width, await fault(page)]).toEqual([name, size.viewport.width, SOUND]);
        }
      }, size);
    }
  });

  it('nobody yet: sign-in, right and wrong, and a page that does not exist', async () => {
    for (const size of SIZES) {
      await browser.withPage(async (page) => {
        await page.goto(`${the.site.url}/aanmelden`);
        expect(await fault(page)).toEqual(SOUND);
        await page.fill('input[name=email]', 'niemand@example.example');
        await page.fill('input[name=password]', 'onjuist-wachtwoord');
        await page.click('main button[type=submit]');
        expect(await page.inputValue('input[name=email]')).toBe('niemand@example.example');
        expect(await fault(page)).toEqual(SOUND);
        await signIn(page, 'auditor');
        expect((await page.goto(`${the.site.url}/bestaat-niet`))?.status()).toBe(404);
        expect(await fault(page)).toEqual(SOUND);
      }, size);
    }
  });

  it('the answer page, as sent and with what is missing', async () => {
    const [link] = await the.site.database.sql<{ id: string }>(
      `SELECT d.id FROM deliveries d JOIN alerts a ON a.id = d.alert_id JOIN organisations o ON o.id = a.organisation_id WHERE o.kind = 'red-cross' ORDER BY d.created_at LIMIT 1`);
    const { AnswerTokens } = await import('../../src/alerts/answer-tokens.js');
    const path = `/antwoord/${the.site.app.get(AnswerTokens).tokenOf(link!.id)}`;
    for (const size of SIZES) {
      await browser.withPage(async (page) => {
        await page.goto(`${the.site.url}${path}`);
        expect(await fault(page)).toEqual(SOUND);
        await page.getByRole('form', { name: /Antwoorden voor/ }).first().getByRole('button').click();
        await page.waitForLoadState();
        expect(await fault(page)).toEqual(SOUND);
        expect((await page.goto(`${the.site.url}/antwoord/${'a'.repeat(43)}`))?.status()).toBe(410);
        expect(await fault(page)).toEqual(SOUND);
      }, size);
    }
  });
});

describe('in English', () => {
  it('no Dutch is left on the pages, and they pass axe', async () => {
    await browser.withPage(async (page) => {
      await signIn(page, 'operations');
      await page.getByRole('button', { name: 'English' }).click();
      for (const path of ['/', '/locaties', paths['ready']!, '/reserveverzoeken', paths['request']!, paths['activation']!, '/inzetten', '/inzetten/nieuw']) {
        await page.goto(`${the.site.url}${path}`);
        expect(await page.getAttribute('html', 'lang')).toBe('en');
        expect([path, await fault(page)]).toEqual([path, SOUND]);
        const texts = await page.locator('nav, h1, h2, label, button, th, legend').allInnerTexts();
        expect([path, texts.filter((text) => DUTCH.test(text))]).toEqual([path, []]);
      }
    });
  });
});

describe('by keyboard alone', () => {
  it('the first key leads to the content, and signing in and starting need no mouse', async () => {
    await browser.withPage(async (page) => {
      const { email, password } = the.credential('ministry');
      await page.goto(`${the.site.url}/aanmelden`);
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement.getAttribute("href")')).toBe('#main');
      await page.keyboard.press('Enter');
      for (let tab = 0; tab < 10 && !(await page.evaluate('document.activeElement.name === "email"')); tab += 1) await page.keyboard.press('Tab');
      await page.keyboard.type(email);
      await page.keyboard.press('Tab');
      await page.keyboard.type(password);
      await page.keyboard.press('Enter');
      await page.waitForURL((url) => url.pathname === '/');
      const outlined = await page.evaluate(`(() => { const a = document.querySelector('nav a'); a.focus(); const s = getComputedStyle(a); return s.outlineStyle !== 'none' || s.boxShadow !== 'none'; })()`);
      expect(outlined).toBe(true);
    });
  });
});
