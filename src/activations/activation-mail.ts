import { formatTelephone, GROUP_KEYS, LANGUAGES, type Groups, type Instant, type Language, type Translated } from '../kernel/index.js';
import { formatInstant, translator, type Translator } from '../web/index.js';
import type { Activation } from './activation.entity.js';
import type { Deployment } from './deployment.entity.js';
import { deadlineFor, PLAN_REASONS, type Plan } from './domain/index.js';
import type { ExtraPlaces } from './extra-places.entity.js';
import type { Milestone } from './milestone.entity.js';

/** A message in every language, as alerts take it. */
export type Content = Record<Language, { subject: string; text: string }>;

/** Whom to telephone about a building, as the registry knows them. */
export type LocationContact = { readonly name: string; readonly function: string; readonly telephone: string | null };

/** A location in a message: never without an address, a head count and a date. */
export type MailLocation = { readonly deployment: Deployment; readonly contacts: readonly LocationContact[] };

export type MailContext = {
  readonly activation: Activation;
  /** Extra places that the message is about; else it is about those asked for at the trigger. */
  readonly extra?: ExtraPlaces | null;
  /** Of these places. */
  readonly openPlaces: number;
  readonly publicUrl: string;
   /** In the first messages, when operations triggered on behalf of PRO. */
  readonly onBehalf?: OnBehalf | null;
};
type OnBehalf = { readonly officialFunction: string; readonly dueAt: Instant };

// The texts put a full stop after a reason; whoever gave it may have done so too.
export const stopless = (reason: string): string => reason.trim().replace(/[.\s]+$/, '');

type Render = (language: Language, t: Translator) => { subject: string; paragraphs: readonly (readonly string[])[] };

/** One message in every language; blank lines between paragraphs. */
export function inEveryLanguage(render: Render): Content {
  const entries = LANGUAGES.map((language) => {
    const { subject, paragraphs } = render(language, translator(language));
    const text = paragraphs.filter((lines) => lines.length > 0).map((lines) => lines.join('\n')).join('\n\n');
    return [language, { subject, text: `${text}\n` }] as const;
  });
  return Object.fromEntries(entries) as Content;
}

/** Where to follow the activation. */
export const pageLine = ({ activation, publicUrl }: MailContext, t: Translator): string =>
  t('activation-mail.page', { url: `${publicUrl}/inzetten/${activation.id}` });

/** "Open: 80 of 100 places." */
export const stateLine = ({ activation, extra, openPlaces }: MailContext, t: Translator): string =>
  t(extra ? 'extra-mail.state' : 'activation-mail.state', { open: openPlaces, places: (extra ?? activation).places });

/** That a location is for extra places, and by when; nothing where it is for those asked for at the trigger. */
const extraLines = (activation: Activation, deployment: Pick<Deployment, 'extraPlacesId' | 'deadlineAt'>, language: Language, t: Translator): string[] =>
  deployment.extraPlacesId ? [t('extra-mail.for-extra', { deadline: formatInstant(deadlineFor(activation, deployment), language) })] : [];

/** "60 personen in gezinnen, 40 alleenstaande volwassenen". */
export function groupsText(groups: Groups, t: Translator): string {
  return GROUP_KEYS.filter((key) => groups[key] > 0).map((key) => `${groups[key]} ${t(`group.in-text.${key}`)}`).join(', ');
}

/** A location with its address, head count and date, and whom to telephone there. */
export function locationLines({ deployment, contacts }: MailLocation, activation: Activation, language: Language, t: Translator): string[] {
  const { location, places, groups } = deployment;
  const contactLines = contacts.map((contact) =>
    t('activation-mail.location.contact', { name: contact.name, function: contact.function, telephone: contact.telephone === null ? '–' : formatTelephone(contact.telephone) }));
  return [
    t('activation-mail.location.head', { name: location.name }),
    t('activation-mail.location.address', { street: location.street, houseNumber: location.houseNumber, postcode: location.postcode, place: location.place, municipality: location.municipalityName }),
    t('activation-mail.location.persons', { places, groups: groupsText(groups, t) }),
    t('activation-mail.location.when', { deadline: formatInstant(deadlineFor(activation, deployment), language) }),
    ...(contactLines.length > 0 ? contactLines : [t('activation-mail.location.no-contact')]),
  ];
}

// One line per kind: a party with three locations owes each step three times, at the same hour.
function stepLines(milestones: readonly Milestone[], language: Language, t: Translator): string[] {
  const first = new Map<string, Milestone>();
  for (const milestone of milestones) if (!first.has(milestone.kind)) first.set(milestone.kind, milestone);
  return [
    t('activation-mail.steps.head'),
    ...[...first.values()].map(({ kind, dueAt }) =>
      t('activation-mail.steps.line', { milestone: t(`milestone.${kind}`), dueAt: formatInstant(dueAt, language) })),
  ];
}

export type AskedOf = 'staffing' | 'placement' | 'mobilisation';

/** The alert that asks a party to act: what, where, how many, by when, whom to call, and where to answer. */
export function askMail(kind: AskedOf, context: MailContext, locations: readonly MailLocation[], milestones: readonly Milestone[]): Content {
  return inEveryLanguage((language, t) => {
    const { activation } = context;
    // Those that are asked together have one deadline.
    const [first] = locations;
    const deadline = formatInstant(first ? deadlineFor(activation, first.deployment) : activation.deadlineAt, language);
    const places = locations.reduce((sum, { deployment }) => sum + deployment.places, 0);
    return {
      subject: t(`activation-mail.${kind}.subject`, { places, deadline }),
      paragraphs: [
        [t(`activation-mail.${kind}.intro`)],
        first ? extraLines(activation, first.deployment, language, t) : [],
        context.onBehalf ? [t('on-behalf-mail.triggered', { function: context.onBehalf.officialFunction })] : [],
        ...locations.map((location) => locationLines(location, activation, language, t)),
        stepLines(milestones, language, t),
        [t('activation-mail.answer', { answerLink: '{answerLink}' })],
        [t('activation-mail.answer.note')],
      ],
    };
  });
}

/** What PRO, the province and operations are told at the trigger. */
export function confirmationMail(context: MailContext, locations: readonly MailLocation[]): Content {
  const { activation, onBehalf } = context;
  return inEveryLanguage((language, t) => {
    const deadline = formatInstant(activation.deadlineAt, language);
    const { plannedPlaces: planned, places, shortfall, reason } = activation;
    return {
      subject: t('activation-mail.confirmation.subject', { planned, places, deadline }),
      paragraphs: [
        [t('activation-mail.confirmation.intro', { triggeredAt: formatInstant(activation.triggeredAt, language), reason: stopless(reason) })],
        onBehalf ? [t('on-behalf-mail.triggered', { function: onBehalf.officialFunction }), t('on-behalf-mail.must-confirm', { dueAt: formatInstant(onBehalf.dueAt, language) })] : [],
        shortfall > 0 ? [t('activation-mail.shortfall', { shortfall, places })] : [],
        [t('activation-mail.confirmation.alerted')],
        ...locations.map((location) => locationLines({ ...location, contacts: [] }, activation, language, t).slice(0, -1)),
        [pageLine(context, t)],
      ],
    };
  });
}

/** Milestones of one organisation that were not completed in time. */
export function overdueMail(context: MailContext, organisation: string, overdue: readonly { milestone: Milestone; location: string }[]): Content {
  return inEveryLanguage((language, t) => {
    const kinds = [...new Set(overdue.map(({ milestone }) => t(`milestone.${milestone.kind}`)))];
    return {
      subject: t('activation-mail.overdue.subject', { milestones: kinds.join(', ') }),
      paragraphs: [
        [t('activation-mail.overdue.intro', { organisation }), ...overdue.map(({ milestone, location }) =>
          t('activation-mail.overdue.line', { milestone: t(`milestone.${milestone.kind}`), location, dueAt: formatInstant(milestone.dueAt, language) }))],
        [stateLine(context, t), pageLine(context, t)],
      ],
    };
  });
}

/** Two thirds of the time have passed, of the window or of what extra places have: what is not done yet. */
export function deadlineNearMail(context: MailContext, unfinished: readonly { milestone: Milestone; location: string }[]): Content {
  const { activation, extra, openPlaces: open } = context;
  const { places } = extra ?? activation;
  return inEveryLanguage((language, t) => ({
    subject: t(extra ? 'extra-mail.near.subject' : 'activation-mail.near.subject', { deadline: formatInstant(deadlineFor(activation, extra ?? activation), language), open, places }),
    paragraphs: [
      unfinished.length === 0 ? [t('activation-mail.near.nothing-open')] : [t('activation-mail.near.intro'), ...unfinished.map(({ milestone, location }) =>
        t('activation-mail.near.line', { milestone: t(`milestone.${milestone.kind}`), location, dueAt: formatInstant(milestone.dueAt, language) }))],
      [stateLine(context, t), pageLine(context, t)],
    ],
  }));
}

/** PRO put the deadline off. */
export function extendedMail(context: MailContext, before: Instant, reason: string): Content {
  const { activation } = context;
  return inEveryLanguage((language, t) => {
    const [deadline, was, first] = [activation.deadlineAt, before, activation.firstDeadlineAt ?? before].map((at) => formatInstant(at, language));
    return {
      subject: t('activation-mail.extended.subject', { deadline: deadline! }),
      paragraphs: [
        [t('activation-mail.extended.intro', { deadline: deadline!, was: was!, reason: stopless(reason) })],
        [t('activation-mail.extended.steps', { first: first! })],
        [stateLine(context, t), pageLine(context, t)],
      ],
    };
  });
}

/** The outcome, met or missed. */
export function outcomeMail(context: MailContext, kind: 'met' | 'missed', at: Instant): Content {
  const { activation, openPlaces: open } = context;
  return inEveryLanguage((language, t) => ({
    subject: t(`activation-mail.${kind}.subject`, { open, places: activation.places }),
    paragraphs: [
      [t(`activation-mail.${kind}.intro`, { at: formatInstant(at, language), deadline: formatInstant(activation.deadlineAt, language) })],
      [stateLine(context, t), pageLine(context, t)],
    ],
  }));
}

/** The activation stopped: stood down, or cancelled before anybody was placed. */
export function endMail(context: MailContext, kind: 'ended' | 'cancelled', at: Instant, reason: string | Translated): Content {
  // After an exercise nothing needs to be inspected anew.
  const intro = kind === 'ended' && context.activation.exercise ? 'ended-exercise' : kind;
  return inEveryLanguage((language, t) => ({
    subject: t(`activation-mail.${kind}.subject`),
    paragraphs: [
      [t(`activation-mail.${intro}.intro`, { at: formatInstant(at, language), reason: stopless(typeof reason === 'string' ? reason : reason[language]) })],
      [pageLine(context, t)],
    ],
  }));
}

/** Places that were asked for, at the trigger or later. */
type Asked = { readonly places: number; readonly plannedPlaces: number };

/** A location is refused by its municipality, or drops out. */
export function lostLocationMail(context: MailContext, kind: 'refused' | 'failed', deployment: Deployment, reason: string, { plannedPlaces: planned, places }: Asked): Content {
  const { name, municipalityName: municipality } = deployment.location;
  return inEveryLanguage((language, t) => ({
    subject: t(`activation-mail.${kind}.subject`, { name }),
    paragraphs: [
      [t(`activation-mail.${kind}.intro`, { name, municipality, reason: stopless(reason), planned, places })],
      extraLines(context.activation, deployment, language, t),
      [t('activation-mail.replan')],
      [pageLine(context, t)],
    ],
  }));
}

/** What comes instead of a location that was lost; or that nothing can, and why. */
export function replanMail(context: MailContext, lost: Deployment, added: readonly Deployment[], plan: Plan, asked: Asked): Content {
  const { name } = lost.location;
  const { total: places, shortfall: short } = plan;
  const { activation } = context;
  return inEveryLanguage((language, t) => ({
    subject: t(short > 0 ? 'activation-mail.replanned.short.subject' : 'activation-mail.replanned.subject', { name, places, short }),
    paragraphs: [
      [t(added.length > 0 ? 'activation-mail.replanned.intro' : 'activation-mail.replanned.nothing', { name })],
      extraLines(activation, lost, language, t),
      ...added.map((deployment) => locationLines({ deployment, contacts: [] }, activation, language, t).slice(0, -1)),
      short > 0 ? [t('activation-mail.replanned.short', { short, planned: asked.plannedPlaces, places: asked.places })] : [],
      short > 0 && plan.rejected.length > 0
        ? [t('activation-mail.replanned.rejected'), ...plan.rejected.map((one) => t('activation-mail.replanned.line', { name: one.name, reason: t.of(PLAN_REASONS[one.reason.code], one.reason.params) }))]
        : [],
      [pageLine(context, t)],
    ],
  }));
}

/** Every number of an organisation was tried in vain. `waiting`: its locations nobody committed; `proposed`: what could stand in. */
export function nobodyAnswersMail(context: MailContext, organisation: string, because: 'tried' | 'no-number', waiting: readonly Deployment[], proposed: Plan | null): Content {
  return inEveryLanguage((_, t) => ({
    subject: t('activation-mail.nobody.subject', { organisation }),
    paragraphs: [
      [t(`activation-mail.nobody.${because}`, { organisation })],
      waiting.map(({ location: { name }, places }) => t('activation-mail.nobody.waiting', { name, places })),
      proposed ? proposedLines(proposed, t) : [],
      [stateLine(context, t), pageLine(context, t)],
    ],
  }));
}

const proposedLines = ({ chosen }: Plan, t: Translator): string[] =>
  chosen.length === 0
    ? [t('activation-mail.nobody.nothing')]
    : [t('activation-mail.nobody.proposed'), ...chosen.map(({ name, places }) => t('activation-mail.nobody.waiting', { name, places }))];

/** The Red Cross or COA does not commit to a location: operations must telephone. */
export function declinedMail(context: MailContext, organisation: string, deployment: Deployment, reason: string): Content {
  const { name } = deployment.location;
  return inEveryLanguage((_, t) => ({
    subject: t('activation-mail.declined.subject', { organisation, name }),
    paragraphs: [[t('activation-mail.declined.intro', { organisation, name, reason: stopless(reason) })], [pageLine(context, t)]],
  }));
}

/** An organisation takes its answer back: the receipt, or what it said about one location. */
export function takenBackMail(context: MailContext, organisation: string, deployment: Deployment | null): Content {
  return inEveryLanguage((_, t) => ({
    subject: t('activation-mail.taken-back.subject', { organisation }),
    paragraphs: [
      [deployment ? t('activation-mail.taken-back.commitment', { organisation, name: deployment.location.name }) : t('activation-mail.taken-back.receipt', { organisation })],
      [t('activation-mail.taken-back.anew')],
      [pageLine(context, t)],
    ],
  }));
}

/** A location was put in during the window. */
export function addedLocationMail(context: MailContext, location: MailLocation, asks: boolean): Content {
  return inEveryLanguage((language, t) => {
    const { activation } = context;
    const { name } = location.deployment.location;
    return {
      subject: t('activation-mail.added.subject', { name, places: location.deployment.places }),
      paragraphs: [
        [t('activation-mail.added.intro')],
        extraLines(activation, location.deployment, language, t),
        locationLines(asks ? location : { ...location, contacts: [] }, activation, language, t).slice(0, asks ? undefined : -1),
        [asks ? t('activation-mail.answer', { answerLink: '{answerLink}' }) : pageLine(context, t)],
      ],
    };
  });
}

/** More persons than planned were reported present. */
export function abovePlanMail(context: MailContext, deployment: Deployment, present: number): Content {
  const { name } = deployment.location;
  return inEveryLanguage((_, t) => ({
    subject: t('activation-mail.above-plan.subject', { name }),
    paragraphs: [[t('activation-mail.above-plan.intro', { name, present, places: deployment.places })], [pageLine(context, t)]],
  }));
}

