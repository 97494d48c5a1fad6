import type { Translated } from '../../kernel/index.js';
import { isAddress, isLoopback, isPublicAddress } from './ip-address.js';

export type UrlFault = { readonly code: 'not-a-url' | 'not-https' | 'with-credentials' | 'not-public'; readonly message: Translated };

const fault = (code: UrlFault['code'], nl: string, en: string): UrlFault => ({ code, message: { nl, en } });
const NOT_A_URL = fault('not-a-url', 'Vul een volledig adres in, zoals https://systeem.example/webhooks.', 'Enter a whole address, such as https://system.example/webhooks.');
const NOT_HTTPS = fault('not-https', 'Het adres moet beginnen met https://.', 'The address must begin with https://.');
const WITH_CREDENTIALS = fault('with-credentials', 'Zet geen gebruikersnaam of wachtwoord in het adres: de handtekening laat zien wie verstuurt.', 'Put no user name or password in the address: the signature shows who sends.');
const NOT_PUBLIC = fault('not-public', 'Dit is geen openbaar adres. Geef een adres dat vanaf internet te bereiken is.', 'This is no public address. Give one that can be reached from the internet.');

/** The host of a URL as the network knows it: an IPv6 address without its brackets. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[(.*)\]$/, '$1');

/** Whether what a name stands for may be connected to. This machine itself only where that is set, for trying out. */
export const mayConnectTo = (address: string, toLoopback: boolean): boolean => isPublicAddress(address) || (toLoopback && isLoopback(address));

/** What is wrong with the address of an endpoint; null when nothing can be said against it before its name is looked up. */
export function faultOfUrl(text: string, toLoopback: boolean): UrlFault | null {
  const url = URL.parse(text);
  if (!url || !['https:', 'http:'].includes(url.protocol) || url.hash !== '') return NOT_A_URL;
  const host = hostOf(url);
  if (url.protocol === 'http:' && !(toLoopback && isLoopback(host))) return NOT_HTTPS;
  if (url.username !== '' || url.password !== '') return WITH_CREDENTIALS;
  // A name without a dot is one of the network that we stand in.
  const isOwn = isAddress(host) ? !mayConnectTo(host, toLoopback) : !host.includes('.') || /\.(localhost|local|internal)\.?$/.test(host);
  return isOwn ? NOT_PUBLIC : null;
}
