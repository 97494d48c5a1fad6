import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gatewayOf, type Environment, type Settings } from '../platform/config/index.js';
import { runMigrations } from '../platform/database/index.js';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../platform/embedded/index.js';

/** What has been started for this process: the settings, and the embedded database to stop last. */
export type Prepared = { readonly settings: Settings; readonly embedded: EmbeddedPostgres | undefined };

type Progress = (step: string) => void;

/** Starts the embedded parts that the environment leaves open, migrates where that is ours to do, and settles every address. */
export async function prepare(env: Environment, progress: Progress): Promise<Prepared> {
  const embedded = env.DATABASE_URL ? undefined : await startEmbedded(env, progress);
  try {
    const databaseUrl = env.DATABASE_URL ?? embedded!.appUrl;
    await migrate(env, embedded, progress);
    return { embedded, settings: settingsOf(env, databaseUrl, await appSecret(env), embedded !== undefined) };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}

async function startEmbedded(env: Environment, progress: Progress): Promise<EmbeddedPostgres> {
  await mkdir(env.DATA_DIR, { recursive: true });
  return startEmbeddedPostgres({ dataDir: path.resolve(env.DATA_DIR, 'postgres'), onProgress: progress });
}

async function migrate(env: Environment, embedded: EmbeddedPostgres | undefined, progress: Progress): Promise<void> {
  // In production migrating is a step of its own ("migrate"), so that ten web processes do not race for it.
  const ownerUrl = embedded?.ownerUrl ?? env.MIGRATION_DATABASE_URL ?? (env.NODE_ENV === 'production' ? undefined : env.DATABASE_URL);
  if (!ownerUrl || env.NODE_ENV === 'production') return;
  const done = await runMigrations(ownerUrl);
  if (done.length > 0) progress(`Database brought up to date (${done.length} migrations).`);
  if (!embedded && !env.MIGRATION_DATABASE_URL) {
    progress('One database role for everything: the record is not protected against this role. Set MIGRATION_DATABASE_URL to have two.');
  }
}

function settingsOf(env: Environment, databaseUrl: string, secret: string, embedded: boolean): Settings {
  const production = env.NODE_ENV === 'production';
  return {
    production,
    role: env.ROLE,
    host: env.HOST,
    port: env.PORT,
    publicUrl: (env.PUBLIC_URL ?? `http://${printableHost(env.HOST)}:${env.PORT}`).replace(/\/+$/, ''),
    databaseUrl,
    databaseDirectUrl: env.DATABASE_DIRECT_URL ?? databaseUrl,
    redisUrl: env.REDIS_URL,
    smtpUrl: env.SMTP_URL,
    mailFrom: env.MAIL_FROM,
    gateways: { sms: gatewayOf(env.SMS_GATEWAY_URL, env.SMS_GATEWAY_TOKEN), voice: gatewayOf(env.VOICE_GATEWAY_URL, env.VOICE_GATEWAY_TOKEN) },
    addressLookupUrl: env.ADDRESS_LOOKUP_URL === 'off' ? undefined : env.ADDRESS_LOOKUP_URL.replace(/\/+$/, ''),
    appSecret: secret,
    dataDir: path.resolve(env.DATA_DIR),
    storageUrl: env.STORAGE_URL,
    clamdUrl: env.CLAMD_URL,
    webhookSource: env.WEBHOOK_SOURCE,
    webhooksToLoopback: env.WEBHOOKS_TO_LOOPBACK,
    demoData: !production && (env.DEMO_DATA ?? embedded),
    embeddedDatabase: embedded,
    trustProxy: env.TRUST_PROXY,
    sweepSeconds: env.SWEEP_SECONDS,
  };
}

const printableHost = (host: string): string => (host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host);

// Kept between starts, or every answer link already sent would die with the process.
async function appSecret(env: Environment): Promise<string> {
  if (env.APP_SECRET) return env.APP_SECRET;
  const file = path.resolve(env.DATA_DIR, 'app-secret');
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch {
    await mkdir(env.DATA_DIR, { recursive: true });
    const secret = randomBytes(32).toString('hex');
    await writeFile(file, secret, { mode: 0o600, flag: 'wx' });
    await chmod(file, 0o600);
    return secret;
  }
}
