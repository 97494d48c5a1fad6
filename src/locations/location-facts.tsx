import type { ComponentChildren, VNode } from 'preact';
import { DayText, DescriptionList, Disclosure, formatDay, formatNumber, Panel, useTranslator, type Translator } from '../web/index.js';
import type { AssessedLocation } from './assess-location.js';
import { EMPTY, ESSENTIAL_FIGURES, FIELD_GROUPS, type FieldGroup, type LocationField, STAY_MODE, WHOLE_BUILDING } from './location-fields.js';
import { labelOf, optionsOf } from './location-form-fields.js';
import { locationFields } from './location-form.js';
import { LeadTime } from './locations.pages.js';
import { rdNew, type RdPoint } from './rd-new.js';
import type { RegisteredLocation } from './registered-location.js';

type Values = Readonly<Record<string, string | readonly string[]>>;
type Part = { readonly assessed: AssessedLocation };

const isKnown = (value: string | readonly string[] | undefined): value is string | readonly string[] => value !== undefined && value !== 'unknown' && value.length > 0;
const isShownTo = ({ contactsVisible, addressVisible }: RegisteredLocation) => ({ shownWith }: LocationField): boolean =>
  shownWith === undefined || (shownWith === 'contacts' ? contactsVisible : addressVisible);

/** An answer as a reader reads it. */
function answerText(field: LocationField, value: string | readonly string[], t: Translator): ComponentChildren {
  switch (field.kind) {
    case 'whole':
    case 'decimal': {
      const number = formatNumber(Number(value), t.language);
      if (field.unit === undefined) return number;
      return field.unit === '€' ? `€ ${number}` : `${number} ${field.unit}`;
    }
    case 'day':
      return <DayText day={String(value)} />;
    case 'answer':
    case 'choice':
    case 'ticks':
      return [value].flat().map((one) => optionsOf(field, t).find((option) => option.value === one)?.label ?? one).join(', ');
    case 'text':
    case 'long':
      return String(value);
  }
}

type Item = { readonly term: string; readonly value: ComponentChildren };

/** A question as the name of a fact: shorter where there is a shorter one. */
const termOf = (t: Translator, name: string): string => (t.has(`location.fact.${name}`) ? t.text(`location.fact.${name}`) : labelOf(t, name));

const itemsOf = (fields: readonly LocationField[], values: Values, t: Translator): Item[] =>
  fields.flatMap((field) => {
    const value = values[field.name];
    return isKnown(value) ? [{ term: termOf(t, field.name), value: answerText(field, value, t) }] : [];
  });

/** Where it is in degrees, as maps on the web have it, and in metres of the Dutch grid. */
function pointItems({ latitude, longitude, bagId }: RegisteredLocation, t: Translator): Item[] {
  const degrees = (value: number): string => new Intl.NumberFormat(t.language, { minimumFractionDigits: 5, maximumFractionDigits: 5 }).format(value);
  const point = latitude === null || longitude === null ? [] : [
    { term: t('location.facts.wgs84'), value: <span class="figures-text">{degrees(latitude)} {t('location.facts.north')}, {degrees(longitude)} {t('location.facts.east')}</span> },
    { term: t('location.facts.rd'), value: <span class="figures-text">{metres(rdNew({ latitude, longitude }))}</span> },
  ];
  return [...point, ...(bagId ? [{ term: labelOf(t, 'bagId'), value: bagId }] : [])];
}

// Whole metres, without separators: to be copied into a map.
const metres = ({ x, y }: RdPoint): string => `${Math.round(x)}, ${Math.round(y)}`;

/** The essentials of a location, with where it is for who may know that. */
export function FactsPanel({ assessed: { location } }: Part): VNode {
  const t = useTranslator();
  const { address, addressVisible, reference, facts } = location;
  const values = locationFields(location);
  const figures = ESSENTIAL_FIGURES.filter(({ name }) => name !== 'leadTimeHours');
  return (
    <Panel id="gegevens" title={t('location.facts')}>
      <DescriptionList items={[
        { term: t('word.municipality'), value: location.municipalityName },
        { term: t('word.address'), value: addressVisible ? `${address.street} ${address.houseNumber}, ${address.postcode} ${address.place}` : t('location.address.confidential') },
        ...pointItems(location, t),
        { term: termOf(t, 'confidentiality'), value: t(`location.confidentiality.${facts.confidentiality}`) },
        ...(reference ? [{ term: labelOf(t, 'reference'), value: reference }] : []),
        ...itemsOf([...figures, STAY_MODE, WHOLE_BUILDING, EMPTY], values, t),
        { term: termOf(t, 'leadTimeHours'), value: <LeadTime hours={facts.measuredLeadTimeHours ?? facts.leadTimeHours} /> },
      ]} />
    </Panel>
  );
}

/** Everything else that is known of it, group by group, with what is not known yet. */
export function BuildingPanel({ assessed: { location } }: Part): VNode {
  const t = useTranslator();
  const values = locationFields(location);
  return (
    <Panel id="gebouw-en-papieren" title={t('location.building')}>
      <div class="form-groups">
        {FIELD_GROUPS.filter(({ fields }) => fields.length > 0).map((group) => <KnownGroup key={group.id} group={group} location={location} values={values} />)}
      </div>
    </Panel>
  );
}

function KnownGroup({ group, location, values }: { readonly group: FieldGroup; readonly location: RegisteredLocation; readonly values: Values }): VNode | null {
  const t = useTranslator();
  const shown = group.fields.filter(isShownTo(location));
  const known = [...itemsOf(shown, values, t), ...(group.rows?.includes('rooms') ? rowItems(location, t) : [])];
  const unknown = shown.filter(({ name }) => !isKnown(values[name])).map(({ name }) => termOf(t, name));
  if (shown.length === 0) return null;
  return (
    <Disclosure id={`bekend-${group.id}`} title={t.text(`location.group.${group.id}`)} aside={t('location.building.known', { n: shown.length - unknown.length, total: shown.length })}>
      {known.length > 0 && <DescriptionList items={known} />}
      {unknown.length > 0 && <p class="not-known">{t('location.building.unknown', { facts: unknown.join(', ') })}</p>}
    </Disclosure>
  );
}

/** Rooms and blocked places, an entry each. */
function rowItems({ facts: { rooms, blockedPlaces } }: RegisteredLocation, t: Translator): Item[] {
  const list = (texts: readonly string[]): VNode => <ul class="plain-list">{texts.map((text) => <li key={text}>{text}</li>)}</ul>;
  const roomTexts = (rooms ?? []).map(({ count, use, areaM2 }) => `${count} × ${t(`location.rooms.${use}`)}${areaM2 === null ? '' : `, ${formatNumber(areaM2, t.language)} m²`}`);
  const blockTexts = blockedPlaces.map(({ places, reason, until }) => `${t.count('word.places', places)}: ${reason}${until === null ? '' : ` (${t('location.field.blockedPlaces.until')} ${formatDay(until, t.language)})`}`);
  return [
    ...(roomTexts.length > 0 ? [{ term: labelOf(t, 'rooms'), value: list(roomTexts) }] : []),
    ...(blockTexts.length > 0 ? [{ term: labelOf(t, 'blockedPlaces'), value: list(blockTexts) }] : []),
  ];
}
