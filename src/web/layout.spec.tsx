import { describe, expect, it } from '@jest/globals';
import { Layout, type LayoutProps } from './layout.js';
import { mainNavigation } from './paths.js';
import { renderPage } from './render.js';

const page = (props: Partial<LayoutProps> = {}): string =>
  renderPage(
    <Layout
      title="Locaties"
      language="nl"
      currentPath="/locaties?zoek=a&b"
      navigation={mainNavigation('nl', { contacts: true, webhooks: false, mailbox: false })}
      children={<h1>Locaties</h1>}
      {...props}
    />,
  );

describe('every page', () => {
  it('is a document in its language', () => {
    expect(page()).toMatch(/^<!doctype html>\n<html lang="nl"/);
    expect(page({ language: 'en' })).toContain('<html lang="en"');
  });

  it('escapes what it is given', () => {
    const html = page({
      title: '</title><script>alert(1)</script>',
      user: { name: '<b>J. Vos</b>', organisation: '"onmouseover=x' },
      notices: [{ kind: 'info', text: '<img src=x onerror=alert(1)>' }],
    });
    expect(html).not.toMatch(/<script>|<b>|<img/);
    expect(html).toContain('&lt;b>J. Vos');
  });

  it('has no inline script or style, and no handler attribute', () => {
    const html = page({ exercise: true, demo: true, user: { name: 'J. Vos', organisation: 'PRO' } });
    expect(html).not.toMatch(/\sstyle=|<style|\son[a-z]+=|javascript:/);
    expect(html.match(/<script[^>]*>/g)).toEqual(['<script type="module" src="/public/main.js">']);
  });

  it('loads the scripts it asks for besides', () => {
    expect(page({ islands: ['map'] })).toContain('<script type="module" src="/public/map.js">');
  });

  it('begins with a link to its content', () => {
    expect(page()).toMatch(/<body[^>]*><a class="[^"]*skip-link[^"]*" href="#main">[\s\S]*<main[^>]* id="main"/);
  });

  it('marks where one is in the menu', () => {
    expect(page().match(/<a [^>]*aria-current="page"[^>]*>[^<]*/g)).toEqual([expect.stringContaining('>Locaties')]);
  });

  it('offers the other language and comes back to itself', () => {
    const html = page();
    expect(html).toContain('<form class="language-form" method="post" action="/taal">');
    expect(html).toContain('<input type="hidden" name="language" value="en"/>');
    expect(html).toContain('<input type="hidden" name="returnTo" value="/locaties?zoek=a&amp;b"/>');
  });
});

describe('an exercise', () => {
  it('is named in the title and in a banner before everything else', () => {
    const html = page({ exercise: true });
    expect(html).toContain('<title>OEFENING – Locaties – Achter de Hand</title>');
    expect(html).toMatch(/<aside class="exercise-banner".*OEFENING.*<header/s);
    expect(page({ exercise: true, language: 'en' })).toMatch(/<aside class="exercise-banner".*EXERCISE.*<header/s);
  });

  it('leaves no trace on a real page', () => {
    expect(page()).not.toMatch(/oefening|exercise/i);
  });
});

describe('the account', () => {
  it('offers to sign in when nobody is', () => {
    expect(page({ user: null })).toContain('href="/aanmelden"');
    expect(page({ user: null })).not.toContain('/afmelden');
  });

  it('shows who is signed in, and signs out by post', () => {
    const html = page({ user: { name: 'J. Vos', organisation: 'PRO' } });
    expect(html).toContain('J. Vos');
    expect(html).toContain('<form method="post" action="/afmelden">');
  });
});
