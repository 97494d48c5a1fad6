import type { VNode } from 'preact';
import { DOCUMENT_POLICY } from '../../../config/documents.js';
import { dayOf, type LocalDay } from '../../kernel/index.js';
import {
  Badge, Button, DataTable, DateInput, DayText, Disclosure, EmptyState, FileInput, Form, formatBytes, LinkButton, Panel, PATHS, Select, TextInput, useTranslator, type Column, type FormState,
} from '../../web/index.js';
import { DOCUMENT_KIND_LABELS, DOCUMENT_KINDS } from '../domain/index.js';
import type { DocumentOnFile } from './location-documents.js';

const MAXIMUM_MEGABYTES = DOCUMENT_POLICY.maximumBytes.value / (1024 * 1024);
const ACCEPT = '.pdf,.png,.jpg,.jpeg,application/pdf,image/png,image/jpeg';

export const documentsPath = (locationId: string): string => `${PATHS.locations}/${locationId}/documenten`;

export type DocumentFormProps = { readonly locationId: string; readonly idempotencyKey: string; readonly state?: FormState | undefined };

/** A file and what it is. */
export function DocumentForm({ locationId, idempotencyKey, state }: DocumentFormProps): VNode {
  const t = useTranslator();
  const hint = t('documents.field.file.hint', { maximum: MAXIMUM_MEGABYTES });
  return (
    <Form action={documentsPath(locationId)} state={state} hidden={{ idempotencyKey }} label={t('documents.add')} scope="document" upload>
      <Select name="kind" label={t('documents.field.kind')} options={DOCUMENT_KINDS.map((kind) => ({ value: kind, label: t.of(DOCUMENT_KIND_LABELS[kind]) }))} />
      <TextInput name="label" label={t('documents.field.label')} hint={t('documents.field.label.hint')} optional />
      <DateInput name="validUntil" label={t('documents.field.validUntil')} optional />
      <FileInput
        name="file"
        label={t('documents.field.file')}
        hint={state ? `${hint} ${t('documents.field.file.again')}` : hint}
        accept={ACCEPT}
        maximumBytes={DOCUMENT_POLICY.maximumBytes.value}
        tooLarge={t('documents.field.file.too-large', { maximum: MAXIMUM_MEGABYTES })}
      />
      <Button>{t('documents.add')}</Button>
    </Form>
  );
}

/** What is known of a document in a line: what it is, and how large. */
function Name({ document }: { readonly document: DocumentOnFile }): VNode {
  const t = useTranslator();
  const { id, locationId, kind, label, mediaType, sizeBytes } = document;
  return (
    <>
      <a href={`${documentsPath(locationId)}/${id}`}>{label}<span class="visually-hidden"> {t('documents.download-about')}</span></a>
      <div class="document-facts">{t.of(DOCUMENT_KIND_LABELS[kind])}, {t(`documents.type.${mediaType}`)}, {formatBytes(sizeBytes, t.language)}</div>
    </>
  );
}

function ValidUntil({ day, today }: { readonly day: LocalDay | null; readonly today: LocalDay }): VNode {
  const t = useTranslator();
  if (day === null) return <>{t('documents.no-end')}</>;
  return <><DayText day={day} format="short" />{day < today && <> <Badge tone="critical">{t('documents.expired')}</Badge></>}</>;
}

export type DocumentsPanelProps = {
  readonly locationId: string;
  /** Null for who may not see them. */
  readonly documents: readonly DocumentOnFile[] | null;
  readonly today: LocalDay;
  /** For the form; null for who may not add any. */
  readonly idempotencyKey: string | null;
};

/** The documents of a location, kind by kind, and a form to add one. */
export function DocumentsPanel({ locationId, documents, today, idempotencyKey }: DocumentsPanelProps): VNode {
  const t = useTranslator();
  const own = idempotencyKey !== null;
  const columns: Column<DocumentOnFile>[] = [
    { key: 'document', header: t('documents.column.document'), rowHeader: true, cell: (document) => <Name document={document} /> },
    { key: 'valid', header: t('documents.column.valid-until'), cell: ({ validUntil }) => <ValidUntil day={validUntil} today={today} /> },
    { key: 'added', header: t('documents.column.added'), cell: ({ uploadedAt, uploadedBy }) => <><DayText day={dayOf(uploadedAt)} format="short" />, {t('documents.by', { name: uploadedBy })}</> },
    ...(own ? [{
      key: 'remove', header: t('word.actions'),
      cell: ({ id, label }: DocumentOnFile) => <LinkButton kind="secondary" href={`${documentsPath(locationId)}/${id}/verwijderen`} about={label}>{t('button.remove')}</LinkButton>,
    }] : []),
  ];
  if (!documents) return <Panel id="documenten" title={t('documents.title')}><p>{t('documents.hidden')}</p></Panel>;
  return (
    <Panel id="documenten" title={t('documents.title')}>
      {documents.length === 0 ? <EmptyState text={t('documents.none')} /> : (
        <DataTable<DocumentOnFile> caption={t('documents.title')} captionHidden rows={byKind(documents)} rowKey={({ id }) => id} columns={columns} />
      )}
      {documents.some(({ scanned }) => !scanned) && <p class="document-facts">{t('documents.not-scanned')}</p>}
      {own && <Disclosure id="document-toevoegen" title={t('documents.add')} open={documents.length === 0}><DocumentForm locationId={locationId} idempotencyKey={idempotencyKey} /></Disclosure>}
    </Panel>
  );
}

const byKind = (documents: readonly DocumentOnFile[]): DocumentOnFile[] => DOCUMENT_KINDS.flatMap((kind) => documents.filter((document) => document.kind === kind));
