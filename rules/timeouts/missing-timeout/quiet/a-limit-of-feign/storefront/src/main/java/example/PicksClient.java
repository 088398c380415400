package example;

import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

@FeignClient(name = "picks", url = "http://picks:8080")
public interface PicksClient {
    @GetMapping("/for/{user}")
    String picksOf(@PathVariable String user);
}
