import { Inject, Injectable } from '@nestjs/common';
import { SIGN_IN_POLICY } from '../../config/sign-in.js';
import { addSeconds, newId, Problem, type Actor, type Language, type OrganisationKind } from '../kernel/index.js';
import { SETTINGS, type Settings } from '../platform/config/index.js';
import { Database, type Tx } from '../platform/database/index.js';
import { RecordBook } from '../record/index.js';
import { AUTH_FAILED, tooManyAttempts } from './auth-problems.js';
import { sourceNetwork } from './domain/source-network.js';
import { countedSince, secondsToWait } from './domain/throttle.js';
import { passwordFits } from './passwords.js';
import { SessionRow } from './session.entity.js';
import { hashOfToken, keyedDigest, newSessionToken } from './tokens.js';

export type SignInAttempt = {
  readonly email: string;
  readonly password: string;
  readonly ip: string | null;
  readonly agent: string | null;
  /** The session this browser came with, if any: it ends here, so that one planted beforehand is worth nothing. */
  readonly previousTokenHash: Buffer | undefined;
};

export type SignedIn = { readonly token: string; readonly language: Language };

type Account = {
  readonly id: string; readonly name: string; readonly function: string; readonly language: Language; readonly passwordHash: string;
  readonly organisationId: string; readonly kind: OrganisationKind; readonly provinceCode: string | null;
};
type Digests = { readonly email: Buffer; readonly source: Buffer };

// Namespace of the locks that make attempts at one account, or from one network, count one after the other.
const ATTEMPT_LOCK = 720_613;

/** Signing in with e-mail and password, and signing out. */
@Injectable()
export class SignIn {
  constructor(
    private readonly database: Database,
    private readonly record: RecordBook,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /**
   * Gives a new session. Throws AUTH.FAILED (401) for an unknown address, a wrong password and a person who has left, all alike
   * and after the same work; AUTH.TOO_MANY (429) when too many attempts failed, without looking at the password.
   */
  async signIn(attempt: SignInAttempt): Promise<SignedIn> {
    const digests = this.digestsOf(attempt);
    await this.countAttempt(digests);
    const account = await this.accountOf(attempt.email);
    const fits = await passwordFits(attempt.password, account?.passwordHash);
    if (!account || !fits) throw new Problem(AUTH_FAILED);
    const token = newSessionToken();
    await this.database.transaction((tx) => this.startSession(tx, { account, attempt, digests, token }));
    return { token, language: account.language };
  }

  /** Ends the session; the same token lets nobody in any more. */
  async signOut(tokenHash: Buffer, actor: Actor): Promise<void> {
    await this.database.transaction(async (tx) => {
      await tx.manager.delete(SessionRow, { tokenHash });
      await this.record.add(tx, actor, { action: 'session.ended', subjectKind: 'person', subjectId: actor.personId! });
    });
  }

  private digestsOf({ email, ip }: SignInAttempt): Digests {
    const { appSecret } = this.settings;
    return {
      email: keyedDigest(appSecret, 'sign-in e-mail', email.toLowerCase()),
      source: keyedDigest(appSecret, 'sign-in source', sourceNetwork(ip ?? '')),
    };
  }

  /**
   * Counts the attempt as failed before the password is looked at, and forgets it when it turns out right: a thousand guesses
   * sent at once are then not a thousand guesses that each see none before them.
   */
  private async countAttempt(digests: Digests): Promise<void> {
    await this.database.transaction(async (tx) => {
      await lockAttempts(tx, digests);
      const now = await tx.now();
      const policy = SIGN_IN_POLICY.throttle;
      const rows = await tx.query<{ at: Date; of_email: boolean; of_source: boolean }>(
        `SELECT at, email_digest = $1 AS of_email, source_digest = $2 AS of_source FROM sign_in_failures
          WHERE (email_digest = $1 OR source_digest = $2) AND at > $3`, [digests.email, digests.source, countedSince(policy, now)]);
      const ofEmail = rows.filter((row) => row.of_email).map((row) => row.at);
      const ofSource = rows.filter((row) => row.of_source).map((row) => row.at);
      const wait = secondsToWait({ ofEmail, ofSource }, policy, now);
      if (wait > 0) throw tooManyAttempts(wait);
      await tx.query('INSERT INTO sign_in_failures (id, email_digest, source_digest, at) VALUES ($1, $2, $3, $4)', [newId(), digests.email, digests.source, now]);
    });
  }

  private async accountOf(email: string): Promise<Account | undefined> {
    const rows = await this.database.query<Account>(
      `SELECT p.id, p.name, p.function, p.language, p.password_hash AS "passwordHash", o.id AS "organisationId", o.kind, o.province_code AS "provinceCode"
         FROM people p JOIN organisations o ON o.id = p.organisation_id WHERE lower(p.email) = lower($1) AND p.active`, [email]);
    return rows[0];
  }

  private async startSession(tx: Tx, started: { account: Account; attempt: SignInAttempt; digests: Digests; token: string }): Promise<void> {
    const { account, attempt, digests, token } = started;
    const now = await tx.now();
    await tx.query('DELETE FROM sign_in_failures WHERE email_digest = $1 OR at <= $2', [digests.email, countedSince(SIGN_IN_POLICY.throttle, now)]);
    await tx.query('DELETE FROM sessions WHERE token_hash = $1 OR expires_at <= $2', [attempt.previousTokenHash ?? null, now]);
    const expiresAt = addSeconds(now, SIGN_IN_POLICY.session.idleSeconds.value);
    await tx.manager.insert(SessionRow, { tokenHash: hashOfToken(token), personId: account.id, createdAt: now, lastSeenAt: now, expiresAt });
    await this.record.add(tx, personAt(account, attempt), { action: 'session.started', subjectKind: 'person', subjectId: account.id });
  }
}

async function lockAttempts(tx: Tx, digests: Digests): Promise<void> {
  const keys = [digests.email, digests.source].map((digest) => digest.readInt32BE(0)).sort((a, b) => a - b);
  for (const key of keys) await tx.query('SELECT pg_advisory_xact_lock($1, $2)', [ATTEMPT_LOCK, key]);
}

function personAt(account: Account, { ip, agent }: SignInAttempt): Actor {
  const { kind, organisationId, provinceCode, id: personId, name, language } = account;
  return {
    scope: { kind, organisationId, provinceCode }, kind, organisationId, personId, apiKeyId: null,
    name, function: account.function, channel: 'page', language, ip, agent,
  };
}
