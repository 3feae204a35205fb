package dev.asterbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.FakeExchange;
import dev.asterbridge.exchange.Quantity;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.signals.Alert;
import dev.asterbridge.signals.Signal;
import dev.asterbridge.signals.SignalsOnFake;
import dev.asterbridge.signals.Wishes;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class AnsweredTests {

    private final SignalsOnFake signals = new SignalsOnFake(new FakeExchange());
    private final Answered answered = new Answered(signals.intake());
    private final MockHttpServletRequest request = new MockHttpServletRequest();

    @AfterEach
    void stop() {
        signals.stop();
    }

    @Test
    void anAnswerThatLeftIsOnRecord() {
        request.setAttribute(Answered.SIGNALS, List.of(take()));

        answered.afterCompletion(request, new MockHttpServletResponse(), this, null);

        assertThat(row()).isEqualTo("nobody 1");
    }

    @Test
    void anAnswerThatCannotBeFlushedDidNotLeave() {
        request.setAttribute(Answered.SIGNALS, List.of(take()));

        answered.afterCompletion(request, broken(), this, null);

        assertThat(row()).isEqualTo("nobody 0");
    }

    @Test
    void anAnswerThatFailedDidNotLeave() {
        request.setAttribute(Answered.SIGNALS, List.of(take()));

        answered.afterCompletion(request, new MockHttpServletResponse(), this, new IllegalStateException());

        assertThat(row()).isEqualTo("nobody 0");
    }

    @Test
    void theAnswerHasLeftBeforeItIsCalledAnswered() {
        request.setAttribute(Answered.SIGNALS, List.of(take()));
        MockHttpServletResponse response = new MockHttpServletResponse();

        answered.afterCompletion(request, response, this, null);

        assertThat(response.isCommitted()).isTrue();
    }

    @Test
    void aRequestWithoutASignalIsNoConcern() {
        take();

        answered.afterCompletion(request, broken(), this, null);

        assertThat(row()).isEqualTo("me 0");
    }

    private String take() {
        Signal signal = new Signal(FakeExchange.BTC, null, Wishes.open(Side.BUY, Quantity.of("0.01"), null));
        return signals.intake()
                .accept(new Alert("/t", "s", "b", null, null, false, signal), Duration.ofSeconds(20))
                .id();
    }

    private String row() {
        return signals.journal.read(
                sql -> sql.sql("SELECT COALESCE(asker, 'nobody') || ' ' || (answered_at IS NOT NULL) FROM signals")
                        .query(String.class)
                        .single());
    }

    private static MockHttpServletResponse broken() {
        return new MockHttpServletResponse() {
            @Override
            public void flushBuffer() {
                sneaky(new IOException("Broken pipe"));
            }
        };
    }

    /** The interface lets it throw this, the mock's own method does not. */
    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneaky(Throwable e) throws E {
        throw (E) e;
    }
}
