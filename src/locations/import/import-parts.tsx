import type { VNode } from 'preact';
import { fill } from '../../kernel/index.js';
import {
  Alert, Button, DataTable, Figures, FigureCard, Form, formatNumber, LinkButton, Panel, PATHS, ProgressMeter, StatusBadge, useTranslator, type Column, type Translator,
} from '../../web/index.js';
import type { ShownProblem } from './import-lists.js';
import { isFaultless, type LocationImport, rowsToWrite, WORKING } from './location-import.js';

/** An import with as many of its problems as are shown. */
export type ImportView = { readonly found: LocationImport; readonly headerProblems: readonly ShownProblem[]; readonly rowProblems: readonly ShownProblem[] };

const pathOf = ({ id }: LocationImport): string => `${PATHS.locations}/importeren/${id}`;

/** Everything on the page of an import below its title. */
export function ImportBody({ view }: { readonly view: ImportView }): VNode {
  const { status } = view.found;
  if (WORKING.includes(status)) return <Working {...view} />;
  if (status === 'checked') return <Checked {...view} />;
  if (status === 'done') return <Done {...view} />;
  return status === 'failed' ? <Failed {...view} /> : <Cancelled />;
}

function Working({ found }: ImportView): VNode {
  const t = useTranslator();
  const status = found.status as 'checking' | 'applying' | 'finishing';
  const { done, total } = found.progress;
  return (
    <Panel id="voortgang" title={t(`import.status.${status}`)}>
      <p>{t(`import.working.${status}`)}</p>
      {status === 'checking'
        ? <><ProgressMeter label={t('import.working.percent')} value={total === 0 ? 0 : Math.floor((100 * done) / total)} total={100} /><p>{t.count('import.working.rows-read', found.rowsRead)}</p></>
        : <ProgressMeter label={t(status === 'applying' ? 'import.working.prepared' : 'import.working.finished')} value={done} total={Math.max(total, rowsToWrite(found))} />}
      <p>{t('import.working.leave')}</p>
    </Panel>
  );
}

const unitOf = (t: Translator, n: number): string => t(n === 1 ? 'import.rows.one' : 'import.rows.other');

function Counts({ found, done }: { readonly found: LocationImport; readonly done: boolean }): VNode {
  const t = useTranslator();
  const { rows } = found;
  return (
    <Figures>
      <FigureCard label={t('import.result.new')} value={rows.new} unit={unitOf(t, rows.new)} tone={rows.new > 0 ? 'positive' : 'neutral'} />
      <FigureCard label={t('import.result.changed')} value={rows.changed} unit={unitOf(t, rows.changed)} tone={rows.changed > 0 ? 'info' : 'neutral'} />
      <FigureCard label={t('import.result.unchanged')} value={rows.unchanged} unit={unitOf(t, rows.unchanged)} />
      <FigureCard label={t(done ? 'import.result.left-out' : 'import.result.wrong')} value={rows.wrong} unit={unitOf(t, rows.wrong)} tone={rows.wrong > 0 ? 'critical' : 'neutral'} />
    </Figures>
  );
}

const DELIMITERS = { ';': 'import.delimiter.semicolon', ',': 'import.delimiter.comma', '\t': 'import.delimiter.tab' } as const;
const ENCODINGS = { 'utf-8': 'UTF-8', 'windows-1252': 'Windows-1252', 'utf-16le': 'UTF-16', 'utf-16be': 'UTF-16' } as const;

function ReadAs({ found: { format } }: Pick<ImportView, 'found'>): VNode | null {
  const t = useTranslator();
  if (!format) return null;
  return <p>{format.kind === 'xlsx' ? t('import.read-as.xlsx', { sheet: format.sheet }) : t('import.read-as.csv', { encoding: ENCODINGS[format.encoding], delimiter: t(DELIMITERS[format.delimiter]) })}</p>;
}

function Verdict({ found, headerProblems }: ImportView): VNode {
  const t = useTranslator();
  if (found.rowsOvertaken > 0) return <Alert kind="warning" title={t('import.overtaken.title')}><p>{t.count('import.overtaken', found.rowsOvertaken)}</p></Alert>;
  const wrong = found.problems + headerProblems.length;
  if (wrong > 0) return <Alert kind="warning"><p>{t.count('import.problems.found', wrong)}</p></Alert>;
  return rowsToWrite(found) > 0 ? <Alert kind="success" title={t('import.faultless.title')}><p>{t('import.faultless')}</p></Alert> : <Alert kind="info"><p>{t('import.nothing')}</p></Alert>;
}

function Checked(view: ImportView): VNode {
  const t = useTranslator();
  const { found } = view;
  return (
    <>
      <Verdict {...view} />
      <Panel id="uitkomst" title={t('import.result')}><Counts found={found} done={false} /><ReadAs found={found} /></Panel>
      <Choices {...view} />
      <Problems {...view} />
    </>
  );
}

function Choices({ found }: ImportView): VNode {
  const t = useTranslator();
  const hidden = { version: String(found.version) };
  const writable = rowsToWrite(found);
  const path = pathOf(found);
  const count = (key: 'import.choose.all' | 'import.choose.good'): string => t.count(key, writable);
  return (
    <Panel id="keuze" title={t('import.choose')}>
      {writable > 0 && isFaultless(found) && (
        <Form action={`${path}/inlezen`} hidden={{ ...hidden, mode: 'all' }} label={count('import.choose.all')}><p>{t('import.choose.all.about')}</p><Button>{count('import.choose.all')}</Button></Form>
      )}
      {!isFaultless(found) && (
        <p>{t('import.choose.correct')}: <a href={`${PATHS.locations}/importeren`}>{t('import.another')}</a>. {found.rows.wrong > 0 && <><a href={`${path}/rest`}>{t('import.rest.download')}</a>.</>}</p>
      )}
      {writable > 0 && !isFaultless(found) && (
        <Form action={`${path}/inlezen`} hidden={{ ...hidden, mode: 'good' }} label={count('import.choose.good')}>
          <p>{found.rows.wrong > 0 ? t('import.choose.good.about') : t('import.choose.good.unknown')}</p>
          <Button kind="secondary">{count('import.choose.good')}</Button>
        </Form>
      )}
      <div class="button-row">
        <form method="post" action={`${path}/opnieuw`}><input type="hidden" name="version" value={found.version} /><Button kind="secondary">{t('import.choose.again')}</Button></form>
        <form method="post" action={`${path}/verwijderen`}><input type="hidden" name="version" value={found.version} /><Button kind="secondary">{t('import.choose.cancel')}</Button></form>
      </div>
    </Panel>
  );
}

function Problems({ found, headerProblems, rowProblems }: ImportView): VNode | null {
  const t = useTranslator();
  if (headerProblems.length + rowProblems.length === 0) return null;
  const path = pathOf(found);
  const gone = found.clearedAt !== null;
  return (
    <Panel id="problemen" title={t('import.problems')}>
      {headerProblems.length > 0 && (
        <>
          <h3 class="utrecht-heading-3">{t('import.problems.header')}</h3>
          <ul class="utrecht-unordered-list">{headerProblems.map(({ message }) => <li key={message} class="utrecht-unordered-list__item">{message}</li>)}</ul>
        </>
      )}
      {rowProblems.length > 0 && (
        <>
          <h3 class="utrecht-heading-3">{t('import.problems.rows')}</h3>
          {found.problems > rowProblems.length && <p>{t('import.problems.shown', { shown: formatNumber(rowProblems.length, t.language), total: formatNumber(found.problems, t.language) })}</p>}
          <DataTable<ShownProblem & { readonly key: string }> caption={t('import.problems.rows')} captionHidden rows={rowProblems.map((problem, index) => ({ ...problem, key: String(index) }))} rowKey={({ key }) => key} columns={problemColumns(t)} />
        </>
      )}
      {!gone && (
        <>
          <div class="button-row">
            <LinkButton kind="secondary" href={`${path}/problemen`}>{t('import.problems.download')}</LinkButton>
            {found.rows.wrong > 0 && <LinkButton kind="secondary" href={`${path}/rest`}>{t('import.rest.download')}</LinkButton>}
          </div>
          {found.rows.wrong > 0 && <p>{t('import.rest.about')}</p>}
        </>
      )}
    </Panel>
  );
}

const problemColumns = (t: Translator): Column<ShownProblem & { readonly key: string }>[] => [
  { key: 'row', header: t('import.problem.row'), rowHeader: true, cell: ({ row }) => `${t('import.problem.row')} ${row}` },
  { key: 'reference', header: t('import.problem.reference'), cell: ({ reference }) => reference || '–' },
  { key: 'column', header: t('import.problem.column'), cell: ({ letters, header }) => (letters ? <>{letters}{header && `: ${header}`}</> : t('import.problem.whole-row')) },
  { key: 'value', header: t('import.problem.value'), cell: ({ value }) => (value === '' ? '–' : <span class="import-value">{value.length > 80 ? `${value.slice(0, 79)}…` : value}</span>) },
  { key: 'message', header: t('import.problem.message'), cell: ({ message }) => message },
];

function Done(view: ImportView): VNode {
  const t = useTranslator();
  const { found } = view;
  return (
    <>
      <Alert kind="success" title={t('import.announce.done')}><p>{t('import.done.text')}</p></Alert>
      <Panel id="uitkomst" title={t('import.result.done')} aside={<StatusBadge of="import" state="done" />}>
        <Counts found={found} done />
        <div class="button-row"><LinkButton href={PATHS.locations}>{t('import.done.locations')}</LinkButton><LinkButton kind="secondary" href={`${PATHS.locations}/importeren`}>{t('import.another')}</LinkButton></div>
        {found.clearedAt !== null && <p>{t('import.cleared.text')}</p>}
      </Panel>
      <Problems {...view} />
    </>
  );
}

function Failed(view: ImportView): VNode {
  const t = useTranslator();
  const { fault } = view.found;
  return (
    <>
      <Alert kind="error" title={t('import.failed.title')}>{fault && <p>{fill(fault.message[t.language], fault.params)}</p>}</Alert>
      <Problems {...view} />
      <div class="button-row"><LinkButton href={`${PATHS.locations}/importeren`}>{t('import.another')}</LinkButton></div>
    </>
  );
}

function Cancelled(): VNode {
  const t = useTranslator();
  return (
    <>
      <Alert kind="info"><p>{t('import.cancelled.text')}</p></Alert>
      <div class="button-row"><LinkButton href={`${PATHS.locations}/importeren`}>{t('import.another')}</LinkButton></div>
    </>
  );
}
