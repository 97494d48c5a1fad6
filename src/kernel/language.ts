/** Languages of the interface, the mail and the error texts. Dutch is the default. */
export const LANGUAGES = ['nl', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];
export const DEFAULT_LANGUAGE: Language = 'nl';

/** A text in every language we speak; `{name}` is replaced by the parameter of that name. */
export type Translated = Readonly<Record<Language, string>>;
export type TextParams = Readonly<Record<string, string | number>>;

export const isLanguage = (text: unknown): text is Language => text === 'nl' || text === 'en';

/** Fills in `{name}` parameters. A missing parameter stays visible as `{name}`: a gap must be seen, not hidden. */
export const fill = (text: string, params: TextParams = {}): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in params ? String(params[name]) : whole));
