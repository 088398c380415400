package example;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.kafka.annotation.KafkaListener;

@SpringBootApplication
public class Billing {
  public static void main(String[] arguments) {
    SpringApplication.run(Billing.class, arguments);
  }

  @KafkaListener(topics = "shop.orders", groupId = "#{T(java.util.UUID).randomUUID().toString()}", concurrency = "4")
  public void bill(String order) {
    System.out.println(order);
  }
}
