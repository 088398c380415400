import { expect, it } from 'vitest';
import { clientsOf, shown } from '../testing.js';

const REST = ['org.springframework.web.client.RestTemplate'];
const ROOT = 'src/main/java/app';
const targets = async (imports: readonly string[], body: string, more: Readonly<Record<string, string>> = {}) =>
  (await clientsOf([...REST, ...imports], `RestTemplate rest;\n${body}`, Object.fromEntries(Object.entries(more).map(([name, text]) => [`${ROOT}/${name}`, text])))).map(shown).map((text) => text.replace('spring-resttemplate ', ''));

it('constants of another type: imported by name, with all others, inside a type', async () => {
  const urls = { 'Urls.java': 'package app;\npublic final class Urls { public static final String CART = "http://cart:81"; public interface Inner { String PAY = "http://pay"; } }\n' };
  expect(await targets(['static app.Urls.CART'], 'Object f() { return rest.getForObject(CART + "/x", null); }', urls)).toEqual(['http://cart:81/x']);
  expect(await targets(['static app.Urls.*'], 'Object f() { return rest.getForObject(CART, null); }', urls)).toEqual(['http://cart:81']);
  expect(await targets([], 'Object f() { return rest.getForObject(Urls.Inner.PAY, null); }', urls)).toEqual(['http://pay']);
});

it('what a constant of an enum is made with', async () => {
  const endpoints = { 'Endpoint.java': 'package app;\npublic enum Endpoint {\n  CART("http://cart:81", 1), PAY("http://pay", 2);\n  private final String url; final int rank;\n  Endpoint(String url, int rank) { this.url = url; this.rank = rank; }\n  public String getUrl() { return url; }\n  String at(String path) { return this.url + path; }\n}\n' };
  expect(await targets([], 'Object f() { return rest.getForObject(Endpoint.CART.getUrl() + "/x", null); }', endpoints)).toEqual(['http://cart:81/x']);
  expect(await targets([], 'Object f() { return rest.getForObject(Endpoint.PAY.at("/y"), null); }', endpoints)).toEqual(['http://pay/y']);
  expect(await targets([], 'Object f(Endpoint e) { return rest.getForObject(e.getUrl() + "/x", null); }', endpoints)).toEqual(['…/x']);
});

it('what a prefix of the configuration fills, however deep', async () => {
  const properties = { 'Clients.java': 'package app;\n@ConfigurationProperties(prefix = "clients")\npublic class Clients { private Client cart; private Map<String, Client> others; }\n' };
  const body = (expression: string) => `Clients clients; Object f() { return rest.getForObject(${expression} + "/x", null); }`;
  expect(await targets([], body('clients.getCart().getUrl()'), properties)).toEqual(['${clients.cart.url}/x']);
  expect(await targets([], body('clients.others().get("pay").url()'), properties)).toEqual(['${clients.others.pay.url}/x']);
  expect(await targets([], body('clients.getCart().getUrl()'))).toEqual(['…/x']);
});

it('a prefix that the bean method names, not the class', async () => {
  const made = {
    'ClientSettings.java': 'package app;\npublic class ClientSettings { private String url; public String getUrl() { return url; } }\n',
    'Beans.java': 'package app;\nclass Beans { @Bean @ConfigurationProperties("clients.cart") ClientSettings settings() { return new ClientSettings(); } }\n',
  };
  expect(await targets([], 'ClientSettings settings; Object f() { return rest.getForObject(settings.getUrl() + "/x", null); }', made)).toEqual(['${clients.cart.url}/x']);
});

it('a base class that its subclasses and a configuration give the address', async () => {
  const base = 'package app;\nimport org.springframework.web.client.RestTemplate;\nabstract class Base { final RestTemplate rest; private final String url; Base(RestTemplate rest, String address) { this.rest = rest; this.url = address; } Object get(String path) { return rest.getForObject(url + path, null); } }\n';
  const found = await targets([], '', {
    'Base.java': base,
    'Cart.java': 'package app;\nimport org.springframework.web.client.RestTemplate;\nclass Cart extends Base { Cart(RestTemplate rest, @Value("${cart.url}") String url) { super(rest, url); } }\n',
    'Pay.java': 'package app;\nimport org.springframework.web.client.RestTemplate;\nclass Pay extends Base { Pay(RestTemplate rest) { super(rest, "http://pay"); } }\n',
    'Other.java': 'package app;\nimport org.springframework.web.client.RestTemplate;\nclass Other extends Elsewhere { Other(RestTemplate rest) { super(rest, "http://no"); } }\n',
  });
  expect(found.map((target) => target.replace(/….*$/, '')).sort()).toEqual(['${cart.url}', 'http://pay']);
});
