import { retries, timeoutSeconds, type ClientLibrary } from '../../source/index.js';

const http = { dependency: 'calls', protocol: 'http' } as const;

/** Services on the internet that have a client library of their own: where nothing is set, the address is the service's. */
export const serviceLibraries: readonly ClientLibrary[] = [
  { ...http, id: 'stripe-python', imports: ['stripe'], calls: [{ match: 'stripe.{*,checkout.Session,billing_portal.Session}.{create,retrieve,list,search,modify,cancel,capture,confirm}', target: [{ fixed: 'https://api.stripe.com' }] }] },
  {
    ...http, id: 'openai-python', imports: ['openai'],
    calls: [{ match: 'openai.{OpenAI,AsyncOpenAI}', fluent: true, target: ['base_url', { fixed: 'https://api.openai.com' }], settings: [timeoutSeconds('timeout'), retries('max_retries')] }],
  },
];
