import type { VNode } from 'preact';
import { PATHS, useTranslator } from '../../web/index.js';
import { listAddress, type ListQuery } from '../list-query.js';

const FORMATS = ['xlsx', 'csv', 'geojson'] as const;

/** The list one is looking at, with its filters, as a file. */
export function ExportLinks({ query: { page: _page, ...query } }: { readonly query: Partial<ListQuery> }): VNode {
  const t = useTranslator();
  return (
    <p class="export-links">
      {t('export.title')}:{' '}
      {FORMATS.map((format, index) => <span key={format}>{index > 0 && ', '}<a href={listAddress(`${PATHS.locations}/exporteren/${format}`, query)} download>{t(`export.${format}`)}</a></span>)}
      . {t('export.about')}
    </p>
  );
}
