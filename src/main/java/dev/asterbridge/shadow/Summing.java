package dev.asterbridge.shadow;

import dev.asterbridge.shadow.Compared.Difference;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Mean and worst over several alerts. */
final class Summing {

    private Summing() {}

    static Comparison.Summary of(List<Compared> all) {
        List<Difference> both =
                all.stream().flatMap(it -> Stream.ofNullable(it.difference())).toList();
        int missed = (int) all.stream()
                .filter(it -> it.shadow().verdict().equals(Played.Verdict.FAILED.text())
                        || it.shadow().verdict().equals(Played.Verdict.DROPPED.text()))
                .count();
        return new Comparison.Summary(
                all.size(),
                both.size(),
                missed,
                bps(both, Difference::priceBps),
                bps(all, it -> it.live().slippageBps()),
                bps(all, it -> it.shadow().slippageBps()),
                millis(all, it -> it.live().ms()),
                millis(all, it -> it.shadow().ms()),
                millis(both, Difference::ms));
    }

    private static <T> Comparison.@Nullable Bps bps(List<T> all, Function<T, @Nullable BigDecimal> what) {
        List<BigDecimal> values =
                all.stream().flatMap(it -> Stream.ofNullable(what.apply(it))).toList();
        if (values.isEmpty()) {
            return null;
        }
        BigDecimal sum = values.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Comparison.Bps(
                sum.divide(BigDecimal.valueOf(values.size()), 2, RoundingMode.HALF_UP),
                values.stream().reduce(BigDecimal::max).orElseThrow());
    }

    private static <T> Comparison.@Nullable Millis millis(List<T> all, Function<T, @Nullable Long> what) {
        List<Long> values =
                all.stream().flatMap(it -> Stream.ofNullable(what.apply(it))).toList();
        if (values.isEmpty()) {
            return null;
        }
        long sum = values.stream().mapToLong(Long::longValue).sum();
        return new Comparison.Millis(
                Math.round((double) sum / values.size()),
                values.stream().reduce(Math::max).orElseThrow());
    }
}
