package example;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.web.client.RestTemplate;

@EnableCaching
@SpringBootApplication
public class Rates {
  private final RestTemplate rest = new RestTemplate();

  @Cacheable(value = "rates", sync = true)
  public String rates() {
    return rest.getForObject("http://bank:8080/rates", String.class);
  }

  public static void main(String[] args) {
    SpringApplication.run(Rates.class, args);
  }
}
