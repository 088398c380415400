package example;

import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

public class Checkout {
    private final Pricing pricing;
    private final Orders orders;

    Checkout(Pricing pricing, Orders orders) {
        this.pricing = pricing;
        this.orders = orders;
    }

    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public long price(String sku) {
        return pricing.priceOf(sku);
    }

    @Transactional
    public void order(String sku, long price) {
        orders.save(sku, price);
    }
}
