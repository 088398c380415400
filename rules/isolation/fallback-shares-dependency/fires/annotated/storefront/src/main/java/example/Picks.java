package example;

import org.springframework.web.client.RestTemplate;
import io.github.resilience4j.circuitbreaker.annotation.CircuitBreaker;

public class Picks {
    private final RestTemplate rest;

    Picks(RestTemplate rest) {
        this.rest = rest;
    }

    @CircuitBreaker(name = "picks", fallbackMethod = "popular")
    public String picksOf(String user) {
        return rest.getForObject("http://picks:8080/for/" + user, String.class);
    }

    private String popular(String user, Throwable failure) {
        return rest.getForObject("http://picks:8080/popular", String.class); // expect: fallback-shares-dependency warning
    }
}
