import type { Environment } from './environment.js';
import type { Gateway } from './gateway.js';

/** What the process works with once embedded parts have been started: every address is known. */
export type Settings = {
  readonly production: boolean;
  readonly role: Environment['ROLE'];
  readonly host: string;
  readonly port: number;
  /** Address of the site as people reach it, without a slash at the end; answer links are built from it. */
  readonly publicUrl: string;
  readonly databaseUrl: string;
  /** Not through a transaction pooler: LISTEN, the sweep and BullMQ need sessions. */
  readonly databaseDirectUrl: string;
  readonly redisUrl: string | undefined;
  /** Absent: mail goes to the built-in mailbox. */
  readonly smtpUrl: string | undefined;
  readonly mailFrom: string;
  /** Absent: nothing goes out over that channel. */
  readonly gateways?: { readonly sms?: Gateway | undefined; readonly voice?: Gateway | undefined };
  /** PDOK's Locatieserver or what answers like it, without a slash at the end; absent: addresses are typed by hand only. */
  readonly addressLookupUrl: string | undefined;
  readonly appSecret: string;
  /** Where the demo sign-ins, the embedded parts and uploads under way keep their files. */
  readonly dataDir: string;
  /** Where documents are kept (`storagePlaceOf`); absent: in a folder of `dataDir`, on this machine alone. */
  readonly storageUrl: string | undefined;
  /** The virus scanner, `tcp://host:port`; absent: nobody looks. */
  readonly clamdUrl: string | undefined;
  /** Who publishes the events of webhooks: a URN `urn:nld:…`. */
  readonly webhookSource: string;
  /** True where webhooks may go to this machine itself, also over http: for trying out. */
  readonly webhooksToLoopback: boolean;
  readonly demoData: boolean;
  readonly embeddedDatabase: boolean;
  readonly trustProxy: boolean;
  readonly sweepSeconds: number;
};

/** Injection token of the settings. */
export const SETTINGS = Symbol('settings');
