import type { VNode } from 'preact';
import { useTranslator } from '../language-context.js';

export type Crumb = { readonly href: string; readonly label: string };
export type BreadcrumbsProps = {
  /** From the overview down to the page above this one. */
  readonly items: readonly Crumb[];
  /** The page itself. */
  readonly current: string;
};

export function Breadcrumbs({ items, current }: BreadcrumbsProps): VNode {
  const t = useTranslator();
  return (
    <nav class="breadcrumbs" aria-label={t('navigation.breadcrumbs')}>
      <ol class="breadcrumbs__list">
        {items.map(({ href, label }) => (
          <li key={href} class="breadcrumbs__item">
            <a class="breadcrumbs__link" href={href}>
              {label}
            </a>
          </li>
        ))}
        <li class="breadcrumbs__item" aria-current="page">
          {current}
        </li>
      </ol>
    </nav>
  );
}
