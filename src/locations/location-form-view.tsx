import { Injectable } from '@nestjs/common';
import { h } from 'preact';
import { dayOf, newId, type Actor, type Problem } from '../kernel/index.js';
import { Organisations, PageFrame } from '../organisations/index.js';
import { Database } from '../platform/database/index.js';
import type { AppRequest } from '../platform/http/index.js';
import { EMPTY_FORM, renderPage, type FormState, type Notice } from '../web/index.js';
import { type AddressSearchState, AddressSteps, type OwnPlace } from './address-steps.js';
import { municipalityOn } from './domain/index.js';
import type { DraftRef } from './location-drafts.js';
import type { FieldRows } from './location-fields.js';
import { LocationFormPage } from './location-form.pages.js';
import type { RegisteredLocation } from './registered-location.js';

/** How a form is shown; what is left out is as in a form that was just opened. */
export type FormView = {
  readonly state?: FormState;
  readonly problem?: Problem | undefined;
  readonly search?: AddressSearchState;
  readonly more?: FieldRows;
  readonly notices?: readonly Notice[];
};

/** A form that was never saved. */
export const newDraft = (): DraftRef => ({ id: newId(), version: 0, formKey: newId() });

/** The page with the form, for a new location and for one that is changed, with what it has to know of who asks. */
@Injectable()
export class LocationFormView {
  constructor(
    private readonly database: Database,
    private readonly organisations: Organisations,
    private readonly addresses: AddressSteps,
    private readonly frames: PageFrame,
  ) {}

  /** The municipality of who asks, as the organisation has it, and today. */
  async ownPlace(actor: Actor): Promise<OwnPlace & { readonly name: string }> {
    const today = dayOf(await this.database.now());
    const own = actor.organisationId === null ? undefined : await this.organisations.byId(this.database, actor.scope, actor.organisationId);
    return { code: own?.code ?? null, today, name: municipalityOn(own?.code ?? null, today)?.name ?? own?.name ?? '' };
  }

  async registering(actor: Actor, request: AppRequest, draft: DraftRef, view: FormView = {}): Promise<string> {
    const { name } = await this.ownPlace(actor);
    const hidden = { idempotencyKey: draft.formKey, draftId: draft.id, version: String(draft.version) };
    return this.page(request, name, undefined, hidden, view);
  }

  changing(request: AppRequest, location: RegisteredLocation, version: number, view: FormView): string {
    return this.page(request, location.municipalityName, location, { version: String(version) }, view);
  }

  private page(request: AppRequest, municipality: string, current: RegisteredLocation | undefined, hidden: Record<string, string>, view: FormView): string {
    const { state = EMPTY_FORM, search = this.addresses.atFirst, problem, more, notices = [] } = view;
    const frame = this.frames.of(request);
    // Wrong fields have their own summary in the form.
    const inTheWay = problem && problem.fields.length === 0 ? problem : undefined;
    return renderPage(h(LocationFormPage, { frame, current, state, hidden, municipality, search, more, notices, problem: inTheWay }));
  }
}
