import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { startCase, type Case } from '../factories/case.js';
import { inBothThemes, overflowOf, violationsOn } from '../support/accessibility.js';
import { showsText, startBrowser, type TestBrowser } from '../support/browser.js';
import { exif, HTML, JPEG, jpegWith, pdf } from '../support/files.js';
import { signIn as signInAs } from './visit.js';

jest.setTimeout(90_000);

let the: Case;
let browser: TestBrowser;
let municipality: string;
let page: string;

beforeAll(async () => {
  the = await startCase();
  browser = await startBrowser();
  const [location] = await the.site.database.sql<{ id: string; owner: string }>('SELECT l.id, o.name AS owner FROM standby_locations l JOIN organisations o ON o.id = l.organisation_id ORDER BY l.name LIMIT 1');
  municipality = location!.owner;
  page = `${the.site.url}/locaties/${location!.id}`;
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await the?.close();
});

const signIn = (page: Page, who = municipality): Promise<void> => signInAs(the, page, who);

type Given = { readonly kind: string; readonly name: string; readonly bytes: Buffer; readonly label?: string };
async function fill(tab: Page, { kind, name, bytes, label = '' }: Given): Promise<void> {
  const form = tab.getByRole('form', { name: 'Document toevoegen' });
  await form.locator('select[name=kind]').selectOption(kind);
  await form.locator('input[name=label]').fill(label);
  await form.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer: bytes });
}
const send = (tab: Page): Promise<void> => tab.getByRole('form', { name: 'Document toevoegen' }).getByRole('button', { name: 'Document toevoegen' }).click();

async function passesAxe(tab: Page): Promise<void> {
  const violations = await violationsOn(tab);
  expect([tab.url(), violations]).toEqual([tab.url(), []]);
  expect([tab.url(), await overflowOf(tab)]).toEqual([tab.url(), 0]);
}

describe('the documents of a location, in a real browser', () => {
  it('are added, told apart by their content, saved and removed', async () => {
    await browser.withPage(async (tab) => {
      await signIn(tab);
      await tab.goto(`${page}#documenten`);
      expect(await showsText(tab.getByText('Er staan nog geen documenten bij deze locatie.'))).toBe(true);
      await fill(tab, { kind: 'floor-plan', name: 'Plattegrond begane grond.pdf', bytes: pdf() });
      await send(tab);
      await tab.waitForURL(/gelukt=document/);
      const link = tab.getByRole('link', { name: 'Plattegrond begane grond downloaden' });
      const [download] = await Promise.all([tab.waitForEvent('download'), link.click()]);
      expect(download.suggestedFilename()).toBe('Plattegrond begane grond.pdf');
      expect(await readFile(await download.path())).toEqual(pdf());

      await tab.locator('#document-toevoegen summary').click();
      await fill(tab, { kind: 'permit', name: 'vergunning.pdf', bytes: HTML, label: 'Vergunning 2026' });
      await send(tab);
      await tab.waitForSelector('[data-error-summary]');
      expect(await tab.locator('[data-error-summary]').innerText()).toContain('Naar zijn inhoud is dit een webpagina (HTML).');
      expect(await tab.inputValue('input[name=label]')).toBe('Vergunning 2026');
      await fill(tab, { kind: 'photo', name: 'IMG_0001.jpg', bytes: jpegWith(exif(6)), label: 'Achterdeur' });
      await send(tab);
      await tab.waitForURL(/gelukt=document/);

      await tab.getByRole('link', { name: 'Verwijderen Achterdeur' }).click();
      await tab.getByRole('button', { name: 'Document verwijderen' }).click();
      await tab.waitForURL(/gelukt=document-verwijderd/);
      expect(await tab.locator('#documenten').innerText()).not.toContain('Achterdeur');
    });
  });

  it('that are too large are stopped before they are sent', async () => {
    await browser.withPage(async (tab) => {
      await signIn(tab);
      await tab.goto(`${page}/documenten/nieuw`);
      let posts = 0;
      tab.on('request', (request) => { if (request.method() === 'POST') posts += 1; });
      await fill(tab, { kind: 'other', name: 'groot.pdf', bytes: Buffer.alloc(21 * 1024 * 1024) });
      const told = tab.getByText('Dit bestand is groter dan 20 MB. Kies een kleiner bestand.');
      await told.waitFor();
      await send(tab);
      expect([posts, await tab.evaluate('document.activeElement.type'), await tab.getAttribute('input[type=file]', 'aria-invalid')]).toEqual([0, 'file', 'true']);
      await fill(tab, { kind: 'other', name: 'klein.pdf', bytes: pdf() });
      await told.waitFor({ state: 'hidden' });
      await send(tab);
      await tab.waitForURL(/gelukt=document/);
      expect(posts).toBe(1);
    });
  });

  it('that were kept are pictures the right way up', async () => {
    const { id } = await addOverApi(jpegWith(exif(6)));
    await browser.withPage(async (tab) => {
      const kept = (await fetchContent(id)).toString('base64');
      const size = await tab.evaluate(`(async () => { const image = new Image(); image.src = 'data:image/jpeg;base64,${kept}'; await image.decode(); return [image.naturalWidth, image.naturalHeight]; })()`);
      // 24 by 16, turned a quarter.
      expect(size).toEqual([16, 24]);
    });
  });

  it('without script are added, and refused with words when too large', async () => {
    await browser.withPage(async (tab) => {
      await signIn(tab);
      await tab.goto(`${page}/documenten/nieuw`);
      await fill(tab, { kind: 'agreement', name: 'huur.pdf', bytes: Buffer.alloc(21 * 1024 * 1024), label: 'Huurovereenkomst' });
      await send(tab);
      await tab.waitForSelector('[data-error-summary]');
      expect(await tab.locator('[data-error-summary]').innerText()).toContain('Een bestand mag hooguit 20 MB zijn.');
      expect(await tab.inputValue('input[name=label]')).toBe('Huurovereenkomst');
      await fill(tab, { kind: 'agreement', name: 'huur.pdf', bytes: pdf(), label: 'Huurovereenkomst' });
      await send(tab);
      await tab.waitForURL(/gelukt=document/);
      await tab.getByRole('link', { name: 'Huurovereenkomst downloaden' }).waitFor();
    }, { javaScriptEnabled: false });
  });

  it('pass axe and fit 320 pixels, light and dark, each page of them', async () => {
    const { id } = await addOverApi(JPEG, 'Een foto met een naam die veel langer is dan er op een smalle telefoon naast elkaar past');
    await browser.withPage(async (tab) => {
      await signIn(tab);
      for (const address of [page, `${page}/documenten/nieuw`, `${page}/documenten/${id}/verwijderen`]) {
        await tab.goto(address);
        await inBothThemes(tab, () => passesAxe(tab));
      }
      await tab.goto(`${page}/documenten/nieuw`);
      await send(tab);
      await tab.waitForSelector('[data-error-summary]');
      await inBothThemes(tab, () => passesAxe(tab));
    }, { viewport: { width: 320, height: 800 } });
  });
});

async function addOverApi(photo: Buffer, label = 'Foto'): Promise<{ id: string }> {
  const form = new FormData();
  form.append('kind', 'photo');
  form.append('label', label);
  form.append('file', new Blob([new Uint8Array(photo)]), 'foto.jpg');
  const response = await fetch(`${the.site.url}${apiPath()}`, { method: 'POST', headers: { authorization: `Bearer ${the.credential(municipality).apiKey}` }, body: form });
  return (await response.json()) as { id: string };
}

const apiPath = (): string => `/api/v1/standby-locations/${page.split('/').at(-1)}/documents`;

async function fetchContent(id: string): Promise<Buffer> {
  const response = await fetch(`${the.site.url}${apiPath()}/${id}/content`, { headers: { authorization: `Bearer ${the.credential(municipality).apiKey}` } });
  return Buffer.from(await response.arrayBuffer());
}
