package dev.asterbridge.settings;

import static dev.asterbridge.settings.Rule.amountOrOff;
import static dev.asterbridge.settings.Rule.baseUrl;
import static dev.asterbridge.settings.Rule.chosenSecret;
import static dev.asterbridge.settings.Rule.chosenSecrets;
import static dev.asterbridge.settings.Rule.days;
import static dev.asterbridge.settings.Rule.duration;
import static dev.asterbridge.settings.Rule.listeningAddress;
import static dev.asterbridge.settings.Rule.oneOf;
import static dev.asterbridge.settings.Rule.pattern;
import static dev.asterbridge.settings.Rule.percentAmountOrOff;
import static dev.asterbridge.settings.Rule.percentOrOff;
import static dev.asterbridge.settings.Rule.privateKey;
import static dev.asterbridge.settings.Rule.symbolsOrAll;
import static dev.asterbridge.settings.Rule.wholeNumber;
import static dev.asterbridge.settings.Rule.wholeNumberOrOff;
import static dev.asterbridge.settings.Variable.plain;
import static dev.asterbridge.settings.Variable.secret;

import java.util.List;
import java.util.Map;

/** Every variable there is, in the order of {@code .env.example}. */
final class Variables {

    private static final Rule ADDRESS = pattern("a wallet address: 0x and 40 hexadecimal digits", "0x[0-9a-fA-F]{40}");
    private static final Rule FILE = pattern("the path of a file", "[^?\\p{Cntrl}]{1,1000}");
    private static final Rule EXCHANGE_KEY =
            pattern("16 to 128 letters, digits, hyphens and underscores", "[0-9A-Za-z_-]{16,128}");

    static final List<Variable> ALL = List.of(
            plain(
                    "ASTERDEX_USER_ADDRESS",
                    null,
                    ADDRESS,
                    "Address of the wallet that owns the AsterDEX account (V3 keys)."),
            plain(
                    "ASTERDEX_SIGNER_ADDRESS",
                    null,
                    ADDRESS,
                    "Address of the API wallet, also called agent, that signs for it (V3 keys)."),
            secret(
                    "ASTERDEX_PRIVATE_KEY",
                    privateKey(),
                    "Private key of the API wallet, never of the wallet that owns the account (V3 keys)."),
            secret("ASTERDEX_API_KEY", EXCHANGE_KEY, "API key, for accounts that still have V1 keys instead."),
            secret("ASTERDEX_SECRET_KEY", EXCHANGE_KEY, "Secret key that belongs to the API key (V1 keys)."),
            plain(
                    "ASTERDEX_BASE_URL",
                    "https://fapi.asterdex.com",
                    baseUrl(),
                    "Where the exchange is; https://fapi.asterdex-testnet.com is its testnet."),
            plain(
                    "ASTERDEX_CHAIN_ID",
                    "1666",
                    oneOf("1666", "714"),
                    "Chain that signatures are for: 1666 is mainnet, 714 testnet; follows from the exchange's own hosts."),
            plain(
                    "SERVER_HOST",
                    "0.0.0.0",
                    listeningAddress(),
                    "Address to listen on; 127.0.0.1 for this machine only."),
            plain("SERVER_PORT", "8000", wholeNumber(1, 65535), "Port to listen on."),
            secret(
                    "WEBHOOK_SECRET",
                    chosenSecrets(ChosenSecret.FOR_ALERTS),
                    "What an alert must carry as webhook_secret or in the header X-Webhook-Secret; choose a long random one. While it is changed, the new and the old one with a space between."),
            plain(
                    "STRATEGY_SECRETS_FILE",
                    null,
                    FILE,
                    "YAML file with secrets that can send the alerts of one strategy only; unset, it is config/secrets.yml where there is one."),
            secret(
                    "API_KEY",
                    chosenSecret(16),
                    "Key for every other endpoint; without it those answer only to this machine."),
            plain(
                    "DEFAULT_LEVERAGE",
                    "10",
                    wholeNumber(1, 125),
                    "Leverage that is set before the first open on a symbol, 1 to 125."),
            plain(
                    "DEFAULT_MARGIN_TYPE",
                    "CROSSED",
                    oneOf("CROSSED", "ISOLATED"),
                    "Margin type that is set before the first open on a symbol, CROSSED or ISOLATED."),
            plain(
                    "SYMBOLS_FILE",
                    null,
                    FILE,
                    "YAML file with leverage, margin type and aliases of single symbols; unset, it is config/symbols.yml where there is one."),
            plain(
                    "QUANTITY_ROUNDING",
                    "down",
                    oneOf("down", "reject"),
                    "What happens to a quantity between two steps: down takes the smaller one, reject refuses the alert."),
            plain(
                    "MAX_ALERT_AGE",
                    "60s",
                    duration(5_000, 86_400_000),
                    "How old an alert may be that opens or increases a position; after that nothing is ordered for it."),
            plain(
                    "MAX_EXIT_AGE",
                    "10m",
                    duration(5_000, 86_400_000),
                    "How old an alert may be that decreases or closes a position."),
            plain(
                    "ON_DRIFT",
                    "adopt",
                    oneOf("adopt", "freeze"),
                    "When more or less is held than the journal explains: adopt goes on with what is held, freeze opens nothing new there until you release it."),
            plain(
                    "ON_GAP",
                    "follow",
                    oneOf("follow", "freeze"),
                    "When a strategy's alert does not follow from the one before it: follow goes to its target all the same, freeze opens nothing new on the symbol until you release it."),
            plain(
                    "EXCHANGE_EXITS",
                    "off",
                    oneOf("on", "off"),
                    "Whether the exchange itself ties stop_loss and take_profit to the order that opens, so that a fill has them while this service does not run: on or off; needs an API wallet, and only the testnet can prove how it behaves."),
            plain(
                    "MAX_ORDER_NOTIONAL",
                    null,
                    amountOrOff(),
                    "Most that one order may be worth, in USDT, or off; unset, it is 1000 with real money and off on paper."),
            plain(
                    "MAX_POSITION_NOTIONAL",
                    null,
                    amountOrOff(),
                    "Most that the position on one symbol may come to be worth, in USDT, or off; unset, it is 5000 with real money and off on paper."),
            plain(
                    "MAX_LEVERAGE",
                    null,
                    wholeNumberOrOff(1, 125),
                    "Leverage of a symbol above which nothing new is opened there, or off; unset, it is 20 with real money and off on paper."),
            plain(
                    "MAX_OPEN_POSITIONS",
                    null,
                    wholeNumberOrOff(1, 1000),
                    "How many positions may be open at once, or off; unset, it is 10 with real money and off on paper."),
            plain(
                    "MAX_ORDERS_PER_MINUTE",
                    null,
                    wholeNumberOrOff(1, 1000),
                    "How many orders may open or add within a minute, or off; unset, it is 30 with real money and off on paper."),
            plain(
                    "MAX_DAILY_LOSS",
                    null,
                    percentAmountOrOff(),
                    "Loss since midnight UTC that halts trading, as part of the equity then (5%) or in USDT (250), or off; unset, it is 5% with real money and off on paper."),
            plain(
                    "MAX_DRAWDOWN",
                    null,
                    percentOrOff(),
                    "Fall from the highest equity so far that halts trading, or off; unset, it is 15% with real money and off on paper."),
            plain(
                    "ALLOWED_SYMBOLS",
                    "all",
                    symbolsOrAll(),
                    "Symbols on which something may be opened, such as BTCUSDT,ETHUSDT, or all."),
            plain(
                    "MAX_PRICE_DEVIATION",
                    null,
                    percentOrOff(),
                    "How far a price of an order may be from the mark price, or off; unset, it is 5% with real money and off on paper."),
            plain(
                    "LIMITS_FILE",
                    null,
                    FILE,
                    "YAML file with limits of single symbols and strategies; unset, it is config/limits.yml where there is one."),
            plain(
                    "WEBHOOK_WAIT",
                    "1.5s",
                    duration(500, 2500),
                    "How long an alert's answer may wait for the order's result, at most 2.5s; TradingView hangs up after 3s."),
            plain(
                    "JOURNAL_FILE",
                    null,
                    pattern(
                            "the path of a file on a disk of this machine, without ? and control characters",
                            "(?!file:|jdbc:|:)[^?\\p{Cntrl}]{1,1000}"),
                    "File that keeps alerts and orders, for one process; unset, it is data/journal-paper.db, -testnet.db or -live.db, by the mode."),
            secret(
                    "DATABASE_URL",
                    pattern(
                            "postgres://user:password@host:5432/database or jdbc:postgresql://host:5432/database?user=...",
                            "(postgres(ql)?|jdbc:postgresql)://[^/?\\s]+/[^/?\\s]+(\\?\\S+)?"),
                    "PostgreSQL database that keeps them instead of the file, for several instances of the service."),
            plain(
                    "JOURNAL_RETENTION",
                    "90d",
                    days(30, 3650),
                    "How long decided alerts, their orders and events are kept, at least 30d."),
            plain(
                    "REQUEST_TIMEOUT",
                    "30s",
                    duration(100, 120_000),
                    "How long one request to the exchange may take; what is about orders and positions takes 3s at most, and is looked up then."),
            plain(
                    "NONCE_WINDOW",
                    "60s",
                    duration(5000, 300_000),
                    "How long the exchange may still take a signed order; shorten it only after it was measured."),
            plain("MAX_RETRIES", "3", wholeNumber(0, 10), "How often a read is tried again; an order is sent once."),
            plain(
                    "RATE_LIMIT_RETRY_DELAY",
                    "2s",
                    duration(10, 60_000),
                    "First pause before a read is tried again; it doubles each time."),
            plain(
                    "LOG_LEVEL",
                    "INFO",
                    oneOf(
                            Map.of("WARNING", "WARN", "CRITICAL", "ERROR"),
                            "TRACE",
                            "DEBUG",
                            "INFO",
                            "WARN",
                            "WARNING",
                            "ERROR",
                            "CRITICAL"),
                    "How much is logged: TRACE, DEBUG, INFO, WARN (or WARNING), ERROR (or CRITICAL)."),
            plain(
                    "LOG_FORMAT",
                    "json",
                    oneOf("json", "console"),
                    "Form of the log: json has one object per line, console is for people."),
            plain(
                    "MODE",
                    null,
                    oneOf("venue", "paper", "testnet", "live"),
                    "Leave it unset and the keys decide between paper, testnet and live; venue runs only the paper exchange."),
            plain(
                    "PAPER_PRICES",
                    "auto",
                    oneOf("auto", "walk"),
                    "Prices of the paper exchange: auto follows AsterDEX where it can be reached, walk makes up its own."),
            plain(
                    "SHADOW",
                    "false",
                    oneOf("true", "false"),
                    "Whether every live alert is run on a paper venue, too, to be compared: true or false; needs keys."));

    /** The limits that stand with real money when nothing was said; on paper each is off. */
    static final Map<String, String> WITH_REAL_MONEY = Map.of(
            "MAX_ORDER_NOTIONAL", "1000",
            "MAX_POSITION_NOTIONAL", "5000",
            "MAX_LEVERAGE", "20",
            "MAX_OPEN_POSITIONS", "10",
            "MAX_ORDERS_PER_MINUTE", "30",
            "MAX_DAILY_LOSS", "5%",
            "MAX_DRAWDOWN", "15%",
            "MAX_PRICE_DEVIATION", "5%");

    private Variables() {}
}
