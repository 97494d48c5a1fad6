import type { VNode } from 'preact';
import { Badge, DataTable, EmptyState, InstantText, Panel, PATHS, TelephoneLink, useTranslator } from '../web/index.js';
import type { ActivationView } from './activation-view.js';

type Task = ActivationView['callTasks'][number];

/** Where the duty desk works on a call task. */
export const callTaskPath = (activationId: string, taskId: string): string => `${PATHS.activations}/${activationId}/belopdrachten/${taskId}`;

/** Who must be telephoned now. Nothing for readers who have no part in it, and before anyone had to be. */
export function CallsRegion({ view }: { readonly view: ActivationView }): VNode | null {
  const t = useTranslator();
  const { callTasks } = view;
  if (callTasks.length === 0) return null;
  const open = callTasks.filter(({ closedAt }) => closedAt === null);
  const aside = open.length > 0 ? <Badge tone="warning" icon="exclamation">{t.count('calls.open', open.length)}</Badge> : undefined;
  return (
    <Panel id="calls" title={t('calls.title')} {...(aside && { aside })}>
      {open.length === 0 ? <EmptyState text={t('calls.none')} /> : (
        <DataTable<Task>
          caption={t('calls.title')}
          captionHidden
          rows={open}
          rowKey={(row) => row.id}
          columns={[
            { key: 'organisation', header: t('calls.column.organisation'), rowHeader: true, cell: (row) => <a href={callTaskPath(row.topicId, row.id)}>{row.organisation.name}</a> },
            { key: 'why', header: t('calls.column.why'), cell: (row) => <>{t(`calls.because.${row.because}`)}<br />{t('calls.since')} <InstantText at={row.openedAt} format="short" /></> },
            { key: 'next', header: t('calls.column.next'), cell: (row) => <Next task={row} /> },
            { key: 'tried', header: t('calls.column.tried'), cell: (row) => t.count('calls.attempts', row.attempts.length) },
          ]}
        />
      )}
    </Panel>
  );
}

function Next({ task }: { readonly task: Task }): VNode {
  const t = useTranslator();
  const number = task.numbers.find(({ contactId }) => contactId === task.next);
  if (!number?.telephone) return <Badge tone="critical" icon="cross">{t(task.numbers.length === 0 ? 'calls.no-number' : 'calls.all-tried')}</Badge>;
  return <>{number.name}, {number.function}<br /><TelephoneLink number={number.telephone} /></>;
}
