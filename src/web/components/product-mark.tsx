import type { VNode } from 'preact';

/** Our own mark: a place that is ready behind the first one. Decorative: the name stands beside it. */
export const ProductMark = (): VNode => (
  <svg class="product-mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    <rect class="product-mark__behind" x="11" y="3" width="18" height="18" rx="4" />
    <rect class="product-mark__front" x="3" y="9" width="20" height="20" rx="4" />
    <path class="product-mark__check" d="M9 19.5l3.4 3.5 5.6-7" />
  </svg>
);
