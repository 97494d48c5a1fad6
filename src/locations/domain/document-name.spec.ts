import { describe, expect, it } from '@jest/globals';
import { cleanFileName, nameWithoutEnding } from './document-name.js';

const clean = (name: string): string => cleanFileName(name, 'application/pdf', 120);

describe('a file’s name', () => {
  it.each([
    ['plattegrond.pdf', 'plattegrond.pdf'],
    ['Plattegrond Gieterij (2026).PDF', 'Plattegrond Gieterij (2026).PDF'],
    ['brandscenario’s één.pdf', 'brandscenario’s één.pdf'],
    ['../../etc/passwd.pdf', 'passwd.pdf'],
    ['C:\\Users\\sam\\plan.pdf', 'plan.pdf'],
    ['..\\..\\plan.pdf', 'plan.pdf'],
    ['/', 'document.pdf'],
    ['', 'document.pdf'],
    ['.pdf', 'document.pdf'],
    ['...', 'document.pdf'],
    ['.htaccess', 'htaccess.pdf'],
    ['plan\r\nSet-Cookie: x=1.pdf', 'plan Set-Cookie_ x=1.pdf'],
    ['a\0b\x07c\x7f.pdf', 'abc.pdf'],
    ['plan\u202efdp.exe', 'planfdp.pdf'],
    ['\u2066plan\u2069\u200b\ufeff.pdf', 'plan.pdf'],
    ['plan\u2028x.pdf', 'plan x.pdf'],
    ['plan\ud800.pdf', 'plan.pdf'],
    ['"plan".pdf', '_plan_.pdf'],
    ['wat?<b>|*:.pdf', 'wat__b____.pdf'],
    ['  plan   van  boven .pdf', 'plan van boven.pdf'],
    ['plan. .pdf', 'plan.pdf'],
    ['CON.pdf', '_CON.pdf'],
    ['nul', '_nul.pdf'],
    ['com1.txt.pdf', '_com1.txt.pdf'],
    ['console.pdf', 'console.pdf'],
    ['e\u0301e\u0301n.pdf', 'één.pdf'],
  ])('%j becomes %j', (given, expected) => {
    expect(clean(given)).toBe(expected);
  });

  it.each([
    ['rapport.html', 'application/pdf', 'rapport.pdf'],
    ['foto.pdf', 'image/jpeg', 'foto.jpg'],
    ['foto.JPEG', 'image/jpeg', 'foto.JPEG'],
    ['foto.jpg', 'image/png', 'foto.png'],
    ['plan.pdf.exe', 'application/pdf', 'plan.pdf'],
    ['versie 1.2', 'application/pdf', 'versie 1.2.pdf'],
    ['geen ending', 'image/png', 'geen ending.png'],
  ] as const)('%j with the content of a %s ends as that does: %j', (given, mediaType, expected) => {
    expect(cleanFileName(given, mediaType, 120)).toBe(expected);
  });

  it('is cut at whole characters, its ending kept', () => {
    expect(clean(`${'x'.repeat(500)}.pdf`)).toBe(`${'x'.repeat(116)}.pdf`);
    const smiles = clean(`${'🙂'.repeat(500)}.pdf`);
    expect([...smiles]).toHaveLength(120);
    expect(smiles).toBe(`${'🙂'.repeat(116)}.pdf`);
    expect(cleanFileName('abc def.pdf', 'application/pdf', 8)).toBe('abc.pdf');
  });

  it('without its ending is what a document is called', () => {
    expect(nameWithoutEnding('plan van boven.pdf')).toBe('plan van boven');
    expect(nameWithoutEnding('versie 1.2.jpg')).toBe('versie 1.2');
  });
});
