import type { ComponentChildren, VNode } from 'preact';

export type Description = { readonly term: string; readonly value: ComponentChildren };
export type DescriptionListProps = { readonly items: readonly Description[] };

/** Facts with their names. */
export const DescriptionList = ({ items }: DescriptionListProps): VNode => (
  <div class="description-frame">
    <dl class="utrecht-data-list description-list">
      {items.map(({ term, value }) => (
        <div key={term} class="utrecht-data-list__item description-list__item">
          <dt class="utrecht-data-list__item-key">{term}</dt>
          <dd class="utrecht-data-list__item-value utrecht-data-list__item-value--html-dd">{value}</dd>
        </div>
      ))}
    </dl>
  </div>
);
