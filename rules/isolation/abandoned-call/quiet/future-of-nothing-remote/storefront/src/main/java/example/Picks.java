package example;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestTemplate;

@RestController
public class Picks {
    private final RestTemplate rest = new RestTemplate();

    @GetMapping("/picks/{user}")
    public String picksOf(@PathVariable String user) throws Exception {
        CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> rest.getForObject("http://picks:8080/for/" + user, String.class));
        return answer.join();
    }
}
