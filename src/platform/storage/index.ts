export { bytesOf, checkContent } from './content/check-content.js';
export { FOUND_KINDS, MEDIA_TYPES, type AcceptedContent, type ContentFault, type FoundKind, type MediaType, type RefusedContent } from './content/content.js';
export { ContentMismatch, DocumentStore, StoreUnavailable, type ByteRange, type ObjectFacts, type StoredContent } from './document-store.js';
export { ObjectCleanUp } from './object-clean-up.js';
export { openScanner, openStore } from './open-store.js';
export { readUpload, UPLOAD_BROKEN, UPLOAD_EXPECTED, UPLOAD_TOO_LARGE, type UploadedFile, type UploadFields, type UploadLimits } from './read-upload.js';
export { spool, SpooledFile, TooManyBytes } from './spool.js';
export { STORAGE_UNAVAILABLE, StoredObjects } from './stored-objects.js';
export { ScannerUnavailable, VirusScanner, type ScanVerdict } from './virus-scanner.js';
