import { z } from 'zod';
import { STORAGE_URL_FORM, storagePlaceOf } from '../storage/storage-url.js';

const url = (protocols: readonly string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    message: `a URL that starts with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
  });

/** Over plain http only within this machine: what is looked up must not be read along the way. */
const httpsOrLoopback = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname));
};
const flag = z.enum(['0', '1', 'true', 'false'], { message: '0 or 1' }).transform((text) => text === '1' || text === 'true');

/** Every variable the process reads. The message says what is expected; a value is never repeated in an error. */
const SCHEMA = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test'], { message: 'production, development or test' }).default('development'),
  ROLE: z.enum(['all', 'web', 'worker'], { message: 'all, web or worker' }).default('all'),
  HOST: z.string().min(1, { message: 'an address to listen on, such as 127.0.0.1' }).default('127.0.0.1'),
  PORT: z.coerce.number({ message: 'a port number from 0 to 65535' }).int({ message: 'a whole number' }).min(0, { message: 'a port number from 0 to 65535' }).max(65535, { message: 'a port number from 0 to 65535' }).default(3000),
  PUBLIC_URL: url(['http:', 'https:']).optional(),
  DATABASE_URL: url(['postgres:', 'postgresql:']).optional(),
  DATABASE_DIRECT_URL: url(['postgres:', 'postgresql:']).optional(),
  MIGRATION_DATABASE_URL: url(['postgres:', 'postgresql:']).optional(),
  REDIS_URL: url(['redis:', 'rediss:']).optional(),
  SMTP_URL: url(['smtp:', 'smtps:']).optional(),
  MAIL_FROM: z.string().min(3, { message: 'an e-mail address, such as Achter de Hand <dienst@example.org>' }).default('Achter de Hand <achter-de-hand@localhost.example>'),
  SMS_GATEWAY_URL: url(['http:', 'https:']).optional(),
  SMS_GATEWAY_TOKEN: z.string().optional(),
  VOICE_GATEWAY_URL: url(['http:', 'https:']).optional(),
  VOICE_GATEWAY_TOKEN: z.string().optional(),
  ADDRESS_LOOKUP_URL: z
    .string()
    .refine((text) => text === 'off' || httpsOrLoopback(text), { message: 'a URL that starts with https:// (http:// on this machine only), or off' })
    .default('https://api.pdok.nl/bzk/locatieserver/search/v3_1'),
  APP_SECRET: z.string().min(32, { message: 'at least 32 characters, random and kept secret' }).optional(),
  DATA_DIR: z.string().min(1, { message: 'a folder' }).default('data'),
  STORAGE_URL: z.string().refine((text) => storagePlaceOf(text) !== undefined, { message: STORAGE_URL_FORM }).optional(),
  CLAMD_URL: z.string().regex(/^tcp:\/\/[^/:@\s]+:\d{1,5}$|^tcp:\/\/\[[0-9a-fA-F:]+\]:\d{1,5}$/, { message: 'the address of clamd, such as tcp://clamd:3310' }).optional(),
  WEBHOOK_SOURCE: z
    .string()
    .regex(/^urn:nld:[A-Za-z0-9()+,\-.:=@;$_!*'%/]+$/, { message: 'a URN that begins with urn:nld:, such as urn:nld:oin:00000001234567890000:systeem:achter-de-hand' })
    .default('urn:nld:achter-de-hand:systeem:reserve'),
  WEBHOOKS_TO_LOOPBACK: flag.default(false),
  DEMO_DATA: flag.optional(),
  TRUST_PROXY: flag.default(false),
  LOG_LEVEL: z.enum(['error', 'warn', 'log', 'debug'], { message: 'error, warn, log or debug' }).default('log'),
  SWEEP_SECONDS: z.coerce.number({ message: 'seconds between sweeps, 1 to 60' }).min(1, { message: 'seconds between sweeps, 1 to 60' }).max(60, { message: 'seconds between sweeps, 1 to 60' }).default(5),
});

export type Environment = z.infer<typeof SCHEMA>;

/** Stops the start. Names each variable and what it expects; the reader of a log must never find a secret in it. */
export class ConfigurationError extends Error {
  constructor(readonly complaints: readonly string[]) {
    super(`The configuration is not usable:\n${complaints.map((complaint) => `  - ${complaint}`).join('\n')}`);
    this.name = 'ConfigurationError';
  }
}

/** Reads the environment once. Empty variables count as absent. Throws ConfigurationError naming every wrong one. */
export function readEnvironment(source: Readonly<Record<string, string | undefined>>): Environment {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value.trim() !== ''));
  const parsed = SCHEMA.safeParse(present);
  const complaints = parsed.success
    ? productionComplaints(parsed.data)
    : parsed.error.issues.map((issue) => `${issue.path.join('.')} must be ${issue.message}.`);
  if (!parsed.success || complaints.length > 0) throw new ConfigurationError(complaints);
  return parsed.data;
}

// Embedded parts, demo data and made-up secrets are for trying out; in production each would be a silent disaster.
function productionComplaints(env: Environment): string[] {
  if (env.NODE_ENV !== 'production') return [];
  const required: [keyof Environment, string][] = [
    ['DATABASE_URL', 'the PostgreSQL server; the embedded one is refused when NODE_ENV=production'],
    ['SMTP_URL', 'the mail server; the built-in mailbox is refused when NODE_ENV=production'],
    ['APP_SECRET', 'at least 32 random characters; there is no default when NODE_ENV=production'],
    ['PUBLIC_URL', 'the address people use, such as https://reserve.example.org; answer links are built from it'],
  ];
  const complaints = required.filter(([name]) => env[name] === undefined).map(([name, what]) => `${name} must be set: ${what}.`);
  if (env.WEBHOOKS_TO_LOOPBACK) complaints.push('WEBHOOKS_TO_LOOPBACK must not be set: webhooks go to public addresses over https when NODE_ENV=production.');
  for (const name of ['SMS_GATEWAY_URL', 'VOICE_GATEWAY_URL'] as const) {
    if (env[name]?.startsWith('http:')) complaints.push(`${name} must start with https://: telephone numbers go there when NODE_ENV=production.`);
  }
  if (env.DEMO_DATA) complaints.push('DEMO_DATA must not be set: demo data is refused when NODE_ENV=production.');
  return complaints;
}
