package web;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestTemplate;

@RestController
public class Page {
  private final RestTemplate rest;

  Page(RestTemplate rest) { this.rest = rest; }

  @GetMapping("/")
  String page() { return rest.getForObject("http://cart:8080/items", String.class) + rest.getForObject("http://reviews:8080/stars", String.class); }
}
