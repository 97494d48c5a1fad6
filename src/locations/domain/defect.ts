import { err, ok, type Instant, type LocalDay, type OrganisationKind, type Result } from '../../kernel/index.js';
import { dayAt } from './day-edges.js';

/** `open`: somebody still owes it; `solved`: done, with evidence; `withdrawn`: it was no defect after all. */
export const DEFECT_STATES = ['open', 'solved', 'withdrawn'] as const;
export type DefectState = (typeof DEFECT_STATES)[number];
export type DefectStep = 'solve' | 'withdraw';

/** What can be done with a defect, and what it then is. Nothing follows on what is closed: found again it is another defect. */
export const DEFECT_STEPS: Readonly<Record<DefectState, Readonly<Partial<Record<DefectStep, DefectState>>>>> = {
  open: { solve: 'solved', withdraw: 'withdrawn' },
  solved: {},
  withdrawn: {},
};

export type DefectParties = {
  /** The municipality of the location. */
  readonly municipalityId: string;
  /** Who has to see to it. */
  readonly ownerId: string;
  readonly openedById: string;
};

export type DefectRefusal = 'not-open' | 'not-yours';
type By = { readonly kind: OrganisationKind | 'system'; readonly organisationId: string | null };

/** Whether somebody may note a defect of a location: its own municipality, and the duty desk, which sees them in exercises. */
export const mayOpenDefect = (by: By, municipalityId: string): boolean => by.kind === 'system' || by.kind === 'operations' || by.organisationId === municipalityId;

/**
 * What a defect becomes. Who owes it and the municipality solve it; the municipality and whoever noted it withdraw it.
 * Solving says nothing of readiness: only a new inspection does.
 */
export function stepDefect(state: DefectState, step: DefectStep, by: By, { municipalityId, ownerId, openedById }: DefectParties): Result<DefectState, DefectRefusal> {
  const may = by.kind === 'system' || by.organisationId === municipalityId || by.organisationId === (step === 'solve' ? ownerId : openedById);
  if (!may) return err('not-yours');
  const next = DEFECT_STEPS[state][step];
  return next ? ok(next) : err('not-open');
}

/** The day it had to be done by has passed, in Europe/Amsterdam. */
export const isOverdue = ({ state, dueOn }: { readonly state: DefectState; readonly dueOn: LocalDay }, now: Instant): boolean => state === 'open' && dueOn < dayAt(now.getTime());
