import type { ComponentChildren, VNode } from 'preact';

export type PageHeadingProps = {
  readonly title: string;
  /** A short line above the title: what kind of thing this is. */
  readonly kicker?: string;
  /** One or two sentences that say what the page is for. */
  readonly lead?: ComponentChildren;
  /** Badges beside the title. */
  readonly status?: ComponentChildren;
  /** Buttons or links to the right of the title. */
  readonly actions?: ComponentChildren;
};

/** The one `<h1>` of a page. */
export const PageHeading = ({ title, kicker, lead, status, actions }: PageHeadingProps): VNode => (
  <div class="page-heading">
    <div class="page-heading__text">
      {kicker && <p class="page-heading__kicker">{kicker}</p>}
      <h1 class="utrecht-heading-1">{title}</h1>
      {status && <div class="page-heading__status">{status}</div>}
      {lead && <p class="page-heading__lead">{lead}</p>}
    </div>
    {actions && <div class="page-heading__actions">{actions}</div>}
  </div>
);
