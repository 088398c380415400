package com.example;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
public class PricesApi {
  private final Prices prices;

  PricesApi(Prices prices) {
    this.prices = prices;
  }

  @GetMapping("/prices")
  public String prices() {
    return prices.loadAll();
  }
}
