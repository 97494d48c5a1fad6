import type { VNode } from 'preact';
import type { Instant, LocalDay } from '../../kernel/index.js';
import { formatDay, formatDayShort, formatInstant, formatInstantShort, formatTime, formatTimeWithSeconds } from '../format.js';
import { useLanguage } from '../language-context.js';

const INSTANT_FORMATS = {
  /** "dinsdag 3 februari 2026 om 14:03" */
  full: formatInstant,
  /** "di 3 feb 14:03" */
  short: formatInstantShort,
  /** "14:03" */
  time: formatTime,
  /** "14:03:22" */
  seconds: formatTimeWithSeconds,
} as const;

export type InstantTextProps = { readonly at: Instant; readonly format?: keyof typeof INSTANT_FORMATS };

/** A moment in Europe/Amsterdam, with the exact instant for machines. */
export const InstantText = ({ at, format = 'full' }: InstantTextProps): VNode => (
  <time dateTime={at.toISOString()}>{INSTANT_FORMATS[format](at, useLanguage())}</time>
);

export type DayTextProps = { readonly day: LocalDay; readonly format?: 'full' | 'short' };

/** A calendar day with its weekday. */
export const DayText = ({ day, format = 'full' }: DayTextProps): VNode => (
  <time dateTime={day}>{(format === 'full' ? formatDay : formatDayShort)(day, useLanguage())}</time>
);
