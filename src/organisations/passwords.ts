import { randomBytes } from 'node:crypto';
import { Algorithm, hash, verify } from '@node-rs/argon2';
import { SIGN_IN_POLICY } from '../../config/sign-in.js';

const OPTIONS = { algorithm: Algorithm.Argon2id, ...SIGN_IN_POLICY.passwordHash.value };

// Some keyboards write é as one character and some as two (NIST SP 800-63B, 3.1.1.2).
const normalised = (password: string): string => password.normalize('NFKC');

/** The Argon2id hash of a password, with its parameters and salt in it. Takes tens of milliseconds, off the main thread. */
export const hashPassword = (password: string): Promise<string> => hash(normalised(password), OPTIONS);

/** A hash that no password fits: what the password of an unknown account is compared with, so that it takes as long. */
const decoy = hashPassword(randomBytes(32).toString('base64'));

/** Compares with the hash of the account, or with a decoy when there is no account: false then, after the same work. */
export async function passwordFits(password: string, accountHash: string | undefined): Promise<boolean> {
  const fits = await verify(accountHash ?? (await decoy), normalised(password));
  return fits && accountHash !== undefined;
}
