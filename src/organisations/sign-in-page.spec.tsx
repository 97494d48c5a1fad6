import { describe, expect, it } from '@jest/globals';
import { EMPTY_FORM, formAsSent, renderPage } from '../web/index.js';
import type { FrameProps } from './page-frame.js';
import { SignInPage } from './sign-in-page.js';

const FRAME: FrameProps = { language: 'nl', currentPath: '/aanmelden', user: null, navigation: [], demo: false };
const rendered = (props: Partial<Parameters<typeof SignInPage>[0]> = {}): string =>
  renderPage(<SignInPage frame={FRAME} returnTo="/" state={EMPTY_FORM} {...props} />);

describe('the sign-in page', () => {
  it('has labels, autocomplete and the way back', () => {
    const html = rendered({ returnTo: '/inzetten/1?a=b' });
    expect(html).toMatch(/<label[^>]*for="field-email"/);
    expect(html).toContain('autocomplete="current-password"');
    expect(html).toContain('name="returnTo" value="/inzetten/1?a=b"');
    // The language form comes back to this page, which still knows where to go.
    expect(html).toContain('name="returnTo" value="/aanmelden?returnTo=%2Finzetten%2F1%3Fa%3Db"');
  });

  it('keeps the e-mail address and never a password', () => {
    const html = rendered({ state: formAsSent({ email: 'dienst@assen.example', password: 'geheim' }) });
    expect(html).toContain('value="dienst@assen.example"');
    expect(html).not.toContain('geheim');
  });

  it('escapes what was typed', () => {
    expect(rendered({ state: formAsSent({ email: '"><script>alert(1)</script>' }) })).not.toContain('<script>alert');
  });

  it('announces why it did not work', () => {
    const html = rendered({ notice: { kind: 'error', title: 'Aanmelden is niet gelukt', text: 'Controleer beide.' } });
    expect(html).toMatch(/role="alert"[^]*Aanmelden is niet gelukt/);
  });

  it('says where the demo sign-ins are, in a demonstration only', () => {
    expect(rendered()).not.toContain('demo-credentials');
    expect(rendered({ frame: { ...FRAME, demo: true } })).toContain('data/demo-credentials.json');
    expect(rendered({ frame: { ...FRAME, demo: true, language: 'en' } })).toContain('Sign-ins of the demonstration');
  });
});
