import { describe, expect, it } from '@jest/globals';
import { storagePlaceOf } from './storage-url.js';

describe('storagePlaceOf', () => {
  it.each([
    ['file:///srv/documents', { kind: 'files', folder: '/srv/documents' }],
    ['file:///srv/met%20spatie', { kind: 'files', folder: '/srv/met spatie' }],
    ['s3://key:secret@s3.example.org/bucket', { kind: 's3', bucketUrl: 'https://s3.example.org/bucket', region: 'us-east-1', accessKeyId: 'key', secretAccessKey: 'secret', prefix: '' }],
    ['s3://k%2Fy:s%3Acret%40@s3.example.org:9000/bucket/a/b/?region=eu-west-1', {
      kind: 's3', bucketUrl: 'https://s3.example.org:9000/bucket', region: 'eu-west-1', accessKeyId: 'k/y', secretAccessKey: 's:cret@', prefix: 'a/b/',
    }],
    ['s3+http://key:secret@127.0.0.1:9000/bucket', { kind: 's3', bucketUrl: 'http://127.0.0.1:9000/bucket', region: 'us-east-1', accessKeyId: 'key', secretAccessKey: 'secret', prefix: '' }],
  ])('%s', (text, expected) => {
    expect(storagePlaceOf(text)).toEqual(expected);
  });

  it.each([
    '', 'documents', '/srv/documents', 'file:', 'file:///', 'file://elders/srv', 'https://s3.example.org/bucket', 's3://s3.example.org/bucket', 's3://key@s3.example.org/bucket',
    's3://key:secret@s3.example.org', 's3://key:secret@s3.example.org/', 's3:///bucket', 's3://key:secret@s3.example.org/bucket?regoin=x', 's3://key:%E0%A4%A@s3.example.org/bucket',
  ])('is not %j', (text) => {
    expect(storagePlaceOf(text)).toBeUndefined();
  });
});
