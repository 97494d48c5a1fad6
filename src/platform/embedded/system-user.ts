import { execFile } from 'node:child_process';
import { chown, lchown, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { hasCode } from './embedded-postgres-error.js';

const run = promisify(execFile);

/** The system user PostgreSQL runs as when the service itself runs as root, which PostgreSQL refuses to do. */
export type SystemUser = { readonly name: string; readonly uid: number; readonly gid: number };

/** What `nobody` is on Linux distributions when the image has no user database to ask. */
const USUAL_NOBODY: SystemUser = { name: 'nobody', uid: 65534, gid: 65534 };

/** True when this process is root, so that PostgreSQL has to run as somebody else. */
export const isRoot = (): boolean => process.getuid?.() === 0;

/** Spawn options that make a process run as this user, from a folder that every user can enter. */
export const spawnAs = (user: SystemUser | undefined): { cwd: string; uid?: number; gid?: number } => ({
  cwd: '/',
  ...(user && { uid: user.uid, gid: user.gid }),
});

/** Looks up `nobody`: its number differs between Linux and macOS. */
export async function nobody(): Promise<SystemUser> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', 'nobody']), run('id', ['-g', 'nobody'])]);
    return { name: 'nobody', uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return USUAL_NOBODY;
  }
}

/** The user who owns a file or folder, or undefined when it does not exist. */
export async function ownerOf(path: string): Promise<SystemUser | undefined> {
  try {
    const { uid, gid } = await stat(path);
    return { name: `user ${uid}`, uid, gid };
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  }
}

/** Whether the user can enter a folder. Asked of the system itself, because access lists and mounts count too. */
export async function canEnter(user: SystemUser, folder: string): Promise<boolean> {
  try {
    await run('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], spawnAs(user));
    return true;
  } catch {
    return false;
  }
}

/** Gives a file to the user; does nothing when PostgreSQL runs as the user of this process. */
export async function giveTo(user: SystemUser | undefined, path: string): Promise<void> {
  if (user) await chown(path, user.uid, user.gid);
}

/** Gives a folder and everything in it to the user. */
export async function giveTreeTo(user: SystemUser, folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true });
  for (const entry of entries) await lchown(join(folder, entry), user.uid, user.gid);
  await chown(folder, user.uid, user.gid);
}
