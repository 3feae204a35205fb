package dev.asterbridge.paper;

import dev.asterbridge.paper.PaperProperties.PriceSource;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The paper exchange put together: the venue, its prices, its endpoints, and who is let in. */
@Component
class PaperDesk {

    private static final Duration PRICES_PATIENCE = Duration.ofSeconds(4);

    private final PaperProperties properties;
    private final ExchangeInfo info;
    private final PaperVenue venue;
    private final PriceFeed feed;
    private final LivePrices live;
    private final PriceBoard market;
    private final Endpoints endpoints;
    private final AgentGate agents;
    private final KeyGate keys;

    PaperDesk(PaperProperties properties, ExchangeInfo info, Clock clock) {
        this.properties = properties;
        this.info = info;
        this.live = new LivePrices(properties.livePricesUrl(), PRICES_PATIENCE);
        this.market = new PriceBoard(info, new RandomWalk(properties.seed()), live, clock, properties.fundingRate());
        this.venue = new PaperVenue(info.instruments(), properties.startingBalance(), clock, market::fundingRate);
        this.feed = new PriceFeed(market, venue, () -> properties.priceSource() == PriceSource.AUTO && !live.asked());
        this.endpoints = new Endpoints(
                new MarketAnswers(info, market),
                new TradingAnswers(venue),
                new StrategyAnswers(venue),
                new AccountAnswers(venue, market, properties.signerAddress()));
        this.agents = new AgentGate(
                new AgentSignature(properties.chainId()),
                new NonceLedger(clock, properties.nonceWindow()),
                properties.userAddress(),
                properties.signerAddress());
        this.keys = new KeyGate(clock, properties.apiKey(), properties.secretKey());
    }

    Endpoints endpoints() {
        return endpoints;
    }

    PaperVenue venue() {
        return venue;
    }

    LivePrices livePrices() {
        return live;
    }

    /** The parameters of a signed request that is let in; the version decides the scheme. */
    Parameters admit(int version, Transmission sent, Optional<String> apiKey) {
        return version == 3 ? agents.admit(sent) : keys.admit(sent, apiKey);
    }

    /** Answers a request that was let in; whoever trades meets the present prices. */
    Object answer(Endpoint endpoint, Call call) {
        if (endpoint.access() != Endpoint.Access.PUBLIC) {
            call.symbolIfGiven().ifPresentOrElse(feed::advance, feed::advance);
        }
        return endpoint.answer().apply(call);
    }

    Object spotInfo(long now) {
        return info.spotAnswer(now);
    }

    Object reset() {
        venue.reset(properties.startingBalance());
        return CodeAnswer.SUCCESS;
    }

    /** Lets prices meet orders and positions. */
    void pulse() {
        feed.pulse();
    }

    Map<String, Object> marketStatus() {
        return market.status();
    }
}
