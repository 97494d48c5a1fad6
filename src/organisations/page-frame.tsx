import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../platform/config/index.js';
import { languageOf, type AppRequest } from '../platform/http/index.js';
import { mainNavigation, type LayoutProps } from '../web/index.js';
import { may } from './allow.js';
import type { RecognisedRequest } from './auth.guard.js';

/** What every page hands to `<Layout>` besides its own title and content: `<Layout {...frame.of(request)} title="…">`. */
export type FrameProps = Omit<LayoutProps, 'title' | 'children'>;

/** The frame of a page for whoever asks: language, menu, who is signed in, whether the data is fictional. */
@Injectable()
export class PageFrame {
  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  of(request: AppRequest): FrameProps {
    const { actor, organisationName = '' } = request as RecognisedRequest;
    const language = actor?.language ?? languageOf(request);
    // Mail stays inside only where no mail server is set.
    const mailbox = this.settings.smtpUrl === undefined && actor !== undefined && may(actor, 'mailbox.read');
    return {
      language,
      currentPath: pathToComeBackTo(request),
      user: actor ? { name: actor.name, organisation: organisationName } : null,
      navigation: actor ? mainNavigation(language, { contacts: may(actor, 'contact.read'), webhooks: may(actor, 'webhook.read'), mailbox }) : [],
      demo: this.settings.demoData,
    };
  }
}

// A page that answers a form that was refused may stand at an address that shows nothing by itself: who changes the language there
// comes back to the page with the form.
function pathToComeBackTo(request: AppRequest): string {
  if (request.method === 'GET') return request.originalUrl;
  const { referer = '', host } = request.headers;
  const from = URL.parse(referer);
  return from && from.host === host ? from.pathname + from.search : request.originalUrl;
}
