import type { ClientSetting, HandlerFact } from '../../facts/types.js';
import type { Place } from '../../facts/place.js';

const speaks = (text: string): boolean => /idempoten(?:cy|t)/i.test(text);

/** Code that speaks of idempotency has thought of it, however it sends its keys. */
export const idempotencyKey = (text: string, at: Place): ClientSetting[] => (speaks(text) ? [{ name: 'idempotencyKey', value: { value: true, at } }] : []);

/** And however it tells a request that comes again. */
export const idempotent = (text: string): Pick<HandlerFact, 'idempotent'> => (speaks(text) ? { idempotent: true } : {});
