package dev.asterbridge;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The service: TradingView alerts in, AsterDEX orders out. */
@SpringBootApplication
public class AsterBridge {

    public static void main(String[] args) {
        SpringApplication.run(AsterBridge.class, args);
    }
}
