import { type Choices, folded } from './choices.js';

/** The value that a text stands for: its word in either language, or the value itself. */
export function choiceOf(choices: Choices, text: string, aliases: Readonly<Record<string, string>> = {}): string | undefined {
  const asked = folded(text);
  const found = Object.entries(choices).find(([value, { nl, en }]) => folded(nl) === asked || folded(en) === asked || folded(value) === asked);
  return found?.[0] ?? (Object.hasOwn(aliases, asked) ? aliases[asked] : undefined);
}
