package dev.asterbridge.signals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.Symbol;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.MDC;

@Timeout(30)
class LanesTests {

    private static final Symbol BTC = new Symbol("BTCUSDT");
    private static final Symbol ETH = new Symbol("ETHUSDT");
    private static final ClientOrderId ID = new ClientOrderId("ab-1");

    private final Lanes lanes = new Lanes();
    private final List<Integer> done = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void open() {
        gate.countDown();
        lanes.stop();
    }

    @Test
    void worksOffOneSymbolInTheOrderOfArrival() {
        assertThat(submit(BTC, this::waitAtTheGate)).isTrue();
        IntStream.range(0, 50).forEach(i -> submit(BTC, () -> done.add(i)));
        gate.countDown();

        await().until(() -> done.size() == 50);
        assertThat(done)
                .containsExactlyElementsOf(IntStream.range(0, 50).boxed().toList());
    }

    @Test
    void oneSymbolDoesNotHoldUpAnother() {
        submit(BTC, this::waitAtTheGate);
        submit(BTC, () -> done.add(1));
        submit(ETH, () -> done.add(2));

        await().until(() -> !done.isEmpty());
        assertThat(done).containsExactly(2);
    }

    @Test
    void aFloodOnOneSymbolIsTurnedAway() {
        submit(BTC, this::waitAtTheGate);
        for (int i = 0; i < Lanes.CAPACITY; i++) {
            assertThat(submit(BTC, () -> {})).isTrue();
        }

        assertThat(submit(BTC, () -> {})).isFalse();
        assertThat(submit(ETH, () -> {})).isTrue();
    }

    @Test
    void aLaneGoesOnAfterAFailure() {
        submit(BTC, () -> {
            throw new IllegalStateException("planted");
        });
        submit(BTC, () -> done.add(1));

        await().until(() -> done.size() == 1);
    }

    @Test
    void aLaneGoesOnAfterAnythingThatCanBeThrown() {
        submit(BTC, () -> {
            throw new StackOverflowError("planted");
        });
        submit(BTC, () -> done.add(1));

        await().until(() -> done.size() == 1);
    }

    @Test
    void aLaneThatRanEmptyStartsAgain() {
        for (int i = 1; i <= 3; i++) {
            int number = i;
            submit(BTC, () -> done.add(number));
            await().until(() -> done.size() == number);
        }

        assertThat(done).containsExactly(1, 2, 3);
    }

    @Test
    void everyLogLineOfALaneNamesRequestSymbolAndOrderAndNothingIsLeftBehind() {
        List<Map<String, String>> seen = Collections.synchronizedList(new ArrayList<>());
        MDC.put("request_id", "r1");
        submit(BTC, () -> seen.add(MDC.getCopyOfContextMap()));
        MDC.remove("request_id");
        await().until(() -> seen.size() == 1);

        assertThat(seen)
                .containsExactly(Map.of("request_id", "r1", "symbol", "BTCUSDT", "client_order_id", ID.value()));
    }

    @Test
    void whenStoppingWhatIsUnderWayFinishesAndNothingStarts() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        submit(BTC, () -> {
            started.countDown();
            waitAtTheGate();
            done.add(Thread.currentThread().isInterrupted() ? -1 : 1);
        });
        submit(BTC, () -> done.add(2));
        started.await();
        Thread stopping = Thread.ofVirtual().start(lanes::stop);
        await().until(() -> !submit(ETH, () -> {}));
        gate.countDown();
        stopping.join();

        assertThat(done).containsExactly(1);
    }

    @Test
    void whenStoppingWhatStillWaitsIsDroppedOnceAndKeepsItsNamesInTheLog() throws InterruptedException {
        List<Map<String, String>> dropped = Collections.synchronizedList(new ArrayList<>());
        submit(BTC, this::waitAtTheGate);
        MDC.put("request_id", "r1");
        lanes.submit(BTC, ID, () -> done.add(1), () -> dropped.add(MDC.getCopyOfContextMap()));
        MDC.remove("request_id");
        Thread stopping = Thread.ofVirtual().start(lanes::stop);
        await().until(() -> !dropped.isEmpty());
        gate.countDown();
        stopping.join();
        lanes.stop();

        assertThat(done).isEmpty();
        assertThat(dropped)
                .containsExactly(Map.of("request_id", "r1", "symbol", "BTCUSDT", "client_order_id", ID.value()));
    }

    private boolean submit(Symbol symbol, Runnable work) {
        return lanes.submit(symbol, ID, work, () -> {});
    }

    private void waitAtTheGate() {
        try {
            assertThat(gate.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
