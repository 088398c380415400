package example;

import org.springframework.transaction.annotation.Transactional;

public class Checkout {
    private final Pricing pricing;
    private final Orders orders;

    Checkout(Pricing pricing, Orders orders) {
        this.pricing = pricing;
        this.orders = orders;
    }

    @Transactional
    public void order(String sku) {
        orders.save(sku, price(sku)); // expect: call-in-transaction warning
    }

    private long price(String sku) {
        return pricing.priceOf(sku);
    }
}
