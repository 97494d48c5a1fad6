import type { LocalDay, Translated } from '../../kernel/index.js';
import type { MediaType } from '../../platform/storage/index.js';

/** What a document of a location is. */
export const DOCUMENT_KINDS = ['floor-plan', 'permit', 'fire-use-notification', 'inspection-report', 'photo', 'agreement', 'other'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

export const DOCUMENT_KIND_LABELS: Readonly<Record<DocumentKind, Translated>> = {
  'floor-plan': { nl: 'Plattegrond met maten', en: 'Floor plan with dimensions' },
  permit: { nl: 'Vergunning of gedoogbeslissing', en: 'Permit or toleration decision' },
  'fire-use-notification': { nl: 'Gebruiksmelding', en: 'Fire-use notification' },
  'inspection-report': { nl: 'Rapport van een schouw of keuring', en: 'Report of an inspection' },
  photo: { nl: 'Foto', en: 'Photo' },
  agreement: { nl: 'Overeenkomst met de eigenaar', en: 'Owner’s agreement' },
  other: { nl: 'Anders', en: 'Other' },
};

/** The floor plan that counts: its last day, included; null when it has no end. */
export type FloorPlanDocument = { readonly validUntil: LocalDay | null };

/** A photo is a picture; anything else can be on paper or in a picture. */
export const canBe = (kind: DocumentKind, mediaType: MediaType): boolean => kind !== 'photo' || mediaType !== 'application/pdf';

/** Of the floor plans on file the one that holds longest; null when there is none. */
export function floorPlanOf(documents: readonly { readonly kind: DocumentKind; readonly validUntil: LocalDay | null }[]): FloorPlanDocument | null {
  const days = documents.filter(({ kind }) => kind === 'floor-plan').map(({ validUntil }) => validUntil);
  if (days.length === 0) return null;
  return { validUntil: days.reduce((longest, day) => (longest === null || day === null ? null : day > longest ? day : longest)) };
}
