import { describe, expect, it } from '@jest/globals';
import { ConfigurationError, readEnvironment } from './environment.js';

const complaintsOf = (source: Record<string, string>): readonly string[] => {
  try {
    readEnvironment(source);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.complaints;
    throw error;
  }
};

describe('readEnvironment', () => {
  it('needs nothing to start', () => {
    expect(readEnvironment({})).toMatchObject({ NODE_ENV: 'development', ROLE: 'all', HOST: '127.0.0.1', PORT: 3000 });
  });

  it('takes an empty variable as absent', () => {
    expect(readEnvironment({ REDIS_URL: ' ' }).REDIS_URL).toBeUndefined();
  });

  it.each([
    ['PORT', 'tachtig-geheim', 'PORT must be a port number from 0 to 65535.'],
    ['PORT', '70000', 'PORT must be a port number from 0 to 65535.'],
    ['ROLE', 'geheim', 'ROLE must be all, web or worker.'],
    ['DATABASE_URL', 'mysql://gebruiker:geheim@db/x', 'DATABASE_URL must be a URL that starts with postgres:// or postgresql://.'],
    ['REDIS_URL', 'geheim', 'REDIS_URL must be a URL that starts with redis:// or rediss://.'],
    ['ADDRESS_LOOKUP_URL', 'http://geheim.example/zoek', 'ADDRESS_LOOKUP_URL must be a URL that starts with https:// (http:// on this machine only), or off.'],
    ['STORAGE_URL', 's3://geheim@host/bucket', 'STORAGE_URL must be file:///a/folder or s3://key:secret@host/bucket?region=… (s3+http:// without TLS).'],
    ['CLAMD_URL', 'tcp://geheim', 'CLAMD_URL must be the address of clamd, such as tcp://clamd:3310.'],
    ['CLAMD_URL', 'tcp://geheim@clamd:3310', 'CLAMD_URL must be the address of clamd, such as tcp://clamd:3310.'],
    ['WEBHOOK_SOURCE', 'https://geheim.example', 'WEBHOOK_SOURCE must be a URN that begins with urn:nld:, such as urn:nld:oin:00000001234567890000:systeem:achter-de-hand.'],
    ['APP_SECRET', 'geheim', 'APP_SECRET must be at least 32 characters, random and kept secret.'],
  ])('says what %s expects and never its value', (name, value, complaint) => {
    expect(complaintsOf({ [name]: value })).toEqual([complaint]);
    expect(complaintsOf({ [name]: value }).join()).not.toContain('geheim');
  });

  it.each(['off', 'https://adressen.example/v3', 'http://127.0.0.1:8080', 'http://localhost:8080/v3'])('takes %s as where addresses are looked up', (url) => {
    expect(readEnvironment({ ADDRESS_LOOKUP_URL: url }).ADDRESS_LOOKUP_URL).toBe(url);
  });

  it('names every wrong variable at once', () => {
    expect(complaintsOf({ PORT: 'x', ROLE: 'y' })).toHaveLength(2);
  });

  it('refuses embedded parts, demo data, default secrets and gateways in the clear in production', () => {
    const complaints = complaintsOf({ NODE_ENV: 'production', DEMO_DATA: '1', WEBHOOKS_TO_LOOPBACK: '1', SMS_GATEWAY_URL: 'http://sms.example', VOICE_GATEWAY_URL: 'http://voice.example' });
    for (const name of ['DATABASE_URL', 'SMTP_URL', 'APP_SECRET', 'PUBLIC_URL', 'DEMO_DATA', 'WEBHOOKS_TO_LOOPBACK', 'SMS_GATEWAY_URL', 'VOICE_GATEWAY_URL']) {
      expect(complaints.some((complaint) => complaint.startsWith(name))).toBe(true);
    }
  });

  it('takes a store and a scanner', () => {
    const given = { STORAGE_URL: 's3://key:secret@host/bucket?region=eu-west-1', CLAMD_URL: 'tcp://[::1]:3310' };
    expect(readEnvironment(given)).toMatchObject(given);
  });

  it('starts in production when everything is named', () => {
    const env = { NODE_ENV: 'production', DATABASE_URL: 'postgres://db/x', SMTP_URL: 'smtp://mail', APP_SECRET: 'x'.repeat(32), PUBLIC_URL: 'https://a.example' };
    expect(complaintsOf(env)).toEqual([]);
  });
});
