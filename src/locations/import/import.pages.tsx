import type { VNode } from 'preact';
import { IMPORT_POLICY } from '../../../config/import.js';
import { dayOf, type Instant, type Language, type Problem } from '../../kernel/index.js';
import type { FrameProps } from '../../organisations/index.js';
import {
  Alert, Breadcrumbs, Button, Columns, DataTable, FileInput, Form, formatNumber, InstantText, Layout, LinkButton, LiveBoard, LiveRegion, PageHeading, Panel, PATHS, StatusBadge, translator, useTranslator,
  type FormState, type Translator,
} from '../../web/index.js';
import { crumbs } from '../location.pages.js';
import { ImportBody, type ImportView } from './import-parts.js';
import { type LocationImport, WORKING } from './location-import.js';

export const IMPORT_PATH = `${PATHS.locations}/importeren`;
export const importPath = (id: string): string => `${IMPORT_PATH}/${id}`;

const MEGABYTES = IMPORT_POLICY.maximumBytes.value / 1024 / 1024;
const ACCEPT = '.xlsx,.csv,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export const TEMPLATE_NAMES: Readonly<Record<Language, string>> = { nl: 'sjabloon-locaties', en: 'template-locations' };
const templatePath = (language: Language, ending: 'xlsx' | 'csv'): string => `${IMPORT_PATH}/sjablonen/${TEMPLATE_NAMES[language]}.${ending}`;

function TemplatePanel(): VNode {
  const t = useTranslator();
  const other = t.language === 'nl' ? 'en' : 'nl';
  return (
    <Panel id="sjabloon" title={t('import.template')}>
      <p>{t('import.template.about')}</p>
      <div class="button-row">
        <LinkButton kind="secondary" href={templatePath(t.language, 'xlsx')}>{t('import.template.xlsx')}</LinkButton>
        <LinkButton kind="secondary" href={templatePath(t.language, 'csv')}>{t('import.template.csv')}</LinkButton>
      </div>
      <p>
        {t('import.template.other')}{' '}
        <a href={templatePath(other, 'xlsx')} hreflang={other}>Excel</a>, <a href={templatePath(other, 'csv')} hreflang={other}>CSV</a>
      </p>
    </Panel>
  );
}

type UploadProps = { readonly state: FormState | undefined; readonly idempotencyKey: string };

function UploadPanel({ state, idempotencyKey }: UploadProps): VNode {
  const t = useTranslator();
  const hint = t('import.file.hint', { megabytes: MEGABYTES, rows: formatNumber(IMPORT_POLICY.maximumRows.value, t.language) });
  return (
    <Panel id="bestand" title={t('import.upload')}>
      <Form action={IMPORT_PATH} hidden={{ idempotencyKey }} state={state} label={t('import.upload')} upload>
        <FileInput
          name="file" label={t('import.file')} hint={state ? `${hint} ${t('import.file.again')}` : hint} accept={ACCEPT} maximumBytes={IMPORT_POLICY.maximumBytes.value}
          tooLarge={t('import.file.too-large', { megabytes: MEGABYTES })}
        />
        <p>{t('import.check.safe')}</p>
        <Button>{t('import.check')}</Button>
      </Form>
    </Panel>
  );
}

function HowPanel(): VNode {
  const t = useTranslator();
  return (
    <Panel id="uitleg" title={t('import.how')} quiet>
      <ul class="utrecht-unordered-list">
        {(['reference', 'columns', 'languages'] as const).map((key) => <li key={key} class="utrecht-unordered-list__item">{t(`import.how.${key}`)}</li>)}
        <li class="utrecht-unordered-list__item">{t('import.how.kept', { days: IMPORT_POLICY.keptDays.value })}</li>
      </ul>
    </Panel>
  );
}

/** "12 nieuw, 3 gewijzigd": what came of it, or what would. */
function Outcome({ found }: { readonly found: LocationImport }): VNode {
  const t = useTranslator();
  const parts = (['new', 'changed', 'unchanged', 'wrong'] as const).filter((key) => found.rows[key] > 0).map((key) => `${formatNumber(found.rows[key], t.language)} ${t(`import.result.${key}`).toLowerCase()}`);
  return <><StatusBadge of="import" state={found.status} />{parts.length > 0 && <p>{parts.join(', ')}</p>}</>;
}

function RecentPanel({ recent }: { readonly recent: readonly LocationImport[] }): VNode {
  const t = useTranslator();
  return (
    <Panel id="eerder" title={t('import.recent')}>
      <DataTable<LocationImport>
        caption={t('import.recent')} captionHidden rows={recent} rowKey={({ id }) => id} empty={t('import.recent.none')}
        columns={[
          { key: 'file', header: t('import.file'), rowHeader: true, cell: ({ id, fileName }) => <a href={importPath(id)}>{fileName}</a> },
          { key: 'uploaded', header: t('import.recent.uploaded'), cell: ({ createdAt, uploadedBy }) => <><InstantText at={createdAt} format="short" />{uploadedBy && <div>{t('import.by', { name: uploadedBy })}</div>}</> },
          { key: 'outcome', header: t('import.recent.outcome'), cell: (found) => <Outcome found={found} /> },
        ]}
      />
    </Panel>
  );
}

export type ImportStartProps = UploadProps & { readonly frame: FrameProps; readonly recent: readonly LocationImport[]; readonly problem: Problem | undefined };

/** Template, upload, and what was uploaded before. */
export function ImportStartPage({ frame, recent, problem, ...upload }: ImportStartProps): VNode {
  const t = translator(frame.language);
  return (
    <Layout {...frame} title={t('import.title')}>
      <Breadcrumbs items={crumbs(t)} current={t('import.title')} />
      <PageHeading title={t('import.title')} lead={t('import.lead')} />
      {problem && <Alert kind="error" title={problem.titleIn(frame.language)}><p>{problem.detailIn(frame.language)}</p></Alert>}
      <Columns main={<><TemplatePanel /><UploadPanel {...upload} /><RecentPanel recent={recent} /></>} side={<HowPanel />} />
    </Layout>
  );
}

export type ImportPageProps = { readonly frame: FrameProps; readonly view: ImportView; readonly serverNow: Instant; readonly problem: Problem | undefined };

const uploaded = (t: Translator, { createdAt, uploadedBy }: LocationImport): VNode => (
  <>{t('import.recent.uploaded')} <InstantText at={createdAt} format="short" />{uploadedBy && ` ${t('import.by', { name: uploadedBy })}`}</>
);

/** One file: how far it is, what is wrong, what can be chosen, what came of it. Follows along while it is being worked on. */
export function ImportPage({ frame, view, serverNow, problem }: ImportPageProps): VNode {
  const t = translator(frame.language);
  const { found } = view;
  const path = importPath(found.id);
  return (
    <Layout {...frame} title={found.fileName}>
      <Breadcrumbs items={[...crumbs(t), { href: IMPORT_PATH, label: t('import.title') }]} current={found.fileName} />
      <PageHeading kicker={t('import.title')} title={found.fileName} lead={uploaded(t, found)} />
      {problem && <Alert kind="error" title={problem.titleIn(frame.language)}><p>{problem.detailIn(frame.language)}</p></Alert>}
      {WORKING.includes(found.status)
        ? <LiveBoard src={`${path}/stream`} serverNow={serverNow} currentPath={path}><LiveRegion id="import"><ImportBody view={view} /></LiveRegion></LiveBoard>
        : <div class="flow-wide"><ImportBody view={view} /></div>}
    </Layout>
  );
}

export const downloadName = (found: LocationImport, what: string, ending: string): string => `${what}-${dayOf(found.createdAt)}.${ending}`;
