/** A form that saves: the version of the draft that it last heard of (0: it was never saved), and which form it is. */
export type DraftSent = { readonly version: number; readonly formKey: string };

/**
 * `create`: there is none yet; `replace`: nobody else was in between; `changed`: somebody else was; `gone`: it has been
 * registered or thrown away.
 */
export type DraftDecision = 'create' | 'replace' | 'changed' | 'gone';

/** What becomes of a form that is sent for a draft. `kept`: the draft as it is stored; null when there is none. */
export function draftDecision(kept: DraftSent | null, sent: DraftSent): DraftDecision {
  if (!kept) return sent.version === 0 ? 'create' : 'gone';
  // A form whose last save arrived without it hearing so goes on all the same.
  return kept.version === sent.version || kept.formKey === sent.formKey ? 'replace' : 'changed';
}
