package dev.asterbridge.aster;

import dev.asterbridge.exchange.ExchangeConnection.Mode;
import dev.asterbridge.exchange.LineMemory;
import dev.asterbridge.exchange.PeoplesReaders;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the room together: in paper mode with the paper exchange's keys, otherwise with the operator's. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({AsterProperties.class, PaperAccount.class})
class AsterConfiguration {

    @Bean
    ExchangeAddress exchangeAddress(@Value("${bridge.mode}") String mode, AsterProperties properties) {
        if (mode.equals("paper")) {
            return new ExchangeAddress(Mode.PAPER, null);
        }
        URI base = URI.create(properties.baseUrl().toString().replaceFirst("/+$", ""));
        return new ExchangeAddress(properties.chainId() == BaseUrlCheck.TESTNET ? Mode.TESTNET : Mode.LIVE, base);
    }

    @Bean
    RequestSigner requestSigner(
            ExchangeAddress address,
            AsterProperties properties,
            PaperAccount paper,
            AsterClock clock,
            LineMemory memory) {
        boolean onPaper = address.mode() == Mode.PAPER;
        int chainId = onPaper ? BaseUrlCheck.MAINNET : properties.chainId();
        return switch (onPaper ? paper.credentials() : properties.credentials()) {
            case Credentials.ApiWallet wallet ->
                new Eip712Signer(
                        wallet, chainId, new NonceSource(clock, memory, wallet.name()), properties.nonceWindow());
            case Credentials.ApiKey key -> new HmacSigner(key, clock);
        };
    }

    @Bean
    AsterClock asterClock(Clock clock, MeterRegistry meters) {
        AsterClock asterClock = new AsterClock(clock);
        Gauge.builder("bridge.exchange.clock.skew", asterClock, AsterConfiguration::skewSeconds)
                .baseUnit("seconds")
                .register(meters);
        return asterClock;
    }

    @Bean
    BanClock banClock(AsterClock clock) {
        return new BanClock(clock);
    }

    @Bean
    RequestBudget requestBudget(AsterClock clock, MeterRegistry meters) {
        RequestBudget budget = new RequestBudget(clock);
        Gauge.builder("bridge.exchange.used.weight", budget, RequestBudget::usedWeight)
                .register(meters);
        return budget;
    }

    @Bean
    SharedLimits sharedLimits(LineMemory memory, BanClock bans, RequestBudget budget) {
        return new SharedLimits(memory, bans, budget);
    }

    @Bean
    AsterHttp asterHttp(AsterProperties properties) {
        return new AsterHttp(properties.requestTimeout());
    }

    @Bean
    AsterLine asterLine(
            ExchangeAddress address,
            RequestSigner signer,
            AsterHttp http,
            AsterClock asterClock,
            BanClock bans,
            RequestBudget budget,
            SharedLimits limits,
            Clock clock,
            MeterRegistry meters) {
        return new AsterLine(address, signer, http, asterClock, bans, budget, limits, clock, meters);
    }

    @Bean
    AsterRetry asterRetry(AsterLine line, AsterProperties properties) {
        return new AsterRetry(properties.maxRetries(), properties.retryDelay(), line::synchroniseClock);
    }

    @Bean
    AsterClient asterClient(AsterLine line, AsterRetry retry) {
        return new AsterClient(line, retry);
    }

    @Bean
    AsterAccount asterAccount(AsterClient client, Clock clock) {
        return new AsterAccount(client, clock);
    }

    @Bean
    AsterMarket asterMarket(AsterClient client, RequestBudget budget, Clock clock) {
        return new AsterMarket(client, budget, clock);
    }

    @Bean
    AsterOrders asterOrders(
            AsterClient client, AsterMarket market, AsterAccount account, AsterLine line, AsterClock asterClock) {
        return new AsterOrders(client, market, account, line, asterClock, System::nanoTime);
    }

    @Bean
    AsterOrderReader asterOrderReader(AsterClient client) {
        return new AsterOrderReader(client);
    }

    @Bean
    PeoplesReaders peoplesReaders(AsterLine line, AsterRetry retry, AsterMarket market, AsterAccount account) {
        AsterClient client = new AsterClient(line, retry, Share.PEOPLE);
        AsterAccount asked = account.by(client);
        return new PeoplesReaders(asked, asked, new AsterOrderReader(client), market.by(client));
    }

    @Bean
    AsterQuotes asterQuotes(AsterLine line) {
        return new AsterQuotes(line);
    }

    @Bean
    AsterTime asterTime(AsterClock asterClock, AsterClient client) {
        return new AsterTime(asterClock, client);
    }

    @Bean
    AsterConnection asterConnection(
            ExchangeAddress address,
            AsterLine line,
            AsterClock asterClock,
            BanClock bans,
            AsterClient client,
            AsterMarket market,
            AsterAccount account,
            Clock clock) {
        SelfTest selfTest = new SelfTest(line, asterClock);
        return new AsterConnection(address, line, asterClock, bans, client, market, account, selfTest, clock);
    }

    private static double skewSeconds(AsterClock clock) {
        return clock.skew().map(Duration::toMillis).orElse(0L) / 1000.0;
    }
}
