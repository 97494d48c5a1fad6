import { spawn, type ChildProcess } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { DemoDiffers, until } from './client.js';

/** A service that the demo started for itself. */
export type OwnService = { readonly url: string; readonly credentialsFile: string; stop(): Promise<void> };

/** Starts the service on a free port. Embedded parts get a folder of their own, so that a running `npm start` is left alone. */
export async function startOwnService(log: (line: string) => void, smtpUrl: string | undefined): Promise<OwnService> {
  const external = Boolean(process.env['DATABASE_URL']?.trim());
  const dataDir = path.resolve(process.env['DATA_DIR'] ?? (external ? 'data' : 'data/demo'));
  // A fresh folder is a fresh case; an external database keeps what it has.
  if (!external) await rm(dataDir, { recursive: true, force: true });
  const port = await freePort();
  const child = spawn(process.execPath, ['dist/src/main.js'], {
    env: { ...process.env, PORT: String(port), HOST: '127.0.0.1', DATA_DIR: dataDir, DEMO_DATA: '1', ...(smtpUrl && { SMTP_URL: smtpUrl }) }, stdio: ['ignore', 'pipe', 'inherit'],
  });
  child.stdout.setEncoding('utf8').on('data', (text: string) => { for (const line of startLines(text)) log(line); });
  const url = `http://127.0.0.1:${port}`;
  try {
    await until('the service is ready', 120, () => isReady(child, url));
  } catch (error) {
    await stop(child);
    throw error;
  }
  return { url, credentialsFile: path.join(dataDir, 'demo-credentials.json'), stop: () => stop(child) };
}

// What is embedded and what is real is worth seeing; the sign-ins are not needed here.
const startLines = (text: string): string[] => text.split('\n').filter((line) => /^ {2}(Database|Queue|Mail|Making|One database)\b/.test(line));

async function isReady(child: ChildProcess, url: string): Promise<true | undefined> {
  if (child.exitCode !== null) throw new DemoDiffers('The service ended while it was starting; its message stands above.');
  try {
    const response = await fetch(`${url}/readyz`);
    return response.ok ? true : undefined;
  } catch {
    return undefined;
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGINT');
  await ended;
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('No free port.'))));
    });
  });
}
