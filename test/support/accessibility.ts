import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** The success criteria up to WCAG 2.2 AA, and what axe calls good practice. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What the colours decide: between the themes nothing else differs. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];
/** Pages of which `inBothThemes` has had the light theme looked at whole. */
const lookedAtInLight = new WeakSet<Page>();

/**
 * What axe finds wrong on the page: each rule with the first element that breaks it; of the second of both themes only what its
 * colours do wrong. Only that is brought back, and axe is put into a page once: everything, each time, took twice as long as
 * looking. The pages have no frames. `except`: rules that do not hold here, with the reason where they are named.
 */
export async function violationsOn(page: Page, { except = [] }: { readonly except?: readonly string[] } = {}): Promise<[rule: string, element: string | undefined][]> {
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(axe.source);
  const options = { resultTypes: ['violations'], runOnly: lookedAtInLight.has(page) ? { type: 'rule', values: OF_COLOURS } : { type: 'tag', values: TAGS } };
  const found = await page.evaluate<[string, string | undefined][]>(
    `axe.run(document, ${JSON.stringify(options)}).then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes[0]?.html]))`);
  return found.filter(([rule]) => !except.includes(rule));
}

/** Opens every part of the page that is folded away, so that it is looked at as well. */
export async function unfold(page: Page): Promise<void> {
  await page.evaluate('for (const details of document.querySelectorAll("details")) details.open = true');
}

/** By how many CSS pixels the page is wider than the screen. */
export const overflowOf = (page: Page): Promise<number> => page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

/** Looks at the page in the light theme and in the dark one. */
export async function inBothThemes(page: Page, look: (theme: 'light' | 'dark') => Promise<void>): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    // Colours pass over into each other; halfway they are neither theme's.
    // Transitions only: an animation, such as the sign of life, may go on for ever.
    await page.evaluate('Promise.allSettled(document.getAnimations().filter((one) => one instanceof CSSTransition).map((one) => one.finished))');
    await look(colorScheme);
    if (colorScheme === 'light') lookedAtInLight.add(page);
    else lookedAtInLight.delete(page);
  }
}
