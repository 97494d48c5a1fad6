import type { VNode } from 'preact';
import { Button, Form, formatDay, Panel, PATHS, useTranslator, type Translator } from '../web/index.js';
import type { ConfirmPreview } from './confirm-unchanged.js';
import { CONTACT_ROLE_LABELS, CRITERION_LABELS, type KeptContact, type Reason, type Renewed } from './domain/index.js';

function renewedText({ criterion, roles, until }: Renewed, t: Translator): string {
  const label = t.of(CRITERION_LABELS[criterion]);
  const day = until === null ? t('word.unknown') : formatDay(until, t.language);
  if (criterion !== 'contacts') return t('confirmation.renews.finding', { criterion: label, day });
  return t('confirmation.renews.contacts', { criterion: label, roles: roles.map((role) => t.of(CONTACT_ROLE_LABELS[role])).join(', '), day });
}

function keptText({ role, because, on }: KeptContact, t: Translator): string {
  const name = t.of(CONTACT_ROLE_LABELS[role]);
  return because === 'never-confirmed' || on === null ? t('confirmation.keeps.never-confirmed', { role: name }) : t('confirmation.keeps.not-reached', { role: name, day: formatDay(on, t.language) });
}

/** Those are named with their role already. */
const NAMED_BY_ROLE: readonly Reason['code'][] = ['CONTACT_NOT_REACHED', 'CONTACT_UNCONFIRMED'];

function keptTexts({ confirmation, after }: ConfirmPreview, t: Translator): string[] {
  const reasons = after.reasons.filter(({ code, severity }) => severity !== 'advice' && !NAMED_BY_ROLE.includes(code));
  return [...confirmation.kept.map((contact) => keptText(contact, t)), ...reasons.map((reason) => t('confirmation.keeps.reason', { label: t.of(reason.label), text: t.of(reason.text), cure: t.of(reason.cure) }))];
}

const Texts = ({ title, texts }: { readonly title: string; readonly texts: readonly string[] }): VNode | null =>
  texts.length === 0 ? null : (
    <div class="flow-tight">
      <p><strong>{title}</strong></p>
      <ul class="plain-list">{texts.map((text) => <li key={text}>{text}</li>)}</ul>
    </div>
  );

/** What a press renews at one location, and what it leaves as it is. */
export function WhatHappens({ preview }: { readonly preview: ConfirmPreview }): VNode {
  const t = useTranslator();
  const { renewed } = preview.confirmation;
  return (
    <>
      <Texts title={t('confirmation.renews')} texts={renewed.map((one) => renewedText(one, t))} />
      <Texts title={t('confirmation.keeps')} texts={keptTexts(preview, t)} />
    </>
  );
}

/** On the page of a location: one press, with what it does beside it. */
export function ConfirmPanel({ preview }: { readonly preview: ConfirmPreview }): VNode {
  const t = useTranslator();
  const { location, confirmation } = preview;
  const nothing = confirmation.renewed.length === 0;
  return (
    <Panel id="bevestigen" title={t('confirmation.title')}>
      {nothing ? <p>{t('confirmation.nothing')}</p> : <Texts title={t('confirmation.renews')} texts={confirmation.renewed.map((one) => renewedText(one, t))} />}
      {confirmation.kept.length > 0 && <Texts title={t('confirmation.keeps')} texts={confirmation.kept.map((contact) => keptText(contact, t))} />}
      {!nothing && <Form action={`${PATHS.locations}/${location.id}/bevestigen`} hidden={{ version: String(location.version) }} label={t('confirmation.title')}><Button>{t('confirmation.press')}</Button></Form>}
      <p><a href={`${PATHS.locations}/bevestigen`}>{t('confirmation.all')}</a></p>
    </Panel>
  );
}
