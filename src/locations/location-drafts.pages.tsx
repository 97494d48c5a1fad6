import { h, type JSX, type VNode } from 'preact';
import { DRAFT_TERMS } from '../../config/drafts.js';
import { Button, DataTable, Form, InstantText, Panel, PATHS, useTranslator, type Translator } from '../web/index.js';
import type { Draft } from './location-drafts.js';

export const DRAFTS_PATH = `${PATHS.locations}/concepten`;

/** Saves the form around it as one types, and tells when it last did. Without script it is not there, and the button saves. */
export function DraftSaver({ draftId }: { readonly draftId: string }): JSX.Element {
  const t = useTranslator();
  return h(
    'draft-saver',
    {
      class: 'draft-saver', src: `${DRAFTS_PATH}/${draftId}`, hidden: true,
      'data-saving': t('draft.saving'), 'data-saved': t('draft.saved-at', { time: '{time}' }), 'data-failed': t('draft.failed'),
    },
    <p role="status" data-draft-status />,
    <p role="alert" class="draft-saver__conflict" data-draft-conflict hidden />,
  );
}

const nameOf = ({ fields }: Draft, t: Translator): string => {
  const name = fields['name'];
  return typeof name === 'string' && name.trim() !== '' ? name.trim() : t('draft.unnamed');
};

const placeOf = ({ fields }: Draft): string => ['street', 'houseNumber', 'place'].flatMap((name) => (typeof fields[name] === 'string' ? [fields[name]] : [])).join(' ');

export type DraftsPanelProps = { readonly drafts: readonly Draft[]; readonly personId: string | null };

/** The unfinished forms of one's organisation; nothing when there are none. */
export function DraftsPanel({ drafts, personId }: DraftsPanelProps): VNode | null {
  const t = useTranslator();
  if (drafts.length === 0) return null;
  return (
    <Panel id="concepten" title={t('drafts.title')}>
      <p>{t('drafts.about', { days: DRAFT_TERMS.registrationDays })}</p>
      <DataTable<Draft>
        caption={t('drafts.title')}
        captionHidden
        rows={drafts}
        rowKey={({ id }) => id}
        columns={[
          { key: 'name', header: t('locations.column.name'), rowHeader: true, cell: (draft) => <><a href={`${DRAFTS_PATH}/${draft.id}`}>{t('draft.go-on', { name: nameOf(draft, t) })}</a><p class="draft-place">{placeOf(draft)}</p></> },
          { key: 'saved', header: t('drafts.column.saved'), cell: ({ savedAt, personId: by }) => <><InstantText at={savedAt} format="short" /><p>{t(by === personId ? 'draft.by-you' : 'draft.by-colleague')}</p></> },
          {
            key: 'actions', header: t('word.actions'),
            cell: (draft) => <Form action={`${DRAFTS_PATH}/${draft.id}/verwijderen`} hidden={{ version: String(draft.version) }}><Button kind="secondary" about={nameOf(draft, t)}>{t('button.remove')}</Button></Form>,
          },
        ]}
      />
    </Panel>
  );
}
