import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Instant, LocalDay } from '../../kernel/index.js';
import type { MediaType } from '../../platform/storage/index.js';
import type { DocumentKind } from '../domain/index.js';

@Entity('location_documents')
export class LocationDocument {
  /** The same as the id of the object that holds its content. */
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'location_id' }) locationId: string;
  @Column('text') kind: DocumentKind;
  @Column('text') label: string;
  @Column('text', { name: 'file_name' }) fileName: string;
  @Column('text', { name: 'media_type' }) mediaType: MediaType;
  @Column('integer', { name: 'size_bytes' }) sizeBytes: number;
  @Column('bytea') sha256: Buffer;
  @Column('date', { name: 'valid_until', nullable: true }) validUntil: LocalDay | null;
  @Column('boolean') scanned: boolean;
  @Column('text', { name: 'uploaded_by' }) uploadedBy: string;
  @Column('timestamptz', { name: 'uploaded_at' }) uploadedAt: Instant;
  @Column('integer') version: number;
  @Column('timestamptz', { name: 'removed_at', nullable: true }) removedAt: Instant | null;
}
