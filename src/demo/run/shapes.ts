/** What the demo reads from the API's answers. */
export type Milestone = { id: string; kind: string; owner: { name: string }; dueAt: string; state: string };
export type Deployment = { id: string; state: string; places: number; location: { name: string }; municipality: { name: string }; milestones: Milestone[]; openedLate: boolean | null; replacesId: string | null;
  replan: { places: number; shortfall: number } | null;
};
export type Activation = {
  id: string; exercise: boolean; status: string; places: number; plannedPlaces: number; openPlaces: number; outcome: string | null; outcomeAt: string | null;
  triggeredAt: string; deadlineAt: string; serverNow: string; deployments: Deployment[];
};
export type DueMoment = { kind: string; dueAt: string; doneAt: string | null; lapsedAt: string | null; supersededAt: string | null; attempts: number };
export type Delivery = {
  organisation: { name: string }; purpose: string; state: string; subject: string; messageId: string; address: string; attempts: number; createdAt: string; acceptedAt: string | null; possiblySentTwice: boolean;
};
export type Entry = { at: string; action: string; organisation: { name: string } | null; after: Record<string, unknown> | null };
export type ReserveRequest = { id: string; provinceName: string; places: number; answer: string };
export type CallTask = { id: string; organisation: { name: string }; because: string; closeReason: string | null; numbers: { contactId: string; name: string }[] };
