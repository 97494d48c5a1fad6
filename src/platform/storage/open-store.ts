import path from 'node:path';
import type { Settings } from '../config/index.js';
import { ClamdScanner } from './clamd-scanner.js';
import type { DocumentStore } from './document-store.js';
import { FileStore } from './file-store.js';
import { S3Store } from './s3-store.js';
import { storagePlaceOf } from './storage-url.js';
import { NoScanner, type VirusScanner } from './virus-scanner.js';

/** The store that the settings name; without one a folder beside the other data of this machine. */
export function openStore({ storageUrl, dataDir }: Pick<Settings, 'storageUrl' | 'dataDir'>): DocumentStore {
  if (storageUrl === undefined) return new FileStore(path.join(dataDir, 'documents'));
  const place = storagePlaceOf(storageUrl);
  // The environment was checked: this is a mistake in the code, and the text may hold a secret.
  if (!place) throw new Error('STORAGE_URL was not checked.');
  return place.kind === 's3' ? new S3Store(place) : new FileStore(place.folder);
}

export const openScanner = ({ clamdUrl }: Pick<Settings, 'clamdUrl'>): VirusScanner => (clamdUrl === undefined ? new NoScanner() : new ClamdScanner(clamdUrl));
