/** Languages of the interface, the mail and the error texts. Dutch is the default. */
export const LANGUAGES = ['nl', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];
export const DEFAULT_LANGUAGE: Language = 'nl';

/** A text in every language we speak; `{name}` is replaced by the parameter of that name. */
export type Translated = Readonly<Record<Language, string>>;
export type TextParams = Readonly<Record<string, string | number>>;

export const isLanguage = (text: unknown): text is Language => text === 'nl' || text === 'en';

/**
 * Fills in `{name}` parameters. A missing parameter stays visible as `{name}`: a gap must be seen, not hidden. What looks like a
 * parameter inside a value is somebody's text, and is taken apart: it must not be filled in later. A value that is nothing but a
 * parameter passes it on.
 */
export const fill = (text: string, params: TextParams = {}): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in params ? inert(String(params[name])) : whole));

const PARAMETER = /\{(\w+)\}/g;
const inert = (value: string): string => (/^\{\w+\}$/.test(value) ? value : value.replace(PARAMETER, '($1)'));
