import type { VNode } from 'preact';
import { MUNICIPALITIES, PROVINCES } from '../../config/places.js';
import { GROUP_KEYS } from '../kernel/index.js';
import {
  Button, ButtonGroup, CheckboxGroup, DateInput, Disclosure, formatDay, formatNumber, Form, NumberInput, PATHS, Select, TextInput, useTranslator, type FormState, type TextKey, type Translator,
} from '../web/index.js';
import { GROUP_LABELS } from './domain/index.js';
import { filtersOf, listAddress, type ListFilter, type ListQuery, without } from './list-query.js';
import { LOCATION_SORTS } from './location-search.js';

export type Filters = Omit<ListQuery, 'page' | 'pageSize'>;

const PROVINCE_NAMES = new Map(PROVINCES.map(({ code, name }) => [code, name]));
const MUNICIPALITY_NAMES = new Map(MUNICIPALITIES.map(({ code, name }) => [code, name]));
const byName = (a: { label: string }, b: { label: string }): number => a.label.localeCompare(b.label, 'nl');

const readyAnswer = ({ ready = 'true' }: Filters): 'true' | 'false' => ready;

const FILTER_TEXTS: Readonly<Record<ListFilter, (query: Filters, t: Translator) => string>> = {
  text: ({ text = '' }, t) => t('list.chip.text', { value: text }),
  ready: (query, t) => t(`list.chip.ready.${readyAnswer(query)}`),
  readyOn: (query, t) => t(`list.chip.readyOn.${readyAnswer(query)}`, { value: formatDay(query.readyOn!, t.language) }),
  municipality: ({ municipality = '' }, t) => t('list.chip.municipality', { value: MUNICIPALITY_NAMES.get(municipality) ?? municipality }),
  province: ({ province = '' }, t) => t('list.chip.province', { value: PROVINCE_NAMES.get(province) ?? province }),
  minimumPlaces: ({ minimumPlaces = 0 }, t) => t('list.chip.minimumPlaces', { value: formatNumber(minimumPlaces, t.language) }),
  groups: ({ groups = [] }, t) => t('list.chip.groups', { value: groups.map((group) => t.of(GROUP_LABELS[group])).join(', ') }),
};

/** One filter that is set, in words: "Ten minste 40 plekken". */
export const filterText = (filter: ListFilter, query: Filters, t: Translator): string => FILTER_TEXTS[filter](query, t);

type FilterFormProps = {
  readonly query: Filters;
  /** What was typed, also where it cannot be used. */
  readonly state: FormState;
  /** Kept in the address beside the filters: which view is shown. */
  readonly hidden: Readonly<Record<string, string>>;
};

const IN_SIGHT: readonly ListFilter[] = ['text', 'ready'];

/** Search and filters. A form that is sent by GET: what was asked stands in the address, and works without script. */
export function FilterForm({ query, state, hidden }: FilterFormProps): VNode {
  const t = useTranslator();
  const folded = filtersOf(query).filter((filter) => !IN_SIGHT.includes(filter));
  const open = folded.length > 0 || query.sort !== undefined || state.errors.some(({ path }) => !(IN_SIGHT as readonly string[]).includes(path));
  return (
    <search class="list-filters" aria-label={t('list.filters')}>
      <Form action={PATHS.locations} method="get" state={state} hidden={hidden}>
        <div class="list-filters__first">
          <TextInput name="text" type="search" label={t('list.filter.text')} hint={t('list.filter.text.hint')} autocomplete="off" optional />
          <Select name="ready" label={t('list.filter.ready')} nothing={t('list.filter.ready.any')} options={(['true', 'false'] as const).map((value) => ({ value, label: t(`list.filter.ready.${value}`) }))} optional />
        </div>
        <Disclosure id="meer-filters" title={t('list.filter.more')} aside={folded.length > 0 && t.count('list.filter.active', folded.length)} open={open} small>
          <div class="field-grid">
            <DateInput name="readyOn" label={t('list.filter.readyOn')} hint={t('list.filter.readyOn.hint')} optional />
            <NumberInput name="minimumPlaces" label={t('list.filter.minimumPlaces')} optional />
            <Select name="province" label={t('list.filter.province')} nothing={t('list.filter.province.any')} options={PROVINCES.map(({ code, name }) => ({ value: code, label: name })).sort(byName)} optional />
            <Select name="municipality" label={t('list.filter.municipality')} nothing={t('list.filter.municipality.any')} options={MUNICIPALITIES.map(({ code, name }) => ({ value: code, label: name })).sort(byName)} optional />
            <CheckboxGroup name="groups" label={t('list.filter.groups')} options={GROUP_KEYS.map((value) => ({ value, label: t(`group.${value}`) }))} values={query.groups ?? []} optional />
            <Select name="sort" label={t('list.sort')} nothing={t('list.sort.any')} options={LOCATION_SORTS.map((value) => ({ value, label: t(`list.sort.${value}` as TextKey & `list.sort.${string}`) }))} optional />
          </div>
        </Disclosure>
        <ButtonGroup><Button>{t('list.filter.apply')}</Button></ButtonGroup>
      </Form>
    </search>
  );
}

/** The filters that are set, each with a way to take it off. */
export function FilterChips({ query, more }: { readonly query: Filters; readonly more: Readonly<Record<string, string>> }): VNode | null {
  const t = useTranslator();
  const filters = filtersOf(query);
  if (filters.length === 0) return null;
  return (
    <ul class="chips" aria-label={t('list.filter.chips')}>
      {filters.map((filter) => (
        <li key={filter}>
          <a class="chip" href={listAddress(PATHS.locations, without(query, filter), more)}>
            <span class="visually-hidden">{t('list.filter.drop')} </span>{filterText(filter, query, t)} <span class="chip__cross" aria-hidden="true">×</span>
          </a>
        </li>
      ))}
      {filters.length > 1 && <li><a class="chip chip--all" href={listAddress(PATHS.locations, {}, more)}>{t('list.filter.clear')}</a></li>}
    </ul>
  );
}
