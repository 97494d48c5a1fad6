import type { VNode } from 'preact';
import { formatNumber } from '../format.js';
import { useLanguage, useTranslator } from '../language-context.js';

export type PaginationProps = {
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
  readonly total: number;
  /** For a list that is not counted to its end: true when there are more than `total`. */
  readonly more?: boolean;
  /** Whether there is another page, and how many rows this one shows, where `total` alone does not tell. */
  readonly hasNext?: boolean;
  readonly shown?: number;
  readonly hrefFor: (page: number) => string;
};

/** Previous and next with where one is; nothing when everything fits on one page. */
export function Pagination({ page, pageSize, total, more = false, hasNext = page * pageSize < total, shown, hrefFor }: PaginationProps): VNode | null {
  const t = useTranslator();
  const language = useLanguage();
  if (page === 1 && !hasNext) return null;
  const number = (value: number): string => formatNumber(value, language);
  const before = (page - 1) * pageSize;
  const last = shown === undefined ? Math.min(page * pageSize, total) : before + shown;
  const range = { from: number(Math.min(before + 1, last)), to: number(last), total: number(total) };
  return (
    <nav class="pagination" aria-label={t('navigation.pages')}>
      {page > 1 && (
        <a class="pagination__link" rel="prev" href={hrefFor(page - 1)}>
          {t('table.previous')}
        </a>
      )}
      <p class="pagination__where">{t(more ? 'table.range.more' : 'table.range', range)}</p>
      {hasNext && (
        <a class="pagination__link" rel="next" href={hrefFor(page + 1)}>
          {t('table.next')}
        </a>
      )}
    </nav>
  );
}
