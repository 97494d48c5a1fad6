/** A digest over what the rounds of the fault matrix say something about, as it is on disk. */
export function digestOfTested(root: string): Promise<string>;
