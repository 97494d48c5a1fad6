/** The bare address of a sender such as `Achter de Hand <dienst@assen.example>`. */
export const addressOf = (sender: string): string => (/<([^<>]+)>\s*$/.exec(sender)?.[1] ?? sender).trim();

/** What follows the @ in a sender; `localhost` when there is none. */
export const domainOf = (sender: string): string => /@([\w.-]+)$/.exec(addressOf(sender))?.[1] ?? 'localhost';
