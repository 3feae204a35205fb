package dev.asterbridge.proof;

import static java.util.stream.Collectors.joining;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;

/** AsterDEX's JSON, as far as the stand-in speaks it. */
final class Wire {

    private Wire() {}

    static String exchangeInfo(Collection<String> symbols) {
        return """
                {"timezone":"UTC","serverTime":0,"rateLimits":[
                {"rateLimitType":"REQUEST_WEIGHT","interval":"MINUTE","intervalNum":1,"limit":10000000},
                {"rateLimitType":"ORDERS","interval":"MINUTE","intervalNum":1,"limit":1000000}],
                "exchangeFilters":[],"symbols":[%s]}""".formatted(symbols.stream().map(Wire::rules).collect(joining(",")));
    }

    private static String rules(String symbol) {
        return """
                {"symbol":"%s","status":"TRADING","contractType":"PERPETUAL","baseAsset":"%s","quoteAsset":"USDT",
                "marginAsset":"USDT","pricePrecision":2,"quantityPrecision":3,"filters":[
                {"filterType":"PRICE_FILTER","minPrice":"0.01","maxPrice":"1000000","tickSize":"0.01"},
                {"filterType":"LOT_SIZE","minQty":"0.001","maxQty":"1000000","stepSize":"0.001"},
                {"filterType":"MARKET_LOT_SIZE","minQty":"0.001","maxQty":"1000000","stepSize":"0.001"},
                {"filterType":"MIN_NOTIONAL","notional":"0.01"}],
                "orderTypes":["LIMIT","MARKET","STOP_MARKET"],"timeInForce":["GTC"]}""".formatted(symbol, symbol.replace("USDT", ""));
    }

    /** The order, under the name it was given or another one. */
    static String order(Ledger.Fill fill, String clientOrderId) {
        Ledger.OrderForm order = fill.post().order();
        return """
                {"orderId":%d,"clientOrderId":"%s","symbol":"%s","side":"%s","positionSide":"BOTH","status":"FILLED",\
                "type":"MARKET","origType":"MARKET","timeInForce":"GTC","origQty":"%s","executedQty":"%s",\
                "cumQuote":"%s","price":"0","avgPrice":"%s","stopPrice":"0","reduceOnly":%s,"closePosition":false,\
                "workingType":"CONTRACT_PRICE","priceProtect":false,"time":%d,"updateTime":%d}""".formatted(
                        fill.orderId(),
                        clientOrderId,
                        order.symbol(),
                        order.side(),
                        order.quantity().toPlainString(),
                        fill.quantity().toPlainString(),
                        fill.price().multiply(fill.quantity()).toPlainString(),
                        fill.price().toPlainString(),
                        order.reduceOnly(),
                        fill.at().toEpochMilli(),
                        fill.at().toEpochMilli());
    }

    static String order(Ledger.Fill fill) {
        return order(fill, fill.post().order().clientOrderId());
    }

    static String order(Ledger.Stop stop) {
        Ledger.OrderForm order = stop.post().order();
        return """
                {"orderId":%d,"clientOrderId":"%s","symbol":"%s","side":"%s","positionSide":"BOTH","status":"%s",\
                "type":"STOP_MARKET","origType":"STOP_MARKET","timeInForce":"GTC","origQty":"%s","executedQty":"0",\
                "cumQuote":"0","price":"0","avgPrice":"0","stopPrice":"%s","reduceOnly":%s,"closePosition":false,\
                "workingType":"MARK_PRICE","priceProtect":false,"time":%d,"updateTime":%d}""".formatted(
                        stop.orderId(),
                        order.clientOrderId(),
                        order.symbol(),
                        order.side(),
                        stop.rests() ? "NEW" : "CANCELED",
                        order.quantity().toPlainString(),
                        order.stopPrice().toPlainString(),
                        order.reduceOnly(),
                        stop.at().toEpochMilli(),
                        stop.at().toEpochMilli());
    }

    static String trade(Ledger.Fill fill) {
        Ledger.OrderForm order = fill.post().order();
        return """
                {"id":%d,"orderId":%d,"symbol":"%s","side":"%s","positionSide":"BOTH","price":"%s","qty":"%s",\
                "quoteQty":"%s","realizedPnl":"0","commission":"-0.01","commissionAsset":"USDT","maker":false,\
                "buyer":%s,"time":%d}""".formatted(
                        fill.orderId() + 1_000_000,
                        fill.orderId(),
                        order.symbol(),
                        order.side(),
                        fill.price().toPlainString(),
                        fill.quantity().toPlainString(),
                        fill.price().multiply(fill.quantity()).toPlainString(),
                        order.side().equals("BUY"),
                        fill.at().toEpochMilli());
    }

    static String position(String symbol, BigDecimal amount, BigDecimal price, Instant now) {
        return """
                {"symbol":"%s","positionSide":"BOTH","positionAmt":"%s","entryPrice":"%s","markPrice":"%s",\
                "unRealizedProfit":"0","liquidationPrice":"0","leverage":"10","maxNotionalValue":"1000000000",\
                "marginType":"cross","isolatedMargin":"0","isAutoAddMargin":"false","updateTime":%d}""".formatted(
                        symbol,
                        amount.toPlainString(),
                        amount.signum() == 0 ? "0" : price.toPlainString(),
                        price.toPlainString(),
                        now.toEpochMilli());
    }

    static final String BALANCE = """
            [{"accountAlias":"S","asset":"USDT","balance":"100000000","crossWalletBalance":"100000000","crossUnPnl":"0",\
            "availableBalance":"100000000","maxWithdrawAmount":"100000000","marginAvailable":true,"updateTime":0}]""";

    static final String ACCOUNT = """
            {"canTrade":true,"totalInitialMargin":"0","totalMaintMargin":"0","totalWalletBalance":"100000000",\
            "totalUnrealizedProfit":"0","totalMarginBalance":"100000000","availableBalance":"100000000",\
            "maxWithdrawAmount":"100000000","assets":[],"positions":[]}""";

    static final String BRACKETS = """
            {"symbol":"%s","brackets":[{"bracket":1,"initialLeverage":125,"notionalCap":1000000000,"notionalFloor":0,\
            "maintMarginRatio":0.004,"cum":0}]}""";

    static final String AGENTS = """
            [{"agentAddress":"%s","canPerpTrade":true,"canSpotTrade":false,"canWithdraw":false,"expired":0}]""";

    static String list(Collection<String> elements) {
        return elements.stream().collect(joining(",", "[", "]"));
    }
}
