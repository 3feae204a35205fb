package dev.asterbridge.exchange;

/** Changes how a symbol is traded. Every method throws {@link ExchangeUnavailable} when it was refused or not answered. */
public interface SymbolSettings {

    LeverageChange setLeverage(Symbol symbol, int leverage);

    /** Success also when the type is already as wanted. */
    void setMarginType(Symbol symbol, MarginType marginType);
}
