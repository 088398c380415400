import { hostPort, option, retries, signal, timeout, type Library } from './library.js';

/** Services on the internet that have a client library of their own: where nothing is set, the address is the service's. */
export const serviceLibraries: readonly Library[] = [
  {
    id: 'stripe-js', kind: 'calls', protocol: 'http', packages: ['stripe'], make: ['{,.Stripe}()'], target: [option('host'), { from: 'environment', variables: [], otherwise: 'https://api.stripe.com' }],
    settings: [timeout('timeout'), retries('maxNetworkRetries')],
    operations: [{ path: '.{webhooks.*,on,off}()', lifecycle: true }, { path: '.**()' }],
  },
  {
    id: 'openai-js', kind: 'calls', protocol: 'http', packages: ['openai'], make: ['{,.OpenAI}()'], target: [option('baseURL'), { from: 'environment', variables: ['OPENAI_BASE_URL'], otherwise: 'https://api.openai.com' }],
    settings: [timeout('timeout'), retries('maxRetries')],
    operations: [{ path: '.**()', settings: [timeout('timeout', 1), retries('maxRetries', 1), signal(1)] }],
  },
  // A registry of the team's own, which programs of another platform made usual.
  { id: 'eureka-js-client', kind: 'registers', protocol: 'http', packages: ['eureka-js-client'], make: ['{,.Eureka}()'], target: [hostPort('eureka.host', 'eureka.port', 8761)], operations: [{ path: '.{start,stop,on}()', lifecycle: true }] },
];
