/** Which failures a retry repeats: any at all, exceptions for answers of 4xx among others, such answers themselves, or only what may pass. */
export type Repeated = 'everything' | 'rejections' | 'answers' | 'transient';

/** Types of which every failure is one. */
const ANY = new Set(['Exception', 'BaseException', 'Throwable', 'RuntimeException', 'Error']);

/** Types of which the exception for an answer of 4xx is one, whatever else they hold. */
const REJECTIONS = new Set([
  'RequestException', 'HTTPError', 'HTTPStatusError', 'ClientError', 'ClientResponseError', 'URLError', 'RpcError', 'AioRpcError',
  'RestClientException', 'RestClientResponseException', 'HttpStatusCodeException', 'HttpClientErrorException', 'WebClientResponseException', 'FeignException', 'FeignClientException', 'StatusRuntimeException',
  'HttpRequestException', 'RpcException', 'ApiException',
]);

const PASSING = /Timeout|Timed|Connect|Network|Transport|Unavailable|Server(?:Error|Exception)|Server\w*(?:Error|Exception)|TooManyRequests|ResourceAccess|IOException|SocketException|OSError|Retryable/;

/** Reads a list of exception types as it is written: `(requests.Timeout, OSError)`, `{IOException.class}`, `a.b.TimeoutException`. Undefined: nobody knows. */
export function repeatedBy(text: string): Repeated | undefined {
  const names = text.replace(/\.class\b|::class\b/g, '').replace(/^typeof/, '').split(/[\s,(){}[\]"|]+/).map((name) => name.slice(name.lastIndexOf('.') + 1)).filter((name) => name !== '');
  if (names.length === 0 || !names.every((name) => /^[A-Z]\w*$/.test(name))) return undefined;
  if (names.some((name) => ANY.has(name))) return 'everything';
  if (names.some((name) => REJECTIONS.has(name))) return 'rejections';
  return names.every((name) => PASSING.test(name)) ? 'transient' : undefined;
}
