export { type PreparedEntry, RecordBook, type RecordEntry, type RecordFollower } from './record-book.js';
export { RecordReader, type TimelineEntry } from './record-reader.js';
export { RecordModule } from './record.module.js';
export { Sealer } from './sealer.js';
