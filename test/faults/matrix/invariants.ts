/** What one round left behind: rows as they stand in the database, and what the mail server wrote down. */
export type Facts = {
  readonly activations: readonly { readonly id: string; readonly exercise: boolean; readonly outcome: string | null; readonly outcomeAt: Date | null; readonly deadlineAt: Date; readonly endedAt: Date | null }[];
  /** The clock of the database when the round was over. */
  readonly now: Date;
  readonly milestones: readonly { readonly id: string; readonly kind: string; readonly state: string; readonly dueAt: Date; readonly overdueAt: Date | null }[];
  readonly alerts: readonly { readonly id: string; readonly topicId: string; readonly organisationId: string; readonly purpose: string; readonly rootId: string | null; readonly chasesId: string | null; readonly exercise: boolean; /** Of an organisation's first message: receipt is asked for and not given. */ readonly awaited: boolean; /** A statement of the situation from before receipt was given: it asks for that. */ readonly overtaken: boolean }[];
  readonly deliveries: readonly { readonly id: string; readonly alertId: string; readonly organisationId: string; readonly address: string; readonly messageId: string; readonly state: string; readonly possiblySentTwice: boolean; readonly supersededBy: string | null; /** It has a link to answer by. */ readonly asks: boolean }[];
  readonly moments: readonly { readonly kind: string; readonly subjectId: string; readonly dueAt: Date; readonly doneAt: Date | null }[];
  readonly entries: readonly { readonly action: string; readonly subjectId: string; readonly step: string | null }[];
  readonly callTasks: readonly { readonly organisationId: string }[];
  /** The receiver's log, in order of arrival. `at`: the receiver's clock. */
  readonly received: readonly { readonly messageId: string; readonly to: readonly string[]; readonly subject: string; readonly acknowledged: boolean; readonly at: Date }[];
  /** Receipts that the tester gave: the root alert, and the real time at which the answer was confirmed to him. */
  readonly answers: readonly { readonly rootId: string; readonly at: Date }[];
};

/** Everything in which a round broke a promise, each in a sentence; empty when all held. */
export const violationsOf = (facts: Facts): string[] => [
  ...oneOutcome(facts), ...noDeadlineLost(facts), ...noMilestoneForgotten(facts), ...everyoneKnowsTheOutcome(facts), ...onceEach(facts), ...nothingEarly(facts), ...noneLost(facts), ...questionsStand(facts), ...repeatsAreFlagged(facts), ...markedRight(facts), ...silentAfterAnswer(facts), ...explained(facts),
];

const countBy = <T>(items: readonly T[], key: (item: T) => string): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return counts;
};
const twice = (counts: ReadonlyMap<string, number>, what: string): string[] => [...counts].filter(([, count]) => count > 1).map(([key, count]) => `${what} ${key} took effect ${count} times`);

function oneOutcome({ activations, entries }: Facts): string[] {
  return activations.flatMap(({ id, outcome, outcomeAt, deadlineAt }) => {
    const written = entries.filter(({ action, subjectId }) => action === 'activation.outcome' && subjectId === id).length;
    const problems = written === (outcome ? 1 : 0) ? [] : [`activation ${id} has outcome ${outcome} and ${written} entries of one`];
    if (outcome === 'missed' && outcomeAt?.getTime() !== deadlineAt.getTime()) problems.push(`activation ${id} was missed at ${outcomeAt?.toISOString()}, not at its deadline ${deadlineAt.toISOString()}`);
    if (outcome === 'met' && !(outcomeAt! < deadlineAt)) problems.push(`activation ${id} was met at ${outcomeAt?.toISOString()}, after its deadline ${deadlineAt.toISOString()}`);
    return problems;
  });
}

// The outcome is written even when whoever knew of the deadline has forgotten it.
const noDeadlineLost = ({ activations, now }: Facts): string[] =>
  activations.filter(({ outcome, deadlineAt, endedAt }) => outcome === null && deadlineAt < now && !(endedAt && endedAt <= deadlineAt)).map(({ id, deadlineAt }) => `the deadline of activation ${id}, ${deadlineAt.toISOString()}, came and went without an outcome`);

const noMilestoneForgotten = ({ milestones, now }: Facts): string[] =>
  milestones.filter(({ state, dueAt, overdueAt }) => state === 'open' && dueAt < now && overdueAt === null).map(({ id, kind }) => `milestone ${id} (${kind}) is overdue and nobody noticed`);

const FIRST = ['mobilisation', 'staffing', 'placement'];

function everyoneKnowsTheOutcome({ activations, alerts }: Facts): string[] {
  return activations.filter(({ outcome }) => outcome === 'missed').flatMap(({ id }) => {
    const ofThis = alerts.filter(({ topicId }) => topicId === id);
    const told = new Set(ofThis.filter(({ purpose }) => purpose === 'outcome-missed').map(({ organisationId }) => organisationId));
    const asked = new Set(ofThis.filter(({ purpose, rootId }) => rootId === null && FIRST.includes(purpose)).map(({ organisationId }) => organisationId));
    return [...asked].filter((organisationId) => !told.has(organisationId)).map((organisationId) => `${organisationId} was not told that the deadline of ${id} was missed`);
  });
}

const ONE_PER_ORGANISATION = ['outcome-met', 'outcome-missed', 'deadline-near', 'confirmation', 'staffing', 'placement', 'mobilisation'];

function onceEach({ alerts, entries }: Facts): string[] {
  const of = (action: string) => entries.filter((entry) => entry.action === action);
  const single = alerts.filter(({ purpose }) => ONE_PER_ORGANISATION.includes(purpose));
  return [
    ...twice(countBy(of('milestone.overdue'), ({ subjectId }) => subjectId), 'the overdue milestone'),
    ...twice(countBy(of('information.overdue'), ({ subjectId }) => subjectId), 'the overdue information task'),
    ...twice(countBy(of('alert.step-taken'), ({ subjectId, step }) => `${subjectId}/${step}`), 'the escalation step'),
    ...twice(countBy(of('alert.received'), ({ subjectId }) => subjectId), 'the receipt of'),
    ...twice(countBy(single, ({ topicId, organisationId, purpose }) => `${purpose} to ${organisationId} about ${topicId}`), 'the message'),
  ];
}

const nothingEarly = ({ moments }: Facts): string[] =>
  moments.filter(({ dueAt, doneAt }) => doneAt && doneAt < dueAt).map(({ kind, subjectId }) => `${kind} of ${subjectId} was carried out before it was due`);

function noneLost({ deliveries, received, alerts, callTasks }: Facts): string[] {
  const taken = countBy(received.filter(({ acknowledged }) => acknowledged), ({ messageId }) => messageId);
  const byId = new Map(deliveries.map((delivery) => [delivery.id, delivery]));
  return deliveries.flatMap(({ messageId, state, address, organisationId, supersededBy }) => {
    if (state === 'answered') return [];
    // What took its place is looked at in its turn.
    if (state === 'superseded') {
      if (taken.has(messageId)) return [`${messageId} to ${address} went out, and counts as superseded`];
      return byId.get(supersededBy ?? '')?.address === address ? [] : [`${messageId} to ${address} was superseded, and nothing took its place`];
    }
    if (state === 'accepted') return taken.has(messageId) ? [] : [`${messageId} to ${address} counts as accepted, and the mail server never had it`];
    if (state !== 'given-up') return [`${messageId} to ${address} is still ${state}`];
    const told = callTasks.some((task) => task.organisationId === organisationId) || alerts.some(({ purpose }) => purpose === 'operations-notice' || purpose === 'handed-on');
    return told ? [] : [`${messageId} to ${address} was given up and nobody was told`];
  });
}

// Whoever must still answer has a message with a link, or one is on its way; what was given up is handed to a human.
function questionsStand({ alerts, deliveries }: Facts): string[] {
  return alerts.filter(({ awaited }) => awaited).flatMap(({ id }) => {
    const thread = new Set(alerts.filter((alert) => alert.id === id || alert.rootId === id).map((alert) => alert.id));
    const asking = deliveries.filter(({ alertId, asks }) => asks && thread.has(alertId));
    return asking.length === 0 || asking.some(({ state }) => state !== 'superseded' && state !== 'answered') ? [] : [`alert ${id} is not answered, and no message with a link to answer by stands`];
  });
}

function repeatsAreFlagged({ deliveries, received }: Facts): string[] {
  const times = countBy(received, ({ messageId }) => messageId);
  return deliveries.filter(({ messageId, possiblySentTwice }) => (times.get(messageId) ?? 0) > 1 && !possiblySentTwice)
    .map(({ messageId, address }) => `${messageId} to ${address} came ${times.get(messageId)} times without being flagged`);
}

function markedRight({ received, deliveries, alerts }: Facts): string[] {
  const exercise = new Map(alerts.map((alert) => [alert.id, alert.exercise]));
  const ours = new Map(deliveries.map((delivery) => [delivery.messageId, exercise.get(delivery.alertId)]));
  return received.filter(({ messageId, subject }) => ours.has(messageId) && ours.get(messageId) !== /^(Re: )?(OEFENING|EXERCISE) — /.test(subject)).map(({ subject }) => `"${subject}" is not marked as what it is`);
}

// A reminder, or a statement of the situation that asks the same, that was under way when the answer came may still arrive: one per address.
function silentAfterAnswer({ answers, alerts, deliveries, received }: Facts): string[] {
  return answers.flatMap(({ rootId, at }) => {
    const chasing = new Set(alerts.filter((alert) => alert.chasesId === rootId || alert.id === rootId || (alert.rootId === rootId && alert.overtaken)).map(({ id }) => id));
    const own = new Map(deliveries.filter(({ alertId }) => chasing.has(alertId)).map(({ messageId, address }) => [messageId, address]));
    const late = countBy(received.filter((message) => own.has(message.messageId) && message.at > at), ({ messageId }) => own.get(messageId)!);
    return [...late].filter(([, count]) => count > 1).map(([address, count]) => `${address} was asked ${count} times after alert ${rootId} had been answered`);
  });
}

const ATTEMPTS = ['delivery.accepted', 'delivery.interrupted', 'delivery.outcome-unknown', 'delivery.given-up'];

function explained({ received, deliveries, entries, alerts }: Facts): string[] {
  const raised = new Set(entries.filter(({ action }) => action === 'alert.raised').map(({ subjectId }) => subjectId));
  const attempts = countBy(entries.filter(({ action }) => ATTEMPTS.includes(action)), ({ subjectId }) => subjectId);
  const times = countBy(received, ({ messageId }) => messageId);
  const known = new Set(deliveries.map(({ messageId }) => messageId));
  return [
    ...[...times.keys()].filter((messageId) => !known.has(messageId)).map((messageId) => `the mail server has ${messageId}, which nobody decided to send`),
    ...alerts.filter(({ id }) => !raised.has(id)).map(({ id, purpose }) => `alert ${id} (${purpose}) is not in the record`),
    ...deliveries.filter(({ id, messageId }) => (times.get(messageId) ?? 0) > (attempts.get(id) ?? 0)).map(({ messageId }) => `${messageId} came more often than the record says`),
  ];
}
