package dev.asterbridge.web;

import dev.asterbridge.exchange.TestClock;
import org.springframework.http.converter.json.Jackson2ObjectMapperBuilder;
import org.springframework.http.converter.json.MappingJackson2HttpMessageConverter;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

/** Lets the tests of other rooms speak to a controller of theirs alone, in this room's JSON and with its problems. */
public final class OneController {

    private OneController() {}

    public static MockMvc alone(Object controller) {
        Jackson2ObjectMapperBuilder json = Jackson2ObjectMapperBuilder.json();
        new Json().bridgeJson().customize(json);
        return MockMvcBuilders.standaloneSetup(controller)
                .setMessageConverters(new MappingJackson2HttpMessageConverter(json.build()))
                .setControllerAdvice(new ApiProblems(new Problems(new TestClock())))
                .build();
    }
}
