import { dayOf, type Instant } from '../kernel/index.js';
import { durationText, formatDayBrief, formatDayShort, formatNumber, formatTime, formatTimeWithSeconds, type IconName, type TextKey, type Tone, type Translator, windowText } from '../web/index.js';
import type { NamedReport } from './after-action-reader.js';
import { comparisonSection, leadTimeSection } from './after-action-comparison.pages.js';
import type { AnswerDelays, DeploymentReport, Judged, LateItems, MilestoneReport, OrganisationDelays, Owner, Verdict } from './domain/index.js';

/** What stands in a cell: words, or words with a tone where they are a verdict. Lines are parted by a line feed. */
export type Cell = string | { readonly text: string; readonly tone: Tone; readonly icon: IconName };
export type WordTable = { readonly caption: string; readonly headers: readonly string[]; /** The first cell names its row. */ readonly rows: readonly (readonly Cell[])[] };
/** A part of the report in words: page and PDF show the same. */
export type Section = {
  readonly id: string;
  readonly title: string;
  readonly status?: Exclude<Cell, string>;
  readonly paragraphs: readonly string[];
  readonly facts?: readonly (readonly [term: string, value: string])[];
  /** The page draws it; its table says the same. */
  readonly chart?: DeploymentReport;
  /** Its tables are long and say in full what was said before them: folded away on the page. */
  readonly folded?: boolean;
  readonly tables: readonly WordTable[];
};

/** Below this window minutes are too coarse to tell one step from the next. */
const SHORT_WINDOW_SECONDS = 7200;

/** The report with its reader's words. */
export class Words {
  constructor(readonly report: NamedReport, readonly t: Translator) {}

  readonly duration = (seconds: number): string => durationText(seconds, this.t.language);
  readonly window = (seconds: number): string => windowText(seconds, this.t.language);

  /** "di 3 feb 14:03"; with seconds where the window is too short for minutes. */
  readonly at = (instant: Instant): string => `${formatDayBrief(dayOf(instant), this.t.language)} ${this.time(instant)}`;
  /** With the year: where no other date stands beside it. */
  readonly atInFull = (instant: Instant): string => `${formatDayShort(dayOf(instant), this.t.language)} ${this.time(instant)}`;

  private readonly time = (instant: Instant): string =>
    (this.report.activation.windowSeconds < SHORT_WINDOW_SECONDS ? formatTimeWithSeconds : formatTime)(instant, this.t.language);

  /** By name to who may know it, else by its part. */
  readonly owner = ({ party, organisationId }: Owner): string => (organisationId ? this.report.nameOf(organisationId) : this.t(`after.party.${party}`));
  readonly location = (deploymentId: string): string => this.report.deployments.find(({ id }) => id === deploymentId)?.name ?? '';

  /** "Toegezegd"; with whose it is where every party owes one. */
  readonly milestone = ({ kind, owner }: Pick<MilestoneReport, 'kind' | 'owner'>): string =>
    kind === 'received' || kind === 'committed' ? `${this.t(`milestone.${kind}`)} (${this.owner(owner)})` : this.t(`milestone.${kind}`);

  readonly verdict = ({ verdict, lateSeconds }: Judged): string => this.t.text(`after.verdict.${verdict}`, { by: this.duration(lateSeconds) });
}

/** The whole report, part by part, in the order in which it is read. */
export function sectionsOf(words: Words): Section[] {
  return [
    summary(words), ...extraSection(words), lateSection(words), ...words.report.deployments.map((deployment) => deploymentSection(deployment, words)),
    answerSection(words), callSection(words), deliverySection(words), comparisonSection(words), leadTimeSection(words),
  ];
}

/** "OEFENING: inzet van 100 plekken". */
export const titleOf = ({ activation: { exercise, places } }: NamedReport, t: Translator): string => t(exercise ? 'activation.title.exercise' : 'activation.title', { places });

function summary(words: Words): Section {
  const { report, t } = words;
  const { reason, places, triggeredAt, endedAt, endReason, windowSeconds, deadlineAt, outcome, outcomeAt } = report.activation;
  const late = report.late.reduce((sum, { items }) => sum + items.length, 0);
  const met = outcome === 'met' && outcomeAt ? t('after.outcome.met', { duration: words.duration((outcomeAt.getTime() - triggeredAt.getTime()) / 1000) }) : null;
  return {
    id: 'in-short', title: t('after.summary'), paragraphs: [], tables: [],
    facts: [
      [t('after.reason'), reason],
      [t('after.outcome'), met ?? t(`state.outcome.${outcome ?? 'undecided'}`)],
      [t('after.opened'), t('after.opened.value', { opened: report.openedPlaces, places })],
      [t('after.late-number'), late === 0 ? t('after.late.none') : t.count('after.late.number', late)],
      [t('activation.triggered'), words.atInFull(triggeredAt)],
      [t('activation.window'), words.window(windowSeconds)],
      [t('word.deadline'), words.at(deadlineAt)],
      ...deadlineFacts(words),
      [t('after.ended'), t('after.ended.because', { at: endedAt ? words.at(endedAt) : '', reason: endReason ?? '' })],
    ],
  };
}

// Where a deadline was put off, the report is judged against both.
function deadlineFacts({ report, t, at }: Words): [string, string][] {
  const { firstDeadlineAt, extensionReason } = report.activation;
  if (!firstDeadlineAt) return [];
  const verdict = report.againstFirstDeadline && t(`activation.first-deadline.${report.againstFirstDeadline}`);
  return [
    [t('activation.first-deadline'), verdict ? t('after.first-deadline.value', { at: at(firstDeadlineAt), verdict }) : at(firstDeadlineAt)],
    ...report.extensions.map((extension): [string, string] => [t('after.extended'), t('after.extended.value', { at: at(extension.at), from: at(extension.from), to: at(extension.to) })]),
    [t('activation.extension-reason'), extensionReason ?? ''],
  ];
}

// What was asked for later is judged apart.
function extraSection({ report: { extras }, t, at }: Words): Section[] {
  if (extras.length === 0) return [];
  return [{
    id: 'extra', title: t('after.extra'), paragraphs: [t('after.extra.about')],
    tables: [{
      caption: t('after.extra'), headers: [t('after.extra.asked'), t('trigger.reason'), t('after.extra.deadline'), t('after.extra.opened'), t('after.outcome')],
      rows: extras.map(({ askedAt, reason, deadlineAt, openedPlaces: opened, places, outcome }) => [at(askedAt), reason, at(deadlineAt), t('after.opened.value', { opened, places }), t(`state.outcome.${outcome ?? 'undecided'}`)]),
    }],
  }];
}

function lateSection(words: Words): Section {
  const { report, t } = words;
  const refusals = report.deployments.some(({ ending, milestones }) => ending === 'refused' || milestones.some(({ verdict }) => verdict === 'refused'));
  return {
    id: 'late', title: t('after.late'),
    paragraphs: [...(report.late.length === 0 ? [t('after.late.none')] : []), ...(refusals ? [t('after.late.refusal')] : [])],
    tables: report.late.length === 0 ? [] : [{
      caption: t('after.late'), headers: [t('word.organisation'), t('after.column.number'), t('after.column.total'), t('after.column.what')],
      rows: report.late.map((group) => lateRow(group, words)),
    }],
  };
}

const lateRow = ({ owner, totalSeconds, items }: LateItems, { t, owner: named, duration, location, verdict }: Words): Cell[] => [
  named(owner), formatNumber(items.length, t.language), duration(totalSeconds),
  items.map(({ deploymentId, milestone }) => t('after.late.item', { milestone: t(`milestone.${milestone.kind}`), location: location(deploymentId), late: verdict(milestone) })).join('\n'),
];

const ENDING_LOOKS = { opened: ['positive', 'check'], 'not-opened': ['neutral', 'dash'], refused: ['neutral', 'dash'], failed: ['critical', 'cross'] } as const satisfies Record<DeploymentReport['ending'], readonly [Tone, IconName]>;
/** How a verdict strikes the eye; a refusal is neutral. */
const VERDICT_LOOKS = {
  'in-time': ['positive', 'check'], late: ['warning', 'clock'], 'never-done': ['critical', 'exclamation'], refused: ['neutral', 'dash'], 'not-needed': ['neutral', 'dash'],
} as const satisfies Record<Verdict, readonly [Tone, IconName]>;

function deploymentSection(deployment: DeploymentReport, words: Words): Section {
  const { t } = words;
  const { id, name, ending, milestones } = deployment;
  const [tone, icon] = ENDING_LOOKS[ending];
  const moved = milestones.some(({ first }) => first !== null);
  const headers = ['deployment.column.milestone', 'deployment.column.owner', 'after.column.planned', 'after.column.done', 'after.column.verdict', ...(moved ? ['after.column.first'] : [])];
  return {
    id: `deployment-${id}`, title: t('after.deployment', { name }), status: { text: t(`after.ending.${ending}`), tone, icon },
    paragraphs: deploymentParagraphs(deployment, words), ...(ending !== 'refused' && { chart: deployment }), folded: true,
    tables: [{ caption: t('after.milestones', { name }), headers: headers.map((key) => t.text(key)), rows: milestones.map((milestone) => milestoneRow(milestone, moved, words)) }],
  };
}

function deploymentParagraphs({ id, extraPlacesId, municipalityName, places, calledAt, openedAt, ending, stateReason, replacesId }: DeploymentReport, { report, t, at, location }: Words): string[] {
  const replacements = report.deployments.filter((other) => other.replacesId === id).map(({ name }) => name);
  const replaced = replacesId ? location(replacesId) : '';
  return [
    t('after.deployment.where', { municipality: municipalityName, places: t.count('word.places', places), at: at(calledAt) }),
    ...(extraPlacesId ? [t('after.deployment.extra')] : []),
    ...(openedAt ? [t('after.deployment.opened', { at: at(openedAt) })] : []),
    ...(ending === 'refused' || ending === 'failed' ? [t(`after.deployment.${ending}`, { reason: stateReason ?? '' })] : []),
    ...(replacements.length > 0 ? [t('after.deployment.replaced-by', { names: replacements.join(', ') })] : []),
    ...(replaced ? [t('after.deployment.replaces', { name: replaced })] : []),
  ];
}

function milestoneRow(milestone: MilestoneReport, moved: boolean, { t, at, owner, verdict }: Words): Cell[] {
  const [tone, icon] = VERDICT_LOOKS[milestone.verdict];
  const { first } = milestone;
  return [
    t(`milestone.${milestone.kind}`), owner(milestone.owner), at(milestone.dueAt), milestone.doneAt ? at(milestone.doneAt) : '–', { text: verdict(milestone), tone, icon },
    ...(moved ? [first ? t('after.first', { at: at(first.dueAt), verdict: verdict(first) }) : '–'] : []),
  ];
}

function answerSection(words: Words): Section {
  const { report, t } = words;
  return {
    id: 'answers', title: t('after.answers'), paragraphs: [t('after.answers.about')],
    tables: [{
      caption: t('after.answers'), headers: [t('word.organisation'), t('after.column.acceptance'), t('after.column.receipt'), t('after.column.commitment')],
      rows: report.organisations.map((delays) => [report.nameOf(delays.organisationId), acceptanceCell(delays, words), answersCell(delays.receipt, words), answersCell(delays.commitment, words)]),
    }],
  };
}

const lines = (...all: readonly (string | false | null)[]): string => all.filter((line) => line !== false && line !== null).join('\n');

const acceptanceCell = ({ acceptance: { messages, accepted, firstSeconds, worstSeconds } }: OrganisationDelays, { t, duration }: Words): string => lines(
  firstSeconds !== null && t('after.delay.first', { first: duration(firstSeconds) }),
  worstSeconds !== null && t('after.delay.worst', { worst: duration(worstSeconds) }),
  t('after.accepted', { accepted, messages }),
);

function answersCell(delays: (AnswerDelays & { readonly refused?: number }) | null, { t, duration }: Words): string {
  if (!delays) return t('answers.not-asked');
  const { asked, answered, late, refused = 0, firstSeconds, worstSeconds } = delays;
  const same = firstSeconds === worstSeconds;
  return lines(
    firstSeconds !== null && (same ? t('after.delay.one', { first: duration(firstSeconds) }) : t('after.delay.first', { first: duration(firstSeconds) })),
    worstSeconds !== null && !same && t('after.delay.worst', { worst: duration(worstSeconds) }),
    (asked > 1 || answered < asked) && t('after.answered', { answered, asked }),
    late > 0 && t('after.answered.late', { n: late }),
    refused > 0 && t('after.answered.refused', { n: refused }),
  );
}

function callSection({ report: { calls, nameOf }, t, duration }: Words): Section {
  const reached = calls.filter(({ reachedAtAttempt }) => reachedAtAttempt !== null).length;
  const closed = (call: (typeof calls)[number]): string => (call.closeReason ? t.text(`after.calls.closed.${call.closeReason}`, { duration: duration(call.openSeconds ?? 0) }) : '–');
  const reachedAt = ({ attempts, reachedAtAttempt }: (typeof calls)[number]): string =>
    reachedAtAttempt !== null ? t('after.calls.reached-at', { n: reachedAtAttempt }) : t(attempts === 0 ? 'after.calls.not-called' : 'after.calls.not-reached');
  return {
    id: 'calls', title: t('after.calls'),
    paragraphs: [calls.length === 0 ? t('after.calls.none') : t('after.calls.reached', { tasks: t.count('after.calls.number', calls.length), reached })],
    tables: calls.length === 0 ? [] : [{
      caption: t('after.calls'), headers: [t('word.organisation'), t('after.column.because'), t('after.column.attempts'), t('after.column.reached'), t('after.column.closed')],
      rows: calls.map((call) => [nameOf(call.organisationId), t(`after.calls.because.${call.because}`), formatNumber(call.attempts, t.language), reachedAt(call), closed(call)]),
    }],
  };
}

function deliverySection({ report: { delivery }, t, duration }: Words): Section {
  const counted = [
    ['messages', delivery.messages], ['at-once', delivery.acceptedAtOnce], ['after-retries', delivery.acceptedAfterRetries], ['given-up', delivery.givenUp],
    ['not-needed', delivery.notNeeded], ['waiting', delivery.waiting], ['twice', delivery.possiblySentTwice], ['attempts', delivery.mostAttempts],
  ] as const;
  return {
    id: 'delivery', title: t('after.delivery'), paragraphs: [], tables: [],
    facts: [
      ...counted.map(([key, n]): [string, string] => [t(`after.delivery.${key}` satisfies TextKey), formatNumber(n, t.language)]),
      [t('after.delivery.worst'), delivery.worstSeconds === null ? '–' : duration(delivery.worstSeconds)],
    ],
  };
}
