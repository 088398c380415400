package com.example;

import org.springframework.stereotype.Service;
import org.springframework.web.client.RestTemplate;

@Service
public class Prices {
  private final RestTemplate stock = new RestTemplate();
  private String known;

  public String loadAll() {
    known = stock.getForObject(System.getenv("STOCK_URL") + "/prices", String.class);
    return known;
  }
}
