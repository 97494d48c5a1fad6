import { Injectable } from '@nestjs/common';
import { SIGN_IN_POLICY } from '../../config/sign-in.js';
import type { Language, OrganisationKind } from '../kernel/index.js';
import { Database } from '../platform/database/index.js';

/** Who a session or key stands for. `personId` is null for a machine, `apiKeyId` for a session. */
export type Caller = {
  readonly organisationId: string;
  readonly organisationName: string;
  readonly kind: OrganisationKind;
  readonly provinceCode: string | null;
  readonly personId: string | null;
  readonly apiKeyId: string | null;
  readonly name: string;
  readonly function: string;
  readonly language: Language;
};

const ORGANISATION = `o.id AS "organisationId", o.name AS "organisationName", o.kind, o.province_code AS "provinceCode"`;

// "Last seen" moves at most once per touchSeconds and never beyond the session's maximum life.
const BY_SESSION = `
  WITH touched AS (
    UPDATE sessions SET last_seen_at = app_now(),
           expires_at = LEAST(app_now() + make_interval(secs => $2), created_at + make_interval(secs => $3))
     WHERE token_hash = $1 AND expires_at > app_now() AND last_seen_at < app_now() - make_interval(secs => $4))
  SELECT ${ORGANISATION}, p.id AS "personId", NULL AS "apiKeyId", p.name, p.function, p.language
    FROM sessions s JOIN people p ON p.id = s.person_id JOIN organisations o ON o.id = p.organisation_id
   WHERE s.token_hash = $1 AND s.expires_at > app_now() AND p.active`;

// A person's key dies with the person's account, and does not follow them to another organisation.
const BY_KEY = `
  SELECT ${ORGANISATION}, k.person_id AS "personId", k.id AS "apiKeyId", COALESCE(p.name, k.name) AS name,
         COALESCE(p.function, 'machine') AS function, COALESCE(p.language, o.language) AS language
    FROM api_keys k JOIN organisations o ON o.id = k.organisation_id LEFT JOIN people p ON p.id = k.person_id
   WHERE k.key_hash = $1 AND k.revoked_at IS NULL
     AND (k.person_id IS NULL OR (p.active AND p.organisation_id = k.organisation_id))`;

/** Finds out who asks: one statement per request, and nothing kept in the process, so that signing out works at once everywhere. */
@Injectable()
export class Callers {
  constructor(private readonly database: Database) {}

  async bySession(tokenHash: Buffer): Promise<Caller | undefined> {
    const { idleSeconds, maximumSeconds, touchSeconds } = SIGN_IN_POLICY.session;
    const rows = await this.database.query<Caller>(BY_SESSION, [tokenHash, idleSeconds.value, maximumSeconds.value, touchSeconds.value]);
    return rows[0];
  }

  async byKey(keyHash: Buffer): Promise<Caller | undefined> {
    const rows = await this.database.query<Caller>(BY_KEY, [keyHash]);
    return rows[0];
  }
}
