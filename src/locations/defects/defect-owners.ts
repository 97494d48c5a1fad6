import { Injectable } from '@nestjs/common';
import type { Scope } from '../../kernel/index.js';
import { Organisations } from '../../organisations/index.js';
import { Database } from '../../platform/database/index.js';

export type DefectOwner = { readonly value: string; readonly label: string };

/** Who can be asked to see to a defect of a location. */
@Injectable()
export class DefectOwners {
  constructor(
    private readonly database: Database,
    private readonly organisations: Organisations,
  ) {}

  /** The municipality of the location first, then everybody who is no other municipality, no other province and no auditor. */
  async of(scope: Scope, { organisationId, provinceCode }: { readonly organisationId: string; readonly provinceCode: string }): Promise<DefectOwner[]> {
    const all = await this.organisations.list(this.database, scope);
    const fits = all.filter(({ id, kind, provinceCode: lies }) => {
      if (kind === 'municipality') return id === organisationId;
      if (kind === 'province') return lies === provinceCode;
      return kind !== 'auditor';
    });
    return fits.sort((a, b) => Number(b.id === organisationId) - Number(a.id === organisationId)).map(({ id, name }) => ({ value: id, label: name }));
  }
}
