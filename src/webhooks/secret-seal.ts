import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../platform/config/index.js';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
// Keeps this key apart from whatever else is derived from the same secret.
const DERIVED_FOR = 'webhook-secrets';

/** Keeps secrets so that a copy of the database does not show them: whoever signs needs APP_SECRET too. */
@Injectable()
export class SecretSeal {
  private readonly key: Buffer;

  constructor(@Inject(SETTINGS) { appSecret }: Pick<Settings, 'appSecret'>) {
    this.key = Buffer.from(hkdfSync('sha256', appSecret, '', DERIVED_FOR, 32));
  }

  /** `id`: of the row it stands in; put into another one it cannot be read. */
  seal(id: string, secret: string): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.key, nonce).setAAD(Buffer.from(id));
    const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), text]);
  }

  /** Throws when it was sealed with another APP_SECRET, or changed. */
  open(id: string, sealed: Buffer): string {
    const nonce = sealed.subarray(0, NONCE_BYTES);
    const tag = sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
    const decipher = createDecipheriv(CIPHER, this.key, nonce, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(id)).setAuthTag(tag);
    return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
  }
}
