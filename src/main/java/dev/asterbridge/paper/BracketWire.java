package dev.asterbridge.paper;

import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.asterbridge.exchange.LeverageBrackets.Bracket;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** A symbol's leverage brackets, as {@code leverageBracket} answers them: with numbers, not text. */
record BracketWire(String symbol, List<Row> brackets) {

    static BracketWire of(Instrument instrument) {
        List<Row> rows = new ArrayList<>();
        for (Bracket bracket : instrument.brackets().brackets()) {
            rows.add(new Row(
                    rows.size() + 1,
                    bracket.maxLeverage(),
                    bracket.notionalCap(),
                    bracket.notionalFloor(),
                    bracket.maintenanceMarginRatio(),
                    instrument.maintenance(bracket.notionalCap()).deduction().stripTrailingZeros()));
        }
        return new BracketWire(instrument.symbol().name(), rows);
    }

    /** {@code cum} is what to take off notional times ratio, so that maintenance margin does not jump between brackets. */
    record Row(
            int bracket,
            int initialLeverage,

            @JsonSerialize(using = WireJson.DecimalNumber.class)
            BigDecimal notionalCap,

            @JsonSerialize(using = WireJson.DecimalNumber.class)
            BigDecimal notionalFloor,

            @JsonSerialize(using = WireJson.DecimalNumber.class)
            BigDecimal maintMarginRatio,

            @JsonSerialize(using = WireJson.DecimalNumber.class)
            BigDecimal cum) {}
}
