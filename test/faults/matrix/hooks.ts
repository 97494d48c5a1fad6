import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeCertificate } from '../../support/certificate.js';
import { startWebhookReceiver, type WebhookReceiver } from '../../support/webhook-receiver.js';

/** An endpoint that was added in this round: where what is sent to it arrives, and how one knows that it is genuine. */
export type Endpoint = {
  readonly id: string;
  readonly secret: string;
  readonly path: string;
  readonly receivers: readonly WebhookReceiver[];
  /** Null: everything. */
  readonly events: readonly string[] | null;
  /** It answers 410: what comes after the first request must not come. */
  readonly gone: boolean;
};

/** The names that the receivers go by; what they stand for is scripted. */
export const NAMES = { private: 'binnen.hook.example', rebinding: 'wisselend.hook.example', stranger: 'vreemd.hook.example' } as const;

/** The systems of other organisations, and the name server that knows them. */
export type Hooks = {
  /** What a process of the service needs to reach them. */
  readonly env: Readonly<Record<string, string>>;
  readonly preload: readonly string[];
  /** By address, over http. */
  readonly plain: WebhookReceiver;
  /** By name, over https. */
  readonly named: WebhookReceiver;
  /** At the same port of another address: where somebody arrives who asks for the name a second time. */
  readonly elsewhere: WebhookReceiver;
  /** By name, over https, with a certificate that nobody knows until `recognised`. */
  readonly stranger: WebhookReceiver;
  /** Where nobody may connect, although it could be reached. */
  readonly forbidden: WebhookReceiver;
  readonly endpoints: Endpoint[];
  /** What a name stands for, and what it stands for when it is asked for again at once. */
  name(host: string, first: string, then?: string): Promise<void>;
  recognised(): void;
  clear(): void;
  close(): Promise<void>;
};

const PRELOAD = ['--import', './test/support/scripted-names.mjs'] as const;

/** `folder`: for the files that the service reads. */
export async function openHooks(folder: string): Promise<Hooks> {
  const [known, unknown] = [makeCertificate(...Object.values(NAMES)), makeCertificate(NAMES.stranger)];
  const [plain, named, stranger, forbidden] = await Promise.all([undefined, known, unknown, known].map((certificate) => startWebhookReceiver(certificate ? { certificate } : {}))) as [WebhookReceiver, WebhookReceiver, WebhookReceiver, WebhookReceiver];
  const elsewhere = await startWebhookReceiver({ certificate: known, address: '127.0.0.2', port: named.port });
  const receivers = [plain, named, elsewhere, stranger, forbidden];
  const [certificates, names] = [join(folder, 'known-certificates.pem'), join(folder, 'names.json')];
  const scripts: Record<string, { first: string[]; then: string[] }> = {};
  const written = (): Promise<void> => writeFile(names, JSON.stringify(scripts));
  await Promise.all([writeFile(certificates, known.cert), written()]);
  const endpoints: Endpoint[] = [];
  return {
    env: { WEBHOOKS_TO_LOOPBACK: '1', NODE_EXTRA_CA_CERTS: certificates, SCRIPTED_NAMES: names },
    preload: PRELOAD, plain, named, elsewhere, stranger, forbidden, endpoints,
    name: (host, first, then = first) => {
      scripts[host] = { first: [first], then: [then] };
      return written();
    },
    recognised: () => stranger.showCertificate(known),
    clear: () => {
      endpoints.length = 0;
      for (const receiver of receivers) receiver.clear();
      stranger.showCertificate(unknown);
    },
    close: async () => { await Promise.all(receivers.map((receiver) => receiver.close())); },
  };
}
