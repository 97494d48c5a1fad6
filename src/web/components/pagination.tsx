import type { VNode } from 'preact';
import { formatNumber } from '../format.js';
import { useLanguage, useTranslator } from '../language-context.js';

export type PaginationProps = {
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
  readonly total: number;
  readonly hrefFor: (page: number) => string;
};

/** Previous and next with where one is; nothing when everything fits on one page. */
export function Pagination({ page, pageSize, total, hrefFor }: PaginationProps): VNode | null {
  const t = useTranslator();
  const language = useLanguage();
  const pages = Math.ceil(total / pageSize);
  if (pages <= 1) return null;
  const number = (value: number): string => formatNumber(value, language);
  const range = { from: number((page - 1) * pageSize + 1), to: number(Math.min(page * pageSize, total)), total: number(total) };
  return (
    <nav class="pagination" aria-label={t('navigation.pages')}>
      {page > 1 && (
        <a class="pagination__link" rel="prev" href={hrefFor(page - 1)}>
          {t('table.previous')}
        </a>
      )}
      <p class="pagination__where">{t('table.range', range)}</p>
      {page < pages && (
        <a class="pagination__link" rel="next" href={hrefFor(page + 1)}>
          {t('table.next')}
        </a>
      )}
    </nav>
  );
}
