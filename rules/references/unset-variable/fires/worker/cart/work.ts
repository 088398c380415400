export const work = (url: string) => fetch(`${url}/prices`, { signal: AbortSignal.timeout(1_000) });
