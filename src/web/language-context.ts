import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Language } from '../kernel/index.js';
import { translator, type Translator } from './translations/index.js';

/** The language of what is being rendered; set by `<Layout>` and by `renderFragment`. */
export const LanguageContext = createContext<Language | undefined>(undefined);

/**
 * The language around a component. There is no default: a component outside a layout would
 * otherwise speak Dutch on an English page without anyone noticing.
 */
export function useLanguage(): Language {
  const language = useContext(LanguageContext);
  if (!language) throw new Error('A component was rendered without a language: use <Layout> or renderFragment().');
  return language;
}

export const useTranslator = (): Translator => translator(useLanguage());
