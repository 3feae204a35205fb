package dev.asterbridge.aster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.AccountReader;
import dev.asterbridge.exchange.ExchangeClock;
import dev.asterbridge.exchange.ExchangeConnection;
import dev.asterbridge.exchange.ExchangeConnection.Mode;
import dev.asterbridge.exchange.LineMemory;
import dev.asterbridge.exchange.MarketReader;
import dev.asterbridge.exchange.OrderEntry;
import dev.asterbridge.exchange.OrderReader;
import dev.asterbridge.exchange.PeoplesReaders;
import dev.asterbridge.exchange.PositionReader;
import dev.asterbridge.exchange.RememberedLimits;
import dev.asterbridge.exchange.SymbolSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class AsterConfigurationTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withUserConfiguration(AsterConfiguration.class, AsterLifecycle.class)
            .withBean(LineMemory.class, RememberedLimits::new)
            .withBean(Clock.class, Clock::systemUTC)
            .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
            .withPropertyValues(
                    "bridge.mode=paper",
                    "bridge.paper.user-address=" + Venue.USER,
                    "bridge.paper.signer-address=" + Venue.SIGNER,
                    "bridge.paper.private-key=" + Venue.PRIVATE_KEY,
                    "bridge.aster.base-url=https://fapi.asterdex.com",
                    "bridge.aster.chain-id=1666",
                    "bridge.aster.user-address=",
                    "bridge.aster.signer-address=",
                    "bridge.aster.private-key=",
                    "bridge.aster.api-key=",
                    "bridge.aster.secret-key=",
                    "bridge.aster.nonce-window=60000ms",
                    "bridge.aster.request-timeout=30000ms",
                    "bridge.aster.max-retries=3",
                    "bridge.aster.retry-delay=2000ms");

    @Test
    void offersEveryPortOnce() {
        runner.run(context -> Stream.of(
                        ExchangeClock.class,
                        OrderEntry.class,
                        OrderReader.class,
                        PositionReader.class,
                        AccountReader.class,
                        SymbolSettings.class,
                        MarketReader.class,
                        PeoplesReaders.class,
                        ExchangeConnection.class)
                .forEach(port -> assertThat(context).hasSingleBean(port)));
    }

    @Test
    void waitsForThePaperExchangeToStart() {
        runner.run(context -> {
            ExchangeConnection connection = context.getBean(ExchangeConnection.class);
            assertThat(connection.state().mode()).isEqualTo(Mode.PAPER);
            assertThat(connection.state().ready()).isFalse();
            context.getBean(AsterConnection.class).tick();
            assertThat(connection.state().problem()).contains("paper exchange has not started");
            assertThat(context.getBean(RequestSigner.class)).isInstanceOf(Eip712Signer.class);
        });
    }

    @Test
    void tradesWithTheOperatorsWallet() {
        runner.withPropertyValues(
                        "bridge.mode=testnet",
                        "bridge.aster.base-url=https://fapi.asterdex-testnet.com/",
                        "bridge.aster.chain-id=714",
                        "bridge.aster.user-address=" + Venue.USER,
                        "bridge.aster.signer-address=" + Venue.SIGNER,
                        "bridge.aster.private-key=" + Venue.PRIVATE_KEY)
                .run(context -> {
                    ExchangeAddress address = context.getBean(ExchangeAddress.class);
                    assertThat(address.mode()).isEqualTo(Mode.TESTNET);
                    assertThat(address.base().orElseThrow()).hasToString("https://fapi.asterdex-testnet.com");
                    assertThat(context.getBean(RequestSigner.class)).isInstanceOf(Eip712Signer.class);
                });
    }

    @Test
    void tradesWithTheOperatorsApiKeyAndKeepsAPathBeforeTheApi() {
        runner.withPropertyValues(
                        "bridge.mode=live",
                        "bridge.aster.base-url=http://127.0.0.1:9999/paper",
                        "bridge.aster.api-key=abc",
                        "bridge.aster.secret-key=def")
                .run(context -> {
                    ExchangeAddress address = context.getBean(ExchangeAddress.class);
                    assertThat(address.mode()).isEqualTo(Mode.LIVE);
                    assertThat(address.base().orElseThrow()).hasToString("http://127.0.0.1:9999/paper");
                    assertThat(context.getBean(RequestSigner.class)).isInstanceOf(HmacSigner.class);
                });
    }

    @Test
    void measuresItself() {
        runner.run(context -> {
            MeterRegistry meters = context.getBean(MeterRegistry.class);
            assertThat(meters.get("bridge.exchange.used.weight").gauge().value())
                    .isZero();
            assertThat(meters.get("bridge.exchange.clock.skew").gauge().value()).isZero();
        });
    }
}
