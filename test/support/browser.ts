import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, type Locator, type Page } from 'playwright-core';
import { launchChromium } from './chromium.js';

/** A running browser. Each page gets a context, and so cookies, of its own. */
export type TestBrowser = {
  /**
   * Opens a page, hands it to `use` and closes it. Fails when a script on the page failed. When `use` throws, a picture
   * of the page goes to reports/browser/ and the error names it.
   */
  withPage<T>(use: (page: Page) => Promise<T>, options?: PageOptions): Promise<T>;
  close(): Promise<void>;
};

export type PageOptions = BrowserContextOptions & {
  /** Milliseconds that Playwright waits for an element or a navigation; default 10,000. */
  readonly timeoutMs?: number;
};

/** Without any font Chromium does not paint at all, and a picture never comes. In ms. */
const FONT_PATIENCE = 10_000;
const DEFAULTS: BrowserContextOptions = { locale: 'nl-NL', timezoneId: 'Europe/Amsterdam', viewport: { width: 1280, height: 900 } };

/** Starts Chromium and makes sure that it can show text at all. */
export async function startBrowser(): Promise<TestBrowser> {
  const browser = await launchChromium();
  try {
    await refuseInvisibleText(browser);
  } catch (error) {
    await browser.close();
    throw error;
  }
  return {
    withPage: (use, options) => withPage(browser, use, options),
    close: () => browser.close(),
  };
}

async function withPage<T>(browser: Browser, use: (page: Page) => Promise<T>, { timeoutMs = 10_000, ...options }: PageOptions = {}): Promise<T> {
  const context = await browser.newContext({ ...DEFAULTS, ...options });
  context.setDefaultTimeout(timeoutMs);
  const page = await context.newPage();
  const scriptErrors: Error[] = [];
  page.on('pageerror', (error) => scriptErrors.push(error));
  try {
    const result = await use(page);
    if (scriptErrors.length > 0) throw new Error(`A script on ${page.url()} failed: ${scriptErrors.map(String).join('; ')}`);
    return result;
  } catch (error) {
    throw await withPicture(page, error);
  } finally {
    await context.close();
  }
}

async function withPicture(page: Page, error: unknown): Promise<unknown> {
  const path = join('reports', 'browser', `${process.pid}-${Date.now()}.png`);
  try {
    await mkdir(join('reports', 'browser'), { recursive: true });
    await page.screenshot({ path, fullPage: true });
  } catch {
    return error;
  }
  if (error instanceof Error) error.message += `\nThe page was ${page.url()}, as it looked: ${path}`;
  return error;
}

/**
 * Whether letters are really painted in the element: its picture changes when only the ink is taken away. The page's
 * text content says nothing about that: without fonts, or white on white, it is there and nobody sees it.
 */
export async function showsText(element: Locator): Promise<boolean> {
  const without = await pictureWith(element, 'transparent');
  const black = await pictureWith(element, '');
  return !without.equals(black);
}

async function pictureWith(element: Locator, ink: string): Promise<Buffer> {
  await element.evaluate((node, colour) => {
    for (const part of [node, ...node.querySelectorAll('*')]) {
      const { style } = part as unknown as { style: { setProperty(name: string, value: string, priority: string): void } };
      style.setProperty('text-decoration', 'none', 'important');
      style.setProperty('-webkit-text-fill-color', colour, 'important');
    }
  }, ink);
  return element.screenshot({ animations: 'disabled', caret: 'hide' });
}

async function refuseInvisibleText(browser: Browser): Promise<void> {
  const page = await browser.newPage();
  page.setDefaultTimeout(FONT_PATIENCE);
  try {
    await page.setContent('<p>Achter de hand</p>');
    if (!(await showsText(page.locator('p')))) throw new Error('the letters are not there');
    await page.close();
  } catch (cause) {
    throw new Error('This Chromium paints no text, so it finds no fonts: remove its folder adh-chromium-* from the temporary folder, or with CHROMIUM_PATH install a font.', { cause });
  }
}
