package example;

import java.util.concurrent.*;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.*;

@RestController
@SpringBootApplication
public class Billing {
  private final ExecutorService workers = Executors.newCachedThreadPool();  // expect: unbounded-queue info

  @PostMapping("/orders")
  void bill(@RequestBody String order) {
    workers.submit(() -> System.out.println(order));
  }

  public static void main(String[] args) {
    SpringApplication.run(Billing.class, args);
  }
}
