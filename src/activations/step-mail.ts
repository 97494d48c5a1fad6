import type { MilestoneKind } from '../../config/activation.js';
import type { Instant } from '../kernel/index.js';
import { durationText, formatInstant } from '../web/index.js';
import { inEveryLanguage, pageLine, stateLine, type Content, type MailContext } from './activation-mail.js';
import type { Milestone } from './milestone.entity.js';

type NamedStep = { readonly kind: MilestoneKind; readonly organisation: string };

/** A deployment that will open too late, as one reader may see it. */
export type LateDeployment = {
  readonly location: string;
  readonly expectedOpenAt: Instant;
  readonly lateBySeconds: number;
  /** What must be done first, and by whom. */
  readonly heldUpBy: readonly NamedStep[];
  /** Steps on the way to the opening that the reader is told of, in their order. */
  readonly steps: readonly NamedStep[];
};

// Times are shown to the minute; it is said at the very moment at which it begins to be late.
const SHOWN_FROM_SECONDS = 60;

/** What one organisation is to complete soon. */
export function reminderMail(context: MailContext, soon: readonly { milestone: Milestone; location: string }[]): Content {
  return inEveryLanguage((language, t) => {
    const kinds = [...new Set(soon.map(({ milestone }) => t(`milestone.${milestone.kind}`)))];
    return {
      subject: t('activation-mail.step-reminder.subject', { milestones: kinds.join(', ') }),
      paragraphs: [
        [t('activation-mail.step-reminder.intro'), ...soon.map(({ milestone, location }) =>
          t('activation-mail.near.line', { milestone: t(`milestone.${milestone.kind}`), location, dueAt: formatInstant(milestone.dueAt, language) }))],
        [t('activation-mail.step-reminder.what')],
        [stateLine(context, t), pageLine(context, t)],
      ],
    };
  });
}

/** What remains no longer fits before the deadline. `owner`: who has steps of its own to do; `oversight`: who can decide otherwise. */
export function willBeLateMail(context: MailContext, late: readonly LateDeployment[], deadlineAt: Instant, to: 'owner' | 'oversight'): Content {
  return inEveryLanguage((language, t) => ({
    subject: t('activation-mail.will-be-late.subject', { names: late.map(({ location }) => location).join(', ') }),
    paragraphs: [
      [t('activation-mail.will-be-late.intro', { deadline: formatInstant(deadlineAt, language) })],
      ...late.map(({ location, expectedOpenAt, lateBySeconds, heldUpBy, steps }) => [
        t(lateBySeconds < SHOWN_FROM_SECONDS ? 'activation-mail.will-be-late.location' : 'activation-mail.will-be-late.location.by', {
          location, expected: formatInstant(expectedOpenAt, language), late: durationText(lateBySeconds, language),
        }),
        ...byKind(heldUpBy).map(([kind, organisations]) => t('activation-mail.will-be-late.held-up', { milestone: t(`milestone.${kind}`), organisations })),
        t(`activation-mail.will-be-late.steps.${to}`),
        ...byKind(steps).map(([kind, organisations]) =>
          t(`activation-mail.will-be-late.step.${to}`, { milestone: t(`milestone.${kind}`), organisations })),
      ]),
      [t(`activation-mail.will-be-late.what.${to}`)],
      [stateLine(context, t), pageLine(context, t)],
    ],
  }));
}

// The names of organisations have commas in them.
function byKind(steps: readonly NamedStep[]): [MilestoneKind, string][] {
  const organisations = new Map<MilestoneKind, string[]>();
  for (const { kind, organisation } of steps) organisations.set(kind, [...(organisations.get(kind) ?? []), organisation]);
  return [...organisations].map(([kind, names]) => [kind, names.join('; ')]);
}
