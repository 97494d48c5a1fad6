import type { Settings } from '../platform/config/index.js';
import { openScanner, openStore } from '../platform/storage/index.js';

const MAIL = (settings: Settings): string =>
  settings.smtpUrl ? `mail goes to ${hostOf(settings.smtpUrl)} (real)` : 'mail stays in the built-in mailbox at /postvak (embedded)';
const QUEUE = (settings: Settings): string => (settings.redisUrl ? `BullMQ on Redis at ${hostOf(settings.redisUrl)} (real)` : 'BullMQ on PostgreSQL');
const DATABASE = (settings: Settings): string =>
  settings.embeddedDatabase ? `PostgreSQL in ${settings.dataDir}/postgres (embedded)` : `PostgreSQL at ${hostOf(settings.databaseUrl)} (real)`;

const DOCUMENTS = (settings: Settings): string =>
  `kept in ${openStore(settings).place}${settings.clamdUrl ? `, looked at by ${openScanner(settings).place}` : ', no virus scanner set'}`;

/** Lines that tell whoever started it where it is, who may sign in, and what is embedded and what is real. */
export function announcement(settings: Settings, address: string, demoSignIns: readonly { readonly name: string; readonly email: string; readonly password: string }[]): string[] {
  const lines = ['', settings.role === 'worker' ? '  Achter de Hand carries out due moments and mail (ROLE=worker).' : `  Achter de Hand is ready: ${address}`, ''];
  lines.push(`  Database   ${DATABASE(settings)}`, `  Queue      ${QUEUE(settings)}`, `  Mail       ${MAIL(settings)}`, `  Documents  ${DOCUMENTS(settings)}`);
  if (demoSignIns.length > 0) {
    const width = Math.max(...demoSignIns.map(({ name }) => name.length));
    const emailWidth = Math.max(...demoSignIns.map(({ email }) => email.length));
    lines.push('', `  Demo sign-ins (fictional; also in ${settings.dataDir}/demo-credentials.json):`);
    for (const { name, email, password } of demoSignIns) lines.push(`    ${name.padEnd(width)}  ${email.padEnd(emailWidth)}  ${password}`);
  }
  lines.push('', '  Ctrl-C stops it.', '');
  return lines;
}

// Host and port only: a URL may hold a password.
function hostOf(url: string): string {
  const { host } = new URL(url);
  return host || 'a local socket';
}
