package dev.asterbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.asterbridge.problems.Problem;
import dev.asterbridge.problems.ProblemException;
import dev.asterbridge.signals.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlertTranslatorTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'action':'close','symbol':'BTCUSDT'}                                        | plain: BTCUSDT close",
                "{'symbol':'BTCUSDT','position_size':0}                                       | strategy: BTCUSDT hold 0 at market",
                "{'ticker':'BTCUSDT','action':'exit'}                                         | traderspost: BTCUSDT close",
                "{'tv_instrument':'BTCUSDT','action':'exit_long'}                             | 3commas: BTCUSDT LONG close",
                "{'instrument':'BTCUSDT','action':'EXIT_LONG'}                                | okx: BTCUSDT LONG close",
                "action=close&symbol=BTCUSDT&strategy='a b'                                   | plain: BTCUSDT close of a b",
                "[{'action':'close','symbol':'BTCUSDT'},{'instrument':'ETHUSDT','action':'EXIT_LONG'}] | plain: BTCUSDT close; okx: ETHUSDT LONG close"
            })
    void dialectsAreToldByTheirFields(String body, String said) {
        assertThat(Messages.said(body)).isEqualTo(said);
    }

    @Test
    void whatSpeaksTwoDialectsIsNone() {
        assertThat(Messages.refused("{'bot_uuid':'u','instrument':'BTCUSDT','action':'exit_long'}")
                        .detail())
                .isEqualTo("message has fields of 3commas and okx at once");
        assertThat(Messages.said("[{'bot_uuid':'u','sentiment':'flat'}]")).isEqualTo("refused [0]");
    }

    @Test
    void aDialectMoreIsOneComponentMore() {
        Dialect shouting = new Dialect() {
            @Override
            public String name() {
                return "shouting";
            }

            @Override
            public boolean speaks(Fields fields) {
                return fields.has("shout");
            }

            @Override
            public Signal translate(Fields fields) {
                return new Signal(
                        fields.need("shout", dev.asterbridge.exchange.Symbol::of, "shout"), null, new Signal.Close());
            }
        };

        assertThat(new AlertTranslator(List.of(shouting), Messages.NAMES)
                        .translate(Messages.read("{'shout':'btcusdt','time':1768478400}")))
                .singleElement()
                .satisfies(understood -> {
                    assertThat(understood.dialect()).isEqualTo("shouting");
                    assertThat(understood.firedAt()).isEqualTo(Instant.parse("2026-01-15T12:00:00Z"));
                });
    }

    @Test
    void oneFaultRefusesTheWholeMessageAndSaysWhereItIs() {
        Problem problem = Messages.refused(
                "[{'action':'close','symbol':'BTCUSDT'},"
                        + "{'action':'open','symbol':'BTCUSDT','side':'UP','quantity':0},{'action':'close','symbol':'X','foo':1}]");

        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.fields())
                .extracting(Problem.Field::field)
                .containsExactly("[1].side", "[1].quantity", "[2].foo");
    }

    @Test
    void namesEachPlaceholderThatWasNotReplacedWhereverItStands() {
        Problem problem = Messages.refused(
                "[{'action':'open','symbol':'BTCUSDT','side':'buy',"
                        + "'quantity':'{{strategy.order.contracts}}','foo':1},"
                        + "{'ticker':'BTCUSDT','action':'exit','note':'a {{plot_0}} b','extras':{'steps':[1,{'x':'{{close}}'}]}}]");

        assertThat(problem.fields())
                .extracting(fault -> fault.field() + " " + fault.value())
                .containsExactly(
                        "[0].quantity {{strategy.order.contracts}}",
                        "[0].foo null",
                        "[1].note {{plot_0}}",
                        "[1].extras.steps[1].x {{close}}");
        assertThat(problem.detail()).contains("was not replaced by TradingView");
        assertThat(Messages.said("action=close;symbol={{ticker}}")).isEqualTo("refused symbol");
        assertThat(Messages.said("{'action':'{{strategy.order.action}}','symbol':'BTCUSDT'}"))
                .isEqualTo("refused action");
    }

    @Test
    void aSecretMayLookLikeAPlaceholder() {
        assertThat(Messages.said("{'action':'close','symbol':'BTCUSDT','secret':'{{x}}'}"))
                .doesNotContain("refused");
    }

    @ParameterizedTest
    @CsvSource({
        "time, 2026-01-15T12:00:00Z",
        "timestamp, 1768478400",
        "timenow, 1768478400000",
        "TimeStamp, 2026-01-15T13:00:00+01:00"
    })
    void findsTheTimeByAnyOfItsNames(String name, String time) {
        assertThat(Messages.only("{'action':'close','symbol':'BTCUSDT','%s':'%s'}".formatted(name, time))
                        .firedAt())
                .isEqualTo(Instant.parse("2026-01-15T12:00:00Z"));
    }

    @Test
    void theTimeOfTheBarIsNoneForItIsTheSameForMany() {
        assertThat(Messages.only("{'action':'close','symbol':'BTCUSDT','bar_time':'2026-01-15T12:00:00Z','time':null}")
                        .firedAt())
                .isNull();
    }

    @Test
    void anIdIsAnId() {
        assertThat(Messages.only("{'action':'close','symbol':'BTCUSDT','id':'Long'}")
                        .named())
                .isTrue();
        assertThat(Messages.only("{'action':'close','symbol':'BTCUSDT','id':null}")
                        .named())
                .isFalse();
    }

    @Test
    void ofSeveralTheTimeAndTheIdOfOneCountForAll() {
        List<Understood> all = Messages.all("[{'action':'close','symbol':'BTCUSDT'},"
                + "{'action':'close','symbol':'BTCUSDT','time':'1768478400','id':'x','max_lag':5},"
                + "{'action':'close','symbol':'BTCUSDT','time':'1768478401'}]");

        assertThat(all)
                .extracting(Understood::firedAt)
                .containsExactly(
                        Instant.ofEpochSecond(1768478400),
                        Instant.ofEpochSecond(1768478400),
                        Instant.ofEpochSecond(1768478401));
        assertThat(all).extracting(Understood::named).containsOnly(true);
        assertThat(all).extracting(Understood::maxLag).containsExactly(null, Duration.ofSeconds(5), null);
        assertThat(all).extracting(Understood::body).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "60, PT1M",
        "0.5, PT0.5S",
        "604800, PT168H",
        "90s, PT1M30S",
        "5m, PT5M",
        "1.5 H, PT1H30M",
        "7d, PT168H",
        "0.25s, PT0.25S"
    })
    void theLagIsInSecondsOrSaysItsUnit(String lag, Duration expected) {
        assertThat(Messages.only("{'action':'close','symbol':'BTCUSDT','time':1768478400,'maxLag':'%s'}".formatted(lag))
                        .maxLag())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "604801", "x", "", "1e9999999", "8d", "0m", "5 minutes", "m", "."})
    void aLagThatIsNoneIsAFault(String lag) {
        assertThat(Messages.said(
                        "{'action':'close','symbol':'BTCUSDT','time':1768478400,'max_lag':'%s'}".formatted(lag)))
                .isEqualTo("refused max_lag");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "soon | must be a number of seconds, or such as 90s, 5m, 2h or 1d",
                "8d   | must be more than 0 seconds and at most 7d"
            })
    void aLagThatIsNoneHearsWhichFormsThereAre(String lag, String message) {
        assertThat(Messages.refused(
                                "{'action':'close','symbol':'BTCUSDT','time':1768478400,'max_lag':'%s'}".formatted(lag))
                        .detail())
                .isEqualTo("max_lag '%s' %s".formatted(lag, message));
    }

    @Test
    void aLagWithoutATimeCannotBeKept() {
        assertThat(Messages.refused("{'action':'close','symbol':'BTCUSDT','max_lag':60}")
                        .detail())
                .isEqualTo("max_lag '60' needs a time, from which it counts");
    }

    @Test
    void theSecretMayStandInEachOfSeveralIfItIsTheSame() {
        assertThat(Messages.said("[{'action':'close','symbol':'BTCUSDT'},"
                        + "{'action':'close','symbol':'BTCUSDT','secret':'horse'},"
                        + "{'action':'close','symbol':'BTCUSDT','webhook_secret':'horse'}]"))
                .doesNotContain("refused");
        Problem problem = Messages.refused("[{'action':'close','symbol':'BTCUSDT','secret':'horse'},"
                + "{'action':'close','symbol':'BTCUSDT','token':'pony'}]");
        assertThat(problem.detail()).isEqualTo("[1].webhook_secret is not the one of the first action");
    }

    @Test
    void twoSecretsInOneActionAreOneTooMany() {
        assertThat(Messages.refused("{'action':'close','symbol':'BTCUSDT','secret':'horse','token':'horse'}")
                        .detail())
                .isEqualTo("token says webhook_secret a second time");
    }

    @Test
    void aStrategyIsANameAndNotTheSecret() {
        assertThat(Messages.only("{'action':'close','symbol':'BTCUSDT','strategy':'%s'}".formatted("\u00fc".repeat(64)))
                        .signal()
                        .strategy())
                .hasSize(64);
        for (String wrong : List.of("", " ", "x".repeat(65), "a\\tb", "a\\u0000", "a\\u202eb", "a\\u2028b")) {
            assertThatExceptionOfType(ProblemException.class)
                    .isThrownBy(() -> Messages.translator()
                            .translate(new AlertReader()
                                    .read(
                                            "{\"action\":\"close\",\"symbol\":\"BTCUSDT\",\"strategy\":\"%s\"}"
                                                    .formatted(wrong)
                                                    .getBytes(java.nio.charset.StandardCharsets.UTF_8),
                                            null)))
                    .withMessageContaining("1 to 64 printable characters");
        }
        assertThat(Messages.refused("{'action':'close','symbol':'BTCUSDT','strategy':'my horse','secret':'horse'}")
                        .detail())
                .isEqualTo("strategy 'my ***' must not contain the secret: it is kept and shown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"comment", "note", "bar_time", "interval", "exchange", "close", "order_price"})
    void aNoteMayStandInAnyDialect(String note) {
        String field = "'" + note + "':'x'";

        assertThat(Messages.said("{'action':'close','symbol':'BTCUSDT'," + field + "}"))
                .startsWith("plain");
        assertThat(Messages.said("{'position_size':0,'symbol':'BTCUSDT'," + field + "}"))
                .startsWith("strategy");
        assertThat(Messages.said("{'action':'exit','ticker':'BTCUSDT'," + field + "}"))
                .startsWith("traderspost");
        assertThat(Messages.said("{'action':'exit_long','tv_instrument':'BTCUSDT'," + field + "}"))
                .startsWith("3commas");
        assertThat(Messages.said("{'action':'EXIT_LONG','instrument':'BTCUSDT'," + field + "}"))
                .startsWith("okx");
    }
}
