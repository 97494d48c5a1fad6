import type { ComponentChildren, VNode } from 'preact';
import { Icon } from './icon.js';

export type DisclosureProps = {
  /** Unique in the page. Inside a live region it is also what keeps it open when the region gets new contents. */
  readonly id: string;
  /** What can be opened. */
  readonly title: ComponentChildren;
  /** A line below the title, in sight while it is closed: the figures that tell whether one needs to open it. */
  readonly aside?: ComponentChildren;
  readonly open?: boolean;
  /** Beside one button or field, instead of a part of the page. */
  readonly small?: boolean;
  readonly children: ComponentChildren;
};

/** Something long that opens on request. Works without script. */
export const Disclosure = ({ id, title, aside, open, small, children }: DisclosureProps): VNode => (
  <details class={small ? 'disclosure disclosure--small' : 'disclosure'} id={id} open={open}>
    <summary class="disclosure__summary">
      <Icon name="expand" />
      <span class="disclosure__title">{title}</span>
      {aside && <span class="disclosure__aside">{aside}</span>}
    </summary>
    <div class="disclosure__body flow">{children}</div>
  </details>
);
