package com.example;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

@Component
public class Refresh {
  private final Prices prices;

  Refresh(Prices prices) {
    this.prices = prices;
  }

  @Scheduled(fixedRate = 30, timeUnit = java.util.concurrent.TimeUnit.SECONDS)  // expect: synchronized-polling info
  public void refresh() {
    prices.loadAll();
  }
}
