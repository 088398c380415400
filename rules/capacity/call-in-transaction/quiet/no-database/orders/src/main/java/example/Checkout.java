package example;

import org.springframework.transaction.annotation.Transactional;

public class Checkout {
    private final Pricing pricing;

    Checkout(Pricing pricing) {
        this.pricing = pricing;
    }

    @Transactional
    public long price(String sku) {
        return pricing.priceOf(sku);
    }
}
