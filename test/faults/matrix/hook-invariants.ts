/** What a round left behind of webhooks: what was decided, as the database has it, and what the receivers wrote down. */
export type HookFacts = {
  readonly endpoints: readonly { readonly id: string; readonly events: readonly string[] | null; readonly gone: boolean }[];
  readonly activations: readonly { readonly id: string; readonly exercise: boolean }[];
  readonly entries: readonly { readonly action: string; readonly activationId: string }[];
  readonly deliveries: readonly { readonly endpointId: string; readonly eventId: string; readonly topicId: string; readonly position: number; readonly state: string; readonly possiblySentTwice: boolean }[];
  /** In order of arrival per endpoint. `genuine`: signed with the endpoint's key. `answered`: null when the sender got no answer. */
  readonly heard: readonly {
    readonly endpointId: string; readonly id: string; readonly type: string; readonly about: string; readonly exercise: unknown; readonly body: string; readonly genuine: boolean; readonly answered: number | null;
  }[];
};

type Heard = HookFacts['heard'][number];
type Endpoint = HookFacts['endpoints'][number];

// What is on the record must have been heard; said here once more, and not read from what sends it.
const TOLD: Readonly<Record<string, string>> = {
  'activation.triggered': 'activation.triggered', 'activation.outcome': 'activation.outcome', 'deployment.planned': 'deployment.added', 'milestone.overdue': 'milestone.overdue', 'alert.received': 'receipt.given',
};
const PREFIX = 'nl.achterdehand.';
const isTaken = ({ answered }: Heard): boolean => answered !== null && answered >= 200 && answered < 300;

/** Everything in which a round broke a promise about webhooks, each in a sentence; empty when all held. */
export const hookViolationsOf = (facts: HookFacts): string[] => facts.endpoints.flatMap((endpoint) => {
  const heard = facts.heard.filter(({ endpointId }) => endpointId === endpoint.id);
  const always = [...genuine(heard), ...sameEachTime(heard), ...marked(heard, facts), ...decided(endpoint, heard, facts), ...inOrder(endpoint, heard, facts)];
  return [...always, ...(endpoint.gone ? silentWhenGone(endpoint, heard, facts) : [...allHeard(endpoint, heard, facts), ...noneLeft(endpoint, heard, facts)]), ...repeatsAreFlagged(endpoint, heard, facts)];
});

const genuine = (heard: readonly Heard[]): string[] => heard.filter((one) => !one.genuine).map(({ id, endpointId }) => `event ${id} came to ${endpointId} without a valid signature`);

function sameEachTime(heard: readonly Heard[]): string[] {
  const first = new Map<string, string>();
  for (const { id, body } of heard) if (!first.has(id)) first.set(id, body);
  return heard.filter(({ id, body }) => first.get(id) !== body).map(({ id }) => `event ${id} came again with another text`);
}

function marked(heard: readonly Heard[], { activations }: HookFacts): string[] {
  const exercise = new Map(activations.map((activation) => [activation.id, activation.exercise]));
  return heard.filter(({ about, exercise: said }) => exercise.has(about) && exercise.get(about) !== said).map(({ id, type }) => `event ${id} (${type}) is not marked as what it is`);
}

function decided({ id: endpointId }: Endpoint, heard: readonly Heard[], { deliveries }: HookFacts): string[] {
  const known = new Set(deliveries.filter((delivery) => delivery.endpointId === endpointId).map(({ eventId }) => eventId));
  return [...new Set(heard.map(({ id }) => id))].filter((id) => !known.has(id)).map((id) => `${endpointId} was sent ${id}, which nobody decided to send`);
}

// An event comes only when what was decided before it, about the same activation, has been taken.
function inOrder({ id: endpointId }: Endpoint, heard: readonly Heard[], { deliveries }: HookFacts): string[] {
  const own = deliveries.filter((delivery) => delivery.endpointId === endpointId);
  const places = new Map(own.map((delivery) => [delivery.eventId, delivery]));
  return heard.flatMap(({ id, type }, at) => {
    const place = places.get(id);
    const taken = new Set(heard.slice(0, at).filter(isTaken).map((before) => before.id));
    const passed = place && own.find(({ topicId, position, eventId }) => topicId === place.topicId && position < place.position && !taken.has(eventId));
    return passed ? [`${endpointId} heard ${type} (${id}) before ${passed.eventId}, which came first`] : [];
  });
}

function allHeard({ id: endpointId, events }: Endpoint, heard: readonly Heard[], { activations, entries }: HookFacts): string[] {
  const taken = heard.filter(isTaken);
  return activations.flatMap((activation) => Object.entries(TOLD).filter(([, name]) => events === null || events.includes(name)).flatMap(([action, name]) => {
    const happened = entries.filter((entry) => entry.activationId === activation.id && entry.action === action).length;
    const told = new Set(taken.filter(({ about, type }) => about === activation.id && type === PREFIX + name).map(({ id }) => id)).size;
    return happened === told ? [] : [`${endpointId} heard ${told} times of ${name}, which happened ${happened} times`];
  }));
}

function noneLeft({ id: endpointId }: Endpoint, heard: readonly Heard[], { deliveries }: HookFacts): string[] {
  const taken = new Set(heard.filter(isTaken).map(({ id }) => id));
  return deliveries.filter((delivery) => delivery.endpointId === endpointId).flatMap(({ eventId, state }) => {
    if (state !== 'accepted') return [`event ${eventId} for ${endpointId} is still ${state}`];
    return taken.has(eventId) ? [] : [`event ${eventId} counts as accepted by ${endpointId}, and it never had it`];
  });
}

const silentWhenGone = ({ id: endpointId }: Endpoint, heard: readonly Heard[], { deliveries }: HookFacts): string[] => [
  ...(heard.length > 1 ? [`${endpointId} said that it is gone, and was asked ${heard.length} times`] : []),
  ...deliveries.filter((delivery) => delivery.endpointId === endpointId && delivery.state !== 'given-up').map(({ eventId, state }) => `event ${eventId} for ${endpointId}, which is gone, is ${state}`),
];

// Who got a refusal knows that it was not taken; who got a success, or nothing, may have sent it twice.
function repeatsAreFlagged({ id: endpointId }: Endpoint, heard: readonly Heard[], { deliveries }: HookFacts): string[] {
  return deliveries.filter((delivery) => delivery.endpointId === endpointId && !delivery.possiblySentTwice).flatMap(({ eventId }) => {
    const doubtful = heard.filter(({ id }) => id === eventId).slice(0, -1).filter((one) => one.answered === null || isTaken(one));
    return doubtful.length === 0 ? [] : [`event ${eventId} came to ${endpointId} again without being flagged`];
  });
}
