import { h, type ComponentChildren, type VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Language } from '../kernel/index.js';
import { LanguageContext } from './language-context.js';

/** A whole page: the vnode is a `<Layout>`. Every value in it is escaped. */
export const renderPage = <Props>(page: VNode<Props>): string => `<!doctype html>\n${renderToString(page as VNode)}`;

/** A part of a page outside any layout, such as a live region of a snapshot. Every value in it is escaped. */
export const renderFragment = (language: Language, children: ComponentChildren): string =>
  renderToString(h(LanguageContext.Provider, { value: language }, children));
