package example;

import org.springframework.amqp.core.*;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
public class Mailer {
  static final String QUEUE = "mails";

  @Bean
  Queue mails() {
    return QueueBuilder.durable(QUEUE).withArgument("x-dead-letter-exchange", "failed").build();
  }

  @RabbitListener(queues = Mailer.QUEUE)
  void send(String mail) {
    System.out.println(mail);
  }

  public static void main(String[] args) {
    SpringApplication.run(Mailer.class, args);
  }
}
