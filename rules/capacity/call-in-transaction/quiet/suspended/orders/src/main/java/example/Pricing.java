package example;

import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

@FeignClient(name = "pricing", url = "http://pricing:8080")
public interface Pricing {
    @GetMapping("/prices/{sku}")
    long priceOf(@PathVariable String sku);
}
