import type { Language } from '../kernel/index.js';
import { translator } from './translations/index.js';

/** Addresses of the pages that the frame links to. Features own what is behind them. */
export const PATHS = {
  overview: '/',
  reserveRequests: '/reserveverzoeken',
  locations: '/locaties',
  activations: '/inzetten',
  contacts: '/contacten',
  webhooks: '/koppelingen',
  calendar: '/agenda',
  mailbox: '/postvak',
  signIn: '/aanmelden',
  signOut: '/afmelden',
  language: '/taal',
  apiDescription: '/api/v1/openapi.json',
  stylesheet: '/public/main.css',
  icon: '/public/icon.svg',
} as const;

/** The address of a bundled browser script, by the name of its entry in `islands/`. */
export const scriptPath = (name: string): string => `/public/${name}.js`;

/** The address of a style sheet that only some pages need, by the name of its file in `styles/`. */
export const stylePath = (name: string): string => `/public/${name}.css`;

export type NavigationItem = { readonly href: string; readonly label: string };

/** The main menu of someone who is signed in; contacts and webhooks for who may see any, the mailbox only where mail stays inside. */
export function mainNavigation(language: Language, options: { readonly contacts: boolean; readonly webhooks: boolean; readonly mailbox: boolean }): readonly NavigationItem[] {
  const t = translator(language);
  const contacts = { href: PATHS.contacts, label: t('navigation.contacts') };
  const webhooks = { href: PATHS.webhooks, label: t('navigation.webhooks') };
  const mailbox = { href: PATHS.mailbox, label: t('navigation.mailbox') };
  return [
    { href: PATHS.overview, label: t('navigation.overview') },
    { href: PATHS.reserveRequests, label: t('navigation.reserve-requests') },
    { href: PATHS.locations, label: t('navigation.locations') },
    { href: PATHS.activations, label: t('navigation.activations') },
    ...(options.contacts ? [contacts] : []),
    ...(options.webhooks ? [webhooks] : []),
    ...(options.mailbox ? [mailbox] : []),
  ];
}

/** True when the item leads to the page itself, or to the section the page is in. */
export function isCurrentSection(href: string, currentPath: string): boolean {
  const path = currentPath.split(/[?#]/)[0]!;
  return path === href || (href !== '/' && path.startsWith(`${href}/`));
}

/**
 * Where to go back to after a form that stands on every page. Anything that is not a path on this site gives
 * the overview: a `returnTo` comes from outside and must not lead elsewhere.
 */
export function safeReturnPath(text: unknown): string {
  const local = typeof text === 'string' && /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(text);
  return local ? text : PATHS.overview;
}
