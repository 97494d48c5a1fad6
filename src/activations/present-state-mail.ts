import { isBefore, type Instant, type Language } from '../kernel/index.js';
import { formatInstant, type Translator } from '../web/index.js';
import { inEveryLanguage, locationLines, pageLine, stateLine, stopless, type AskedOf, type Content, type MailContext, type MailLocation } from './activation-mail.js';
import { deadlineFor } from './domain/index.js';
import { notInformedLines } from './information-mail.js';
import type { InformationTask } from './information-task.entity.js';
import type { Milestone } from './milestone.entity.js';

/** Whose it is is said to those who oversee. */
type NamedMilestone = { readonly milestone: Milestone; readonly location: string; readonly organisation: string };

/** How an activation stands for one organisation. */
export type StateForOrganisation = {
  readonly now: Instant;
  /** What the organisation is asked for; null for those who oversee, and for who has no location in it any more. */
  readonly asked: AskedOf | null;
  readonly oversees: boolean;
  /** It owes a receipt or a commitment: it can answer by a link. */
  readonly owesAnswer: boolean;
  /** The locations it may see that are still in the activation. */
  readonly locations: readonly MailLocation[];
  /** The steps that are not done: its own, or all of them for those who oversee. */
  readonly open: readonly NamedMilestone[];
  /** Whom its municipality should have informed by now; for operations, whom any should have. */
  readonly notInformed: readonly { readonly task: InformationTask; readonly location: string }[];
};

/**
 * Goes in the place of whatever waited through an outage of mail: the situation as it is now, and what is still to be answered. Deadline
 * and outcome are those of the extra places where the context has any.
 */
export function presentStateMail(context: MailContext, state: StateForOrganisation): Content {
  const { status } = context.activation;
  return inEveryLanguage((language, t) => {
    const at = (instant: Instant): string => formatInstant(instant, language);
    const running = status === 'running';
    return {
      subject: subjectOf(context, state, t, at),
      paragraphs: [
        [t('present-state.why', { now: at(state.now) })],
        running ? startLines(context, state, t, at) : [endLine(context, t, at)],
        [...deadlineLines(context, t, at), ...outcomeLines(context, t, at)],
        ...(running ? locationParagraphs(context, state, language, t, at) : []),
        ...(running ? stepParagraphs(state, t, at) : []),
        running && state.notInformed.length > 0 ? [t('present-state.not-informed'), ...notInformedLines(state.notInformed, language, t)] : [],
        ...(running && state.owesAnswer ? [[t('activation-mail.answer', { answerLink: '{answerLink}' })], [t('activation-mail.answer.note')]] : []),
        [stateLine(context, t), pageLine(context, t)],
      ],
    };
  });
}

type At = (instant: Instant) => string;

function subjectOf({ activation, extra, openPlaces: open }: MailContext, { asked, owesAnswer }: StateForOrganisation, t: Translator, at: At): string {
  const { status } = activation;
  if (status !== 'running') return t(`activation-mail.${status}.subject`);
  const { places } = extra ?? activation;
  const now = t(extra ? 'present-state.subject.extra' : 'present-state.subject', { open, places, deadline: at(deadlineFor(activation, extra ?? activation)) });
  return asked && owesAnswer ? t('present-state.subject.answer', { now }) : now;
}

function startLines({ activation, onBehalf }: MailContext, { asked, oversees }: StateForOrganisation, t: Translator, at: At): string[] {
  const { triggeredAt, reason, shortfall, places } = activation;
  return [
    ...(asked ? [t(`activation-mail.${asked}.intro`)] : []),
    ...(oversees ? [t('activation-mail.confirmation.intro', { triggeredAt: at(triggeredAt), reason: stopless(reason) })] : []),
    ...(onBehalf ? [t('on-behalf-mail.triggered', { function: onBehalf.officialFunction })] : []),
    ...(onBehalf && oversees ? [t('on-behalf-mail.must-confirm', { dueAt: at(onBehalf.dueAt) })] : []),
    ...(oversees && shortfall > 0 ? [t('activation-mail.shortfall', { shortfall, places })] : []),
    ...(asked || oversees ? [] : [t('present-state.no-part')]),
  ];
}

function endLine({ activation }: MailContext, t: Translator, at: At): string {
  const { status, exercise, endedAt, endReason } = activation;
  const intro = status === 'cancelled' ? 'cancelled' : exercise ? 'ended-exercise' : 'ended';
  return t(`activation-mail.${intro}.intro`, { at: at(endedAt!), reason: stopless(endReason ?? '') });
}

function deadlineLines({ activation, extra }: MailContext, t: Translator, at: At): string[] {
  const { firstDeadlineAt: first } = extra ?? activation;
  const last = deadlineFor(activation, extra ?? activation);
  const deadline = at(last);
  const isPutOff = first !== null && isBefore(first, last);
  return [
    ...(extra ? [t('extra-mail.for-extra', { deadline })] : []),
    ...(isPutOff ? [t('present-state.deadline.extended', { deadline, first: at(first), reason: stopless(activation.extensionReason ?? '') })] : []),
    ...(extra || isPutOff ? [] : [t('present-state.deadline', { deadline })]),
  ];
}

function outcomeLines({ activation, extra }: MailContext, t: Translator, at: At): string[] {
  const { outcome, outcomeAt } = extra ?? activation;
  if (!outcome || outcome === 'none') return [];
  return [t(`${extra ? 'extra-mail' : 'activation-mail'}.${outcome}.intro`, { at: at(outcomeAt!), deadline: at(deadlineFor(activation, extra ?? activation)) })];
}

// Whom to telephone at a building is for those who have work there.
function locationParagraphs({ activation }: MailContext, { asked, locations }: StateForOrganisation, language: Language, t: Translator, at: At): string[][] {
  return locations.map((location) => {
    const { state, lateExpectedAt, extraPlacesId } = location.deployment;
    const lines = [
      ...locationLines(asked ? location : { ...location, contacts: [] }, activation, language, t).slice(0, asked ? undefined : -1),
      ...(extraPlacesId ? [t('present-state.location.extra')] : []),
    ];
    if (state === 'open') return [...lines, t('present-state.location.open')];
    return lateExpectedAt && lateExpectedAt > deadlineFor(activation, location.deployment) ? [...lines, t('present-state.location.late', { expected: at(lateExpectedAt) })] : lines;
  });
}

function stepParagraphs({ now, oversees, open }: StateForOrganisation, t: Translator, at: At): string[][] {
  const line = (key: 'overdue' | 'near') => ({ milestone, location, organisation }: NamedMilestone): string =>
    t(oversees ? `present-state.${key}.line` : `activation-mail.${key}.line`, { milestone: t(`milestone.${milestone.kind}`), location, organisation, dueAt: at(milestone.dueAt) });
  const overdue = open.filter(({ milestone }) => milestone.dueAt <= now);
  const coming = open.filter(({ milestone }) => milestone.dueAt > now);
  return [
    overdue.length > 0 ? [t(oversees ? 'present-state.overdue.all' : 'present-state.overdue'), ...overdue.map(line('overdue'))] : [],
    coming.length > 0 ? [t(oversees ? 'present-state.coming.all' : 'activation-mail.steps.head'), ...coming.map(line('near'))] : [],
  ];
}
