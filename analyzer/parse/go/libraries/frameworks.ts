import { setting, timeoutMs, type ClientLibrary } from '../../source/index.js';

const rpc = { dependency: 'calls', protocol: 'grpc' } as const;
const KRATOS = 'github.com/go-kratos/kratos/transport';
const ZERO = 'github.com/zeromicro/go-zero/zrpc';

/** Clients of frameworks for services: their targets are addresses, or names that a registry resolves. */
export const frameworkLibraries: readonly ClientLibrary[] = [
  {
    ...rpc, id: 'grpc-go', imports: ['github.com/go-kratos/kratos'],
    calls: [
      { match: `${KRATOS}/grpc.{Dial,DialInsecure}`, makes: 'google.golang.org/grpc.ClientConn', target: ['WithEndpoint'], settings: [timeoutMs('WithTimeout')] },
      { match: `${KRATOS}/http.NewClient`, makes: 'kratos.HttpClient', target: ['WithEndpoint'], settings: [timeoutMs('WithTimeout')] },
      { match: 'kratos.HttpClient#{Invoke,Do}', protocol: 'http' },
    ],
  },
  {
    ...rpc, id: 'grpc-go', imports: [ZERO],
    calls: [
      { match: `${ZERO}.{NewClient,MustNewClient}`, makes: 'zrpc.Client', target: ['Target', 'Endpoints'], settings: [setting('timeoutOnCall', 'Timeout', 'milliseconds')] },
      { match: `${ZERO}.{NewClientWithTarget}`, makes: 'zrpc.Client', target: [0] },
      { match: 'zrpc.Client#Conn', makes: 'google.golang.org/grpc.ClientConn' },
    ],
  },
  { ...rpc, id: 'kitex', imports: ['github.com/cloudwego/kitex/client'], calls: [{ match: '{**kitex_gen/**,**rpc_gen/**}.{NewClient,MustNewClient}', makes: 'kitex.Client', target: ['WithHostPorts', 0], settings: [timeoutMs('WithRPCTimeout'), setting('connectTimeout', 'WithConnectTimeout', 'milliseconds')] }, { match: 'kitex.Client#*' }] },
  { ...rpc, id: 'connect-go', imports: ['connectrpc.com/connect', 'github.com/bufbuild/connect-go'], calls: [{ match: '**connect.New*Client', makes: 'connect.Client', target: [1] }, { match: 'connect.Client#*' }] },
];
