import { fileURLToPath } from 'node:url';

/** An S3-compatible service and the bucket in it. */
export type S3Place = {
  /** Origin and bucket, path style: `https://host/bucket`, without a slash at the end. */
  readonly bucketUrl: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Before every id: empty, or ending in a slash. */
  readonly prefix: string;
};

export type StoragePlace = { readonly kind: 'files'; readonly folder: string } | ({ readonly kind: 's3' } & S3Place);

/** What STORAGE_URL has to look like; for the complaint about one that does not. */
export const STORAGE_URL_FORM = 'file:///a/folder or s3://key:secret@host/bucket?region=… (s3+http:// without TLS)';

/**
 * Where objects are kept: `file:///folder`, or `s3://key:secret@host[:port]/bucket[/prefix][?region=…]`, over TLS;
 * `s3+http://` is the same without. Key and secret are percent-encoded. Undefined when it is none of these.
 */
export function storagePlaceOf(text: string): StoragePlace | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  try {
    if (url.protocol === 'file:') return url.host === '' && url.pathname.length > 1 ? { kind: 'files', folder: fileURLToPath(url) } : undefined;
    return url.protocol === 's3:' || url.protocol === 's3+http:' ? s3Place(url) : undefined;
  } catch {
    return undefined;
  }
}

function s3Place(url: URL): StoragePlace | undefined {
  const [bucket, ...prefix] = url.pathname.split('/').filter(Boolean);
  const unknown = [...url.searchParams.keys()].filter((name) => name !== 'region');
  if (!url.host || !url.username || !url.password || !bucket || unknown.length > 0 || url.hash) return undefined;
  return {
    kind: 's3',
    bucketUrl: `${url.protocol === 's3:' ? 'https' : 'http'}://${url.host}/${bucket}`,
    region: url.searchParams.get('region') || 'us-east-1',
    accessKeyId: decodeURIComponent(url.username),
    secretAccessKey: decodeURIComponent(url.password),
    prefix: prefix.map((part) => `${part}/`).join(''),
  };
}
