package example;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.web.client.RestTemplate;

@SpringBootApplication
public class Billing {
  private final RestTemplate rest = new RestTemplate(limited());

  @KafkaListener(topics = "orders", groupId = "billing")
  void bill(String order) {
    rest.postForObject("http://payment:8080/charges", order, String.class);
  }

  private static SimpleClientHttpRequestFactory limited() {
    SimpleClientHttpRequestFactory factory = new SimpleClientHttpRequestFactory();
    factory.setReadTimeout(2000);
    return factory;
  }

  public static void main(String[] args) {
    SpringApplication.run(Billing.class, args);
  }
}
