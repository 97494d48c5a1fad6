import type { IconName } from './icon.js';

/** How a state strikes the eye. `neutral` is also the tone of a refusal: saying no is a right, not a fault. */
export type Tone = 'positive' | 'warning' | 'critical' | 'info' | 'neutral';
export type Look = readonly [tone: Tone, icon: IconName];

/** Tone and drawing of every state; its words are `state.<family>.<state>` in the catalogue. */
export const STATUS_LOOKS = {
  readiness: {
    ready: ['positive', 'check'],
    'ready-expiring': ['warning', 'clock'],
    'not-ready': ['critical', 'cross'],
    unavailable: ['neutral', 'dash'],
    deployed: ['info', 'forward'],
    unknown: ['neutral', 'question'],
  },
  finding: {
    yes: ['positive', 'check'],
    no: ['critical', 'cross'],
    unknown: ['neutral', 'question'],
    expired: ['warning', 'exclamation'],
  },
  defect: { open: ['warning', 'exclamation'], overdue: ['critical', 'clock'], solved: ['positive', 'check'], withdrawn: ['neutral', 'dash'] },
  answer: {
    asked: ['neutral', 'clock'],
    exploring: ['info', 'question'],
    accepted: ['positive', 'check'],
    declined: ['neutral', 'dash'],
    released: ['neutral', 'check'],
  },
  coverage: { covered: ['positive', 'check'], short: ['warning', 'exclamation'], unknown: ['neutral', 'question'] },
  activation: { running: ['info', 'forward'], ended: ['neutral', 'check'], cancelled: ['neutral', 'dash'] },
  outcome: {
    undecided: ['info', 'clock'],
    met: ['positive', 'check'],
    missed: ['critical', 'cross'],
    none: ['neutral', 'dash'],
  },
  deployment: {
    alerted: ['warning', 'exclamation'],
    preparing: ['info', 'forward'],
    open: ['positive', 'check'],
    closed: ['neutral', 'check'],
    refused: ['neutral', 'dash'],
    failed: ['critical', 'cross'],
  },
  path: { late: ['critical', 'clock'] },
  milestone: {
    open: ['neutral', 'clock'],
    overdue: ['critical', 'exclamation'],
    done: ['positive', 'check'],
    'done-late': ['warning', 'check'],
    refused: ['neutral', 'dash'],
    void: ['neutral', 'dash'],
  },
  information: {
    open: ['neutral', 'clock'],
    overdue: ['warning', 'exclamation'],
    done: ['positive', 'check'],
    'done-late': ['warning', 'check'],
    'not-needed': ['neutral', 'dash'],
    void: ['neutral', 'dash'],
  },
  receipt: { awaited: ['warning', 'clock'], received: ['positive', 'check'], 'received-late': ['warning', 'check'] },
  commitment: {
    awaited: ['warning', 'clock'],
    given: ['positive', 'check'],
    'given-with-conditions': ['info', 'exclamation'],
    refused: ['neutral', 'dash'],
  },
  ride: { 'under-way': ['info', 'forward'], missing: ['critical', 'clock'], cancelled: ['neutral', 'dash'], arrived: ['positive', 'check'], differs: ['critical', 'exclamation'] },
  call: {
    untried: ['info', 'dot'], 'no-number': ['neutral', 'dash'], reached: ['positive', 'check'], voicemail: ['warning', 'clock'], 'no-answer': ['warning', 'clock'], 'wrong-number': ['critical', 'cross'],
  },
  mandate: { valid: ['positive', 'check'], 'to-come': ['info', 'clock'], expired: ['neutral', 'clock'], withdrawn: ['neutral', 'dash'], unreachable: ['critical', 'cross'] },
  'trigger-request': { called: ['warning', 'clock'], 'called-back': ['info', 'forward'], confirmed: ['positive', 'check'], lapsed: ['critical', 'clock'], withdrawn: ['neutral', 'dash'] },
  standing: { 'on-duty': ['positive', 'check'], 'off-duty': ['neutral', 'dash'], person: ['neutral', 'dot'] },
  address: {
    none: ['neutral', 'dash'],
    unverified: ['warning', 'question'],
    awaiting: ['info', 'clock'],
    verified: ['positive', 'check'],
    refused: ['critical', 'cross'],
  },
  reachability: { reached: ['positive', 'check'], 'not-reached': ['critical', 'cross'], unknown: ['neutral', 'question'] },
  delivery: {
    queued: ['neutral', 'clock'],
    sending: ['info', 'forward'],
    accepted: ['info', 'check'],
    answered: ['positive', 'check'],
    'failed-retrying': ['warning', 'retry'],
    'given-up': ['critical', 'cross'],
    superseded: ['neutral', 'forward'],
  },
  endpoint: { on: ['positive', 'check'], failing: ['warning', 'retry'], off: ['neutral', 'dash'], gone: ['critical', 'cross'] },
  webhook: {
    queued: ['neutral', 'clock'],
    sending: ['info', 'forward'],
    accepted: ['positive', 'check'],
    'failed-retrying': ['warning', 'retry'],
    'given-up': ['critical', 'cross'],
  },
  import: {
    checking: ['info', 'clock'],
    checked: ['warning', 'exclamation'],
    applying: ['info', 'forward'],
    finishing: ['info', 'forward'],
    done: ['positive', 'check'],
    failed: ['critical', 'cross'],
    cancelled: ['neutral', 'dash'],
  },
} as const satisfies Record<string, Record<string, Look>>;

type Looks = typeof STATUS_LOOKS;
export type StatusFamily = keyof Looks;

/** A family with one of its own states: `{ of: 'delivery', state: 'given-up' }`. */
export type Status = { [Family in StatusFamily]: { readonly of: Family; readonly state: keyof Looks[Family] & string } }[StatusFamily];
