package com.example;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

@Component
public class Refresh {
  private final Prices prices;

  Refresh(Prices prices) {
    this.prices = prices;
  }

  @Scheduled(fixedRate = 1, timeUnit = java.util.concurrent.TimeUnit.HOURS)
  public void refresh() {
    prices.loadAll();
  }
}
