package dev.asterbridge.paper;

/** An answer that only says how it went: 200 for success, otherwise AsterDEX's negative code. */
record CodeAnswer(int code, String msg) {

    static final CodeAnswer SUCCESS = new CodeAnswer(200, "success");
}
