package example;

import org.springframework.cloud.client.circuitbreaker.CircuitBreakerFactory;
import org.springframework.web.client.RestTemplate;

public class Picks {
    private final RestTemplate rest;
    private final CircuitBreakerFactory breakers;

    Picks(RestTemplate rest, CircuitBreakerFactory breakers) {
        this.rest = rest;
        this.breakers = breakers;
    }

    public String picksOf(String user) {
        return breakers.create("picks").run(
            () -> rest.getForObject("http://picks:8080/for/" + user, String.class),
            failure -> "[]");
    }
}
