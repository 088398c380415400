package example;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.common.circuitbreaker.configuration.CircuitBreakerConfigCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
public class Breakers {
    @Bean
    CircuitBreakerConfigCustomizer picks() {
        return CircuitBreakerConfigCustomizer.of("picks", builder -> builder.minimumNumberOfCalls(5).slidingWindowSize(10));
    }
}
