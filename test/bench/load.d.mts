export function requestsPerSecond(url: string, limit?: { headers?: Record<string, string>; connections?: number; seconds?: number; requests?: number }): Promise<number>;
export function median(values: readonly number[]): number;
