import type { VNode } from 'preact';

const SHAPES = {
  check: 'M3.5 8.5l3 3 6-7',
  cross: 'M4 4l8 8M12 4l-8 8',
  question: 'M5.6 6a2.4 2.4 0 1 1 3.6 2.1c-.8.5-1.2.9-1.2 1.8M8 12.6v.1',
  exclamation: 'M8 3.2v5.6M8 12.2v.1',
  information: 'M8 7.4v5M8 3.9v.1',
  dash: 'M4 8h8',
  clock: 'M8 1.9a6.1 6.1 0 1 0 0 12.2A6.1 6.1 0 1 0 8 1.9M8 5v3.2l2 1.3',
  forward: 'M3.5 8h8.5M8.6 4.4L12.2 8l-3.6 3.6',
  retry: 'M12.6 6.4A5 5 0 1 0 13 8.6M12.9 3v3.5H9.4',
  dot: 'M8 7.9v.2',
  expand: 'M6 3.5L10.5 8 6 12.5',
} as const;

export type IconName = keyof typeof SHAPES;

/** A small drawing beside a text. Never the only carrier of a meaning, so always hidden from assistive technology. */
export const Icon = ({ name }: { readonly name: IconName }): VNode => (
  <svg class={`icon icon--${name}`} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
    <path d={SHAPES[name]} />
  </svg>
);
