import { Inject, Injectable } from '@nestjs/common';
import { Alerts } from '../alerts/index.js';
import { SYSTEM_SCOPE, type LocalDay } from '../kernel/index.js';
import { Locations, type RegisteredLocation } from '../locations/index.js';
import { SETTINGS, type Settings } from '../platform/config/index.js';
import type { Tx } from '../platform/database/index.js';
import { releaseLetter } from './period-end.mail.js';
import { ReserveShares } from './reserve-shares.js';
import type { ReserveRequestView } from './reserve-requests.js';

/** Whom a release was told to: municipalities, and the locations whose owners are to hear of it from them. */
export type Released = { readonly municipalityIds: readonly string[]; readonly locationIds: readonly string[] };

/** Tells municipalities of a release, with a text for the owners of their buildings. */
@Injectable()
export class ReleaseLetters {
  constructor(
    private readonly alerts: Alerts,
    private readonly shares: ReserveShares,
    private readonly locations: Locations,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'publicUrl'>,
  ) {}

  /**
   * Where the province had accepted: every municipality that offers a location, or was asked and did not refuse. Otherwise only those
   * that were asked: nothing of the others had been reserved.
   */
  async send(tx: Tx, request: ReserveRequestView, on: LocalDay): Promise<Released> {
    const reserved = request.answer === 'accepted' ? await this.locations.ofProvince(tx, SYSTEM_SCOPE, request.provinceCode) : [];
    const asked = (await this.shares.ofRequest(tx, SYSTEM_SCOPE, request.id)).filter(({ answer }) => answer !== 'refused');
    const byMunicipality = new Map<string, RegisteredLocation[]>(asked.map(({ municipalityId }) => [municipalityId, []]));
    for (const location of reserved) byMunicipality.set(location.organisationId, [...(byMunicipality.get(location.organisationId) ?? []), location]);
    await this.alerts.raise(tx, [...byMunicipality].map(([organisationId, own]) => ({
      topicId: request.id, organisationId, purpose: 'reserve-released', exercise: false, asksReceipt: false, lane: 'routine' as const,
      content: releaseLetter(request, own.map(({ name }) => name), on, this.settings.publicUrl),
    })));
    return { municipalityIds: [...byMunicipality.keys()], locationIds: reserved.map(({ id }) => id) };
  }
}
