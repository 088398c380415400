package example;

import io.github.resilience4j.circuitbreaker.annotation.CircuitBreaker;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestTemplate;

@RestController
public class Picks {
    private final RestTemplate rest;

    Picks(RestTemplate rest) {
        this.rest = rest;
    }

    @CircuitBreaker(name = "picks", fallbackMethod = "none")
    @GetMapping("/picks/{user}")
    public String picksOf(@PathVariable String user) {
        return rest.getForObject("http://picks:8080/for/" + user, String.class);
    }

    private String none(String user, Throwable failure) {
        return "[]";
    }
}
