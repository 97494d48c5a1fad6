import type { ComponentChildren, VNode } from 'preact';

export type EmptyStateProps = {
  readonly text: string;
  /** What one can do about it: a link or a button. */
  readonly action?: ComponentChildren;
};

/** Instead of an empty list: says that there is nothing, and what one can do. */
export const EmptyState = ({ text, action }: EmptyStateProps): VNode => (
  <div class="empty-state flow-tight">
    <p>{text}</p>
    {action}
  </div>
);
