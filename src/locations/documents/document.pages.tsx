import type { VNode } from 'preact';
import { DOCUMENT_POLICY } from '../../../config/documents.js';
import type { Problem } from '../../kernel/index.js';
import type { FrameProps } from '../../organisations/index.js';
import { Alert, Breadcrumbs, formatBytes, Layout, PageHeading, Panel, SummaryConfirm, translator, type FormState, type Translator } from '../../web/index.js';
import { DOCUMENT_KIND_LABELS } from '../domain/index.js';
import { crumbs, locationPath } from '../location.pages.js';
import { DocumentForm, documentsPath } from './documents-panel.js';
import type { DocumentOnFile } from './location-documents.js';

type PageLocation = { readonly id: string; readonly name: string };

const Crumbs = ({ t, location, current }: { readonly t: Translator; readonly location: PageLocation; readonly current: string }): VNode => (
  <Breadcrumbs items={[...crumbs(t), { href: locationPath(location.id), label: location.name }]} current={current} />
);

export type DocumentFormPageProps = {
  readonly frame: FrameProps;
  readonly location: PageLocation;
  readonly idempotencyKey: string;
  readonly state: FormState | undefined;
  /** What stands in the way and is about no field. */
  readonly problem: Problem | undefined;
};

/** The form for a document on a page of its own: where it comes back when something is wrong. */
export function DocumentFormPage({ frame, location, idempotencyKey, state, problem }: DocumentFormPageProps): VNode {
  const t = translator(frame.language);
  return (
    <Layout {...frame} title={t('documents.add')}>
      <Crumbs t={t} location={location} current={t('documents.add')} />
      <PageHeading kicker={location.name} title={t('documents.add')} lead={t('documents.form.lead')} />
      {problem && <Alert kind="error" title={problem.titleIn(frame.language)}><p>{problem.detailIn(frame.language)}</p></Alert>}
      <Panel id="document" title={t('documents.column.document')} narrow><DocumentForm locationId={location.id} idempotencyKey={idempotencyKey} state={state} /></Panel>
    </Layout>
  );
}

export type RemoveDocumentPageProps = { readonly frame: FrameProps; readonly location: PageLocation; readonly document: DocumentOnFile; readonly problem: Problem | undefined };

/** The step between wanting to remove a document and its being gone. */
export function RemoveDocumentPage({ frame, location, document, problem }: RemoveDocumentPageProps): VNode {
  const t = translator(frame.language);
  const { id, kind, label, fileName, mediaType, sizeBytes, version } = document;
  return (
    <Layout {...frame} title={t('documents.remove.title')}>
      <Crumbs t={t} location={location} current={t('documents.remove.title')} />
      <PageHeading kicker={location.name} title={t('documents.remove.title')} lead={label} />
      {problem && <Alert kind="error" title={problem.titleIn(frame.language)}><p>{problem.detailIn(frame.language)}</p></Alert>}
      <SummaryConfirm
        title={label}
        items={[
          { term: t('documents.field.kind'), value: t.of(DOCUMENT_KIND_LABELS[kind]) },
          { term: t('documents.field.file'), value: `${fileName} (${t(`documents.type.${mediaType}`)}, ${formatBytes(sizeBytes, frame.language)})` },
        ]}
        consequencesTitle={t('documents.remove.consequences')}
        consequences={[
          t('documents.remove.hidden'), ...(kind === 'floor-plan' ? [t('documents.remove.floor-plan')] : []), t('documents.remove.record', { days: DOCUMENT_POLICY.removedKeptDays.value }),
        ]}
        action={`${documentsPath(location.id)}/${id}/verwijderen`}
        hidden={{ version: String(version) }}
        confirmLabel={t('documents.remove.title')}
        backHref={`${locationPath(location.id)}#documenten`}
        grave
      />
    </Layout>
  );
}
