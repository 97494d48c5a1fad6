import type { ComponentChildren, VNode } from 'preact';

export type PanelProps = {
  /** Unique in the page: names the section, and an address can point at it. */
  readonly id: string;
  readonly title: string;
  /** Beside the title: a badge, a link, a count. */
  readonly aside?: ComponentChildren;
  /** The title's level; default 2. */
  readonly level?: 2 | 3;
  /** As wide as lines are read well: for a form or a text that is alone on its page. */
  readonly narrow?: boolean;
  /** Recedes behind the panels beside it. */
  readonly quiet?: boolean;
  readonly children: ComponentChildren;
};

/** A section of a page with its heading, on a card. */
export function Panel({ id, title, aside, level = 2, narrow, quiet, children }: PanelProps): VNode {
  const Heading = `h${level}` as const;
  return (
    <section class={`panel${narrow ? ' panel--narrow' : ''}${quiet ? ' panel--quiet' : ''}`} id={id} aria-labelledby={`${id}-title`}>
      <div class="panel__head">
        <Heading class={`utrecht-heading-${level}`} id={`${id}-title`}>
          {title}
        </Heading>
        {aside && <div class="panel__aside">{aside}</div>}
      </div>
      <div class="panel__body flow">{children}</div>
    </section>
  );
}

/** A broad column with a narrow one beside it; below each other where there is no room. */
export const Columns = ({ main, side }: { readonly main: ComponentChildren; readonly side: ComponentChildren }): VNode => (
  <div class="columns">
    <div class="columns__main flow-wide">{main}</div>
    <div class="columns__side flow-wide">{side}</div>
  </div>
);

/** Cards beside each other, as many as fit. */
export const CardGrid = ({ children }: { readonly children: ComponentChildren }): VNode => <div class="card-grid">{children}</div>;
