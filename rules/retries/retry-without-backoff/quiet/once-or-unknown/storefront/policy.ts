export const retryDelay = (attempt: number): number => 50 * attempt;
