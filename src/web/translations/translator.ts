import { fill, type Language, type TextParams, type Translated } from '../../kernel/index.js';
import { CATALOGUE, type Catalogue, type TextKey } from './catalogue.js';

type Names<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;
type ParamsOf<Key extends TextKey> = Key extends TextKey ? Names<Catalogue[Key]['nl']> : never;
type Args<Key extends TextKey> = [ParamsOf<Key>] extends [never]
  ? []
  : [params: Readonly<Record<ParamsOf<Key>, string | number>>];

type BaseOf<Key> = Key extends `${infer Base}.one` ? (`${Base}.other` extends TextKey ? Base : never) : never;

/** The part of a key before `.one` and `.other`, where there are both. */
export type CountedKey = BaseOf<TextKey>;

export type Translator = {
  /** The text in the translator's language; the compiler asks for exactly the parameters the Dutch text names. */
  <Key extends TextKey>(key: Key, ...params: Args<Key>): string;
  /** `{n}` filled in, singular for exactly 1: `t.count('word.places', 3)` → "3 plekken". */
  count(key: CountedKey, n: number, params?: TextParams): string;
  /** A text that is not in the catalogue: the name of a norm in `config/`, the title of a problem. */
  of(text: Translated, params?: TextParams): string;
  /** Whether the catalogue has this key: for keys that come from data, such as the action of a record entry. */
  has(key: string): boolean;
  /** The text of a key that comes from data; the key itself when there is none, so that the gap is seen. */
  text(key: string, params?: TextParams): string;
  readonly language: Language;
};

const withGroups = (n: number, language: Language): string => new Intl.NumberFormat(language).format(n);

function makeTranslator(language: Language): Translator {
  const of = (text: Translated, params: TextParams = {}): string => fill(text[language], params);
  const count = (key: CountedKey, n: number, params: TextParams = {}): string =>
    of(CATALOGUE[`${key}.${n === 1 ? 'one' : 'other'}` as TextKey], { ...params, n: withGroups(n, language) });
  const text = <Key extends TextKey>(key: Key, ...[params]: Args<Key>): string => of(CATALOGUE[key], params);
  const has = (key: string): boolean => Object.hasOwn(CATALOGUE, key);
  const byName = (key: string, params: TextParams = {}): string => (has(key) ? of(CATALOGUE[key as TextKey], params) : key);
  return Object.assign(text, { count, of, has, text: byName, language });
}

const TRANSLATORS: Readonly<Record<Language, Translator>> = { nl: makeTranslator('nl'), en: makeTranslator('en') };

/** The translator of a language: `const t = translator('nl'); t('button.save')`. */
export const translator = (language: Language): Translator => TRANSLATORS[language];
