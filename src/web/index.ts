export * from './components/index.js';
export { EMPTY_FORM, fieldId, formAsSent, type FormState } from './form-state.js';
export * from './format.js';
export { useLanguage, useTranslator } from './language-context.js';
export { Layout, type LayoutProps, type Notice, type SignedInUser } from './layout.js';
export type { LiveHeartbeat, LiveSnapshot } from './live-snapshot.js';
export { mainNavigation, PATHS, safeReturnPath, type NavigationItem } from './paths.js';
export { renderFragment, renderPage } from './render.js';
export { translator, type CountedKey, type TextKey, type Translator } from './translations/index.js';
