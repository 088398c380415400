import { connectMs, pool, retries, setting, timeoutMs, type ClientLibrary, type SettingSource } from '../../source/index.js';

const http = { dependency: 'calls', protocol: 'http' } as const;
const RESTY = 'github.com/go-resty/resty';
const RETRYABLE = 'github.com/hashicorp/go-retryablehttp';
const GRPC = 'google.golang.org/grpc';

/** What a channel is made with: limits of connecting, an interceptor that tries again, its service configuration. */
const channelSettings: readonly SettingSource[] = [
  connectMs('WithTimeout'),
  setting('retriesOnCall', 'WithUnaryInterceptor.UnaryClientInterceptor.WithMax', 'count'), setting('retriesOnCall', 'WithChainUnaryInterceptor.UnaryClientInterceptor.WithMax', 'count'),
  setting('timeoutOnCall', 'WithDefaultServiceConfig', 'grpcTimeout'), setting('retriesOnCall', 'WithDefaultServiceConfig', 'grpcRetries'), setting('retryBackoff', 'WithDefaultServiceConfig', 'grpcBackoff'),
];

export const httpLibraries: readonly ClientLibrary[] = [
  {
    ...http, id: 'go-net-http', imports: ['net/http'],
    calls: [
      { match: 'new net/http.Client', makes: 'net/http.Client', settings: [timeoutMs('Timeout'), setting('timeoutOnCall', 'Transport.ResponseHeaderTimeout', 'milliseconds'), pool('Transport.MaxConnsPerHost')] },
      { match: 'net/http.NewRequestWithContext', carries: true, target: [2], method: '1' },
      { match: 'net/http.NewRequest', carries: true, target: [1], method: '0' },
      { match: 'net/http{.,.DefaultClient.,.Client#}{Get,Head,Post,PostForm}', target: [0], method: 'name' },
      { match: 'net/http{.DefaultClient.,.Client#}Do' },
      { match: 'net/http.Request#{WithContext,Clone}', carries: true },
      { match: 'net/http/httputil.NewSingleHostReverseProxy', makes: 'net/http/httputil.ReverseProxy', target: [0] },
    ],
  },
  {
    ...http, id: 'resty', imports: [RESTY, 'resty.dev'],
    calls: [
      { match: '{github.com/go-resty/resty,resty.dev,gopkg.in/resty}.{New,NewWithClient}', makes: 'resty.Client', target: [{ chained: 'SetBaseURL' }, { chained: 'SetHostURL' }], settings: [timeoutMs({ chained: 'SetTimeout' }), retries({ chained: 'SetRetryCount' }), setting('retryBackoff', { chained: 'SetRetryWaitTime' }, 'milliseconds')] },
      { match: 'resty.Client#{R,NewRequest}', makes: 'resty.Request' },
      { match: 'resty.Request#{Get,Post,Put,Patch,Delete,Head,Options}', target: [0], method: 'name' },
      { match: 'resty.Request#Execute', target: [1], method: '0' },
      { match: 'resty.Request#*', makes: 'resty.Request' },
      { match: 'resty.Client#*', makes: 'resty.Client' },
    ],
  },
  {
    ...http, id: 'go-retryablehttp', imports: [RETRYABLE],
    calls: [
      { match: `${RETRYABLE}.NewClient`, makes: `${RETRYABLE}.Client`, settings: [retries('RetryMax'), timeoutMs('HTTPClient.Timeout'), setting('retryBackoff', 'RetryWaitMin', 'milliseconds')] },
      { match: `new ${RETRYABLE}.Client`, makes: `${RETRYABLE}.Client`, settings: [retries('RetryMax'), timeoutMs('HTTPClient.Timeout')] },
      { match: `${RETRYABLE}.NewRequestWithContext`, carries: true, target: [2], method: '1' },
      { match: `${RETRYABLE}.NewRequest`, carries: true, target: [1], method: '0' },
      { match: `${RETRYABLE}{.,.Client#}{Get,Head,Post,PostForm}`, target: [0], method: 'name' },
      { match: `${RETRYABLE}.Client#Do` },
    ],
  },
  {
    ...http, id: 'grpc-go', protocol: 'grpc', imports: [GRPC],
    calls: [
      { match: `${GRPC}.{Dial,NewClient}`, makes: `${GRPC}.ClientConn`, target: [0], settings: channelSettings },
      { match: `${GRPC}.DialContext`, makes: `${GRPC}.ClientConn`, target: [1], settings: channelSettings },
      { match: '**.New*Client', makes: 'grpc.Stub', from: 0 },
      { match: 'New*Client', makes: 'grpc.Stub', from: 0 },
      { match: `${GRPC}.ClientConn#Invoke` },
      { match: `${GRPC}.ClientConn#*`, lifecycle: true },
      { match: 'grpc.Stub#*' },
    ],
  },
  { ...http, id: 'gorilla-websocket', protocol: 'websocket', imports: ['github.com/gorilla/websocket'], calls: [{ match: 'github.com/gorilla/websocket.{DefaultDialer.Dial,DefaultDialer.DialContext,Dialer#Dial}', target: [0, 1] }] },
  { ...http, id: 'go-smtp', protocol: 'smtp', imports: ['net/smtp', 'gopkg.in/gomail'], calls: [{ match: 'net/smtp.{SendMail,Dial}', target: [0] }, { match: 'gopkg.in/gomail.NewDialer', makes: 'gomail.Dialer', target: [{ host: 0, port: 1, defaultPort: 25 }] }] },
];
