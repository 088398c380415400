package com.example;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestTemplate;

@Component
public class Refresh {
  private final RestTemplate stock = new RestTemplate();
  private String prices;

  @Scheduled(cron = "0 0 * * * *")  // expect: synchronized-polling info
  public void refresh() {
    prices = stock.getForObject(System.getenv("STOCK_URL") + "/prices", String.class);
  }
}
