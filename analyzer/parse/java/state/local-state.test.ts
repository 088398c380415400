import { describe, expect, it } from 'vitest';
import { showTemplate } from '../../../facts/template.js';
import { APPLICATION, parseTree, POM } from '../testing.js';

const SRC = 'src/main/java/app';

async function state(code: string, artifacts: readonly string[] = [], path = `${SRC}/Code.java`): Promise<string[]> {
  const { states } = await parseTree({ 'pom.xml': POM('shop', ...artifacts), [`${SRC}/App.java`]: APPLICATION, 'src/main/kotlin/app/App.kt': 'package app\nimport okhttp3.OkHttpClient\nval http = OkHttpClient()\n', [path]: code });
  return states.map((s) => [s.state, s.holder, ...(s.path ? [showTemplate(s.path)] : [])].join(' '));
}

describe('state in a Java process or on its disk', () => {
  it.each([
    ['a static map', 'class Code { static final Map<String, User> SESSIONS = new ConcurrentHashMap<>(); void in(User u) { SESSIONS.put(u.id, u); } }', 'session ConcurrentHashMap SESSIONS'],
    ['a field of a bean', '@Service class Code { private final Map<String, Price> priceCache = new HashMap<>(); void keep(Price p) { this.priceCache.put(p.id, p); } }', 'cache HashMap priceCache'],
    ['a queue', '@Component class Code { BlockingQueue<Job> jobQueue = new LinkedBlockingQueue<>(100); void add(Job j) { jobQueue.offer(j); } }', 'queue LinkedBlockingQueue jobQueue'],
    ['a session of the container', 'class Code { void in(HttpSession session) { session.setAttribute("user", 1); } }', 'session HttpSession'],
    ['a bean for each session', '@Component @SessionScope class Code { int x; }', 'session HttpSession @SessionScope'],
    ['a cache library', 'import com.github.benmanes.caffeine.cache.Caffeine;\nclass Code { Object c() { return Caffeine.newBuilder().maximumSize(10).build(); } }', 'cache Caffeine'],
    ['a file', 'class Code { void save(byte[] b, String name) { Files.write(Paths.get("uploads/" + name), b); } }', 'file Files.write uploads/…'],
    ['an upload', 'class Code { void save(MultipartFile f) { f.transferTo(new File("/data/in.bin")); } }', 'file MultipartFile.transferTo /data/in.bin'],
    ['a stream', 'class Code { void save() { new FileOutputStream("orders.log", true); } }', 'file FileOutputStream orders.log'],
  ])('%s', async (_, code, expected) => {
    expect(await state(`package app;\n${code}`)).toEqual([expected]);
  });

  it.each([
    ['a map that is never written', '@Service class Code { private final Map<String, Price> priceCache = new HashMap<>(); Price get(String k) { return priceCache.get(k); } }'],
    ['a field of an object that each request has', 'class Code { private final List<Session> sessions = new ArrayList<>(); void add(Session s) { sessions.add(s); } }'],
    ['a local variable', '@Service class Code { void f() { Map<String, Price> cache = new HashMap<>(); cache.put("a", null); } }'],
    ['a map of something else', '@Service class Code { private final Map<String, Handler> handlers = new HashMap<>(); void on(String k, Handler h) { handlers.put(k, h); } }'],
    ['a temporary file', 'class Code { void f() { new FileOutputStream("/tmp/x"); } }'],
    ['a path that nobody knows', 'class Code { void f(Path p, byte[] b) { Files.write(p, b); } }'],
    ['reading', 'class Code { void f() { Files.readString(Path.of("/data/x")); new FileInputStream("a"); } }'],
    ['an attribute of a request', 'class Code { void f(HttpServletRequest request, HttpSession session) { request.setAttribute("a", 1); session.getAttribute("a"); } }'],
    ['a tool', 'class Code { public static void main(String[] a) { new FileOutputStream("report.csv"); } }'],
  ])('%s is none', async (_, code) => {
    expect(await state(`package app;\n${code}`)).toEqual([]);
  });

  it('sessions in a store that all replicas share are none', async () => {
    expect(await state('package app;\nclass Code { void in(HttpSession session) { session.setAttribute("user", 1); } }', ['spring-session-data-redis'])).toEqual([]);
  });

  it("Spring's own cache, unless a shared one is on the class path", async () => {
    const code = 'package app;\nimport java.net.http.HttpClient;\n@Configuration @EnableCaching class Code {}';
    expect(await state(code)).toEqual(['cache Spring cache in memory']);
    expect(await state(code, ['spring-boot-starter-data-redis'])).toEqual([]);
  });

  it('Kotlin: an object, and a bean that is written by index', async () => {
    expect(await state('package app\nobject Tokens { val sessions = mutableMapOf<String, Int>()\n fun add(k: String) { sessions[k] = 1 } }\n', [], 'src/main/kotlin/app/Tokens.kt')).toEqual(['session mutableMapOf sessions']);
    expect(await state('package app\n@Service\nclass Tokens {\n private val cache = ConcurrentHashMap<String, Int>()\n fun add(k: String) { cache.put(k, 1) }\n}\n', [], 'src/main/kotlin/app/Tokens.kt')).toEqual(['cache ConcurrentHashMap cache']);
  });
});
