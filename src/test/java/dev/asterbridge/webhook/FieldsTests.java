package dev.asterbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.Decimals;
import dev.asterbridge.problems.Problem;
import dev.asterbridge.problems.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldsTests {

    private final Faults faults = new Faults(new Secrets(List.of("horse")));

    @Test
    void namesCountWithoutCaseUnderscoresAndHyphens() {
        Fields fields = fields("{'Order-TYPE':'x','positionside':1}");

        assertThat(fields.text("order_type")).isEqualTo("x");
        assertThat(fields.text("positionSide")).isEqualTo("1");
        assertThat(fields.has("ORDERTYPE")).isTrue();
        assertThat(rest(fields)).isEmpty();
    }

    @Test
    void whatIsNullIsAbsentAndKnownAllTheSame() {
        Fields fields = fields("{'a':null,'b':null}");

        assertThat(fields.has("a")).isFalse();
        assertThat(fields.text("a")).isNull();
        assertThat(fields.read(Decimals::parse, "a")).isNull();
        assertThat(fields.inside("a")).isNull();
        assertThat(fields.each("a", Decimals::parse, object -> null)).isEmpty();
        assertThat(fields.says("a")).isFalse();
        assertThat(rest(fields)).containsExactly("b is not understood: it is no field of the alerts called x");
    }

    @Test
    void aliasesAreOneField() {
        Fields fields = fields("{'qty':1,'contracts':2,'Symbol':'a','symbol':'b'}");

        assertThat(fields.text("quantity", "qty", "contracts")).isEqualTo("1");
        fields.text("symbol");
        assertThat(rest(fields))
                .containsExactly("symbol says Symbol a second time", "contracts says quantity a second time");
    }

    @Test
    void ofTwoWritingsTheOneThatIsNotNullCounts() {
        Fields fields = fields("{'symbol':null,'Symbol':'b','SYMBOL':null}");

        assertThat(fields.text("symbol")).isEqualTo("b");
        assertThat(rest(fields)).isEmpty();
    }

    @Test
    void aFaultSaysHowTheFieldIsWrittenAndWhereItLies() {
        Fields fields = fields("{'Order':{'AMOUNT':'x'},'steps':[{'price':'y'},[],{'size':1}]}");

        Fields order = fields.inside("order");
        assertThat(order.read(Decimals::parse, "amount")).isNull();
        fields.each("steps", Decimals::parse, step -> step.read(Decimals::parse, "price"));

        assertThat(rest(fields))
                .containsExactly(
                        "Order.AMOUNT 'x' must be a decimal number such as 0.25",
                        "steps[0].price 'y' must be a decimal number such as 0.25",
                        "steps[1] must be text, a number or an object",
                        "steps[2].size is not understood: it is no field of the alerts called x");
    }

    @Test
    void whatIsMissingIsNamedOnceWhateverItMayBeCalled() {
        Fields fields = fields("{'b':'x'}");

        assertThat(fields.need("give one", Decimals::parse, "a")).isNull();
        assertThat(fields.need("give one", Decimals::parse, "c", "b")).isNull();

        assertThat(rest(fields))
                .containsExactly("a is missing: give one", "b 'x' must be a decimal number such as 0.25");
    }

    @Test
    void aWordIsLookedAtWithoutBeingTakenNoteOf() {
        Fields fields = fields("{'action':' BUY ','list':[1]}");

        assertThat(fields.word("action")).isEqualTo("buy");
        assertThat(fields.word("list")).isEmpty();
        assertThat(fields.word("none")).isEmpty();
        assertThat(rest(fields)).hasSize(2);
    }

    @Test
    void textAndNotesAreNoContainersAndObjectsAreObjects() {
        Fields fields = fields("{'a':[1],'b':{},'c':1,'d':{},'e':{'f':[1]}}");

        assertThat(fields.text("a")).isNull();
        fields.note("b", "none");
        assertThat(fields.inside("c")).isNull();
        assertThat(fields.each("d", Decimals::parse, object -> null)).isEmpty();
        fields.noteWhole("e", "none");

        assertThat(rest(fields))
                .containsExactly(
                        "a must be text or a number",
                        "b must be text or a number",
                        "c must be an object",
                        "d must be a list");
    }

    @Test
    void whatMustNotBeDoneWithoutIsRefusedIfItIsThere() {
        Fields fields = fields("{'a':{},'b':null,'c':'1'}");

        fields.refuse("is not supported yet", "a", "b", "c", "none");
        fields.fault("d", "is missing");

        assertThat(rest(fields))
                .containsExactly("a is not supported yet", "c '1' is not supported yet", "d is missing");
    }

    @Test
    void theElementsOfAListAreTextOrObjects() {
        Fields fields = fields("{'a':['1',2.5,'x',null,{'b':3},{'b':4,'c':5}]}");

        assertThat(fields.isList("a")).isTrue();
        assertThat(fields.each("a", Decimals::parse, object -> object.read(Decimals::parse, "b")))
                .hasToString("[1, 2.5, 3, 4]");
        assertThat(rest(fields))
                .containsExactly(
                        "a[2] 'x' must be a decimal number such as 0.25",
                        "a[3] must be text, a number or an object",
                        "a[5].c is not understood: it is no field of the alerts called x");
    }

    @Test
    void whatAnUnusedInputOrPlotLeavesSaysNothing() {
        Fields fields = fields("{'a':'','b':0,'c':'0.0%','d':'NaN','e':[],'f':null,'g':'0 away'}");

        assertThat(List.of("a", "b", "c", "d", "e", "f", "g", "h")).noneMatch(fields::says);
        assertThat(List.of("a", "b", "c")).allMatch(fields("{'a':'1','b':'x','c':[0]}")::says);
    }

    @Test
    void offIsFalseOrAnObjectThatSaysSo() {
        Fields fields =
                fields("{'a':false,'b':'False','c':{'enabled':false},'d':true,'e':{'enabled':true},'f':{},'g':[]}");

        assertThat(List.of("a", "b", "c")).allMatch(fields::isOff);
        assertThat(List.of("d", "e", "f", "g", "h")).noneMatch(fields::isOff);
    }

    @Test
    void noFaultRepeatsASecret() {
        Fields fields = fields("{'passphrase':'pony','a':'a horse','horse':1,'b':['horse']}");

        fields.refuse("no", "passphrase", "a", "b");

        assertThat(String.join("; ", rest(fields)))
                .doesNotContain("pony", "horse")
                .contains("a 'a ***' no", "*** is not understood");
    }

    @Test
    void afterFiftyFaultsNobodyReadsOn() {
        StringBuilder many = new StringBuilder("{'a0':0");
        for (int i = 1; i < 200; i++) {
            many.append(",'a").append(i).append("':1");
        }

        assertThat(rest(fields(many + "}"))).hasSize(50);
    }

    private Fields fields(String json) {
        return new Fields(Messages.read(json).actions().getFirst(), "", faults, name -> name);
    }

    private List<String> rest(Fields fields) {
        fields.refuseTheRest("x");
        try {
            faults.requireNone();
            assertThat(faults.isEmpty()).isTrue();
            return List.of();
        } catch (ProblemException e) {
            return e.problem().fields().stream().map(FieldsTests::sentence).toList();
        }
    }

    private static String sentence(Problem.Field field) {
        return field.value() == null
                ? field.field() + " " + field.message()
                : "%s '%s' %s".formatted(field.field(), field.value(), field.message());
    }
}
