import { describe, expect, it } from '@jest/globals';
import { textParts } from './text-links.js';

const links = (text: string): (string | undefined)[] => textParts(text).flatMap(({ href }) => (href ? [href] : []));

describe('links in a text', () => {
  it.each([
    ['Bevestig: http://127.0.0.1:3000/antwoord/a-b_c', ['http://127.0.0.1:3000/antwoord/a-b_c']],
    ['(zie https://assen.example/x).', ['https://assen.example/x']],
    ['https://a.example\nhttps://b.example/?q=1&r=2', ['https://a.example', 'https://b.example/?q=1&r=2']],
    ['<a href="https://a.example">', ['https://a.example']],
    ['javascript:alert(1) en mail@assen.example', []],
  ])('%j', (text, expected) => {
    expect(links(text)).toEqual(expected);
    expect(textParts(text).map((part) => part.text).join('')).toBe(text);
  });
});
