import type { SealedFacts } from './domain/chain.js';

/** A row of record_entries as the driver gives it. */
export type EntryRow = {
  id: string; at: Date; action: string; subject_kind: string; subject_id: string; activation_id: string | null;
  organisation_id: string | null; person_id: string | null; api_key_id: string | null; actor_kind: string; channel: string;
  exercise: boolean; before: unknown; after: unknown; personal_digest: Buffer | null;
};

export const factsOf = (row: EntryRow): SealedFacts => ({
  id: row.id, at: row.at, action: row.action, subjectKind: row.subject_kind, subjectId: row.subject_id, activationId: row.activation_id,
  organisationId: row.organisation_id, personId: row.person_id, apiKeyId: row.api_key_id, actorKind: row.actor_kind, channel: row.channel,
  exercise: row.exercise, before: row.before, after: row.after, personalDigest: row.personal_digest,
});
