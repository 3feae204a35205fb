package dev.asterbridge.web;

import dev.asterbridge.problems.Problem;
import dev.asterbridge.problems.ProblemException;
import dev.asterbridge.settings.KeptSecrets;
import dev.asterbridge.web.Door.Verdict;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Puts the door and the filters before everything else. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebProperties.class)
class SecurityConfiguration {

    /** The health and the documents are for everybody; alerts and the paper exchange have checks of their own. */
    private static final String[] OPEN = {
        "/",
        "/health",
        "/docs",
        "/swagger-ui/**",
        "/v3/api-docs",
        "/v3/api-docs/**",
        "/actuator/health",
        "/actuator/health/liveness",
        "/actuator/health/readiness",
        "/webhook/tradingview",
        "/webhook/tradingview-strategy",
        "/paper/**"
    };

    private static final String VERDICT = Verdict.class.getName();
    private static final Set<String> NOTHING_TO_STEAL = Set.of("paper", "venue");
    private static final String CONTENT_POLICY = "default-src 'self'; img-src 'self' data:; "
            + "style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; "
            + "form-action 'self'";

    @Bean
    SecurityFilterChain frontDoor(
            HttpSecurity http,
            WebProperties properties,
            @Value("${bridge.mode:paper}") String mode,
            Clock clock,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems)
            throws Exception {
        Door door = new Door(properties, NOTHING_TO_STEAL.contains(mode), new WrongKeys(clock));
        return http.csrf(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY)))
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(
                                DispatcherType.ERROR, DispatcherType.ASYNC, DispatcherType.FORWARD)
                        .permitAll()
                        .requestMatchers(OPEN)
                        .permitAll()
                        .anyRequest()
                        .access((who, where) -> judge(door, where.getRequest())))
                .exceptionHandling(handling -> handling.authenticationEntryPoint(
                        (request, response, e) -> problems.resolveException(request, response, null, refusal(request))))
                .build();
    }

    /** What each of its filters does is nobody's question, and takes more time than they do. */
    @Bean
    SecurityObservationSettings unobserved() {
        return SecurityObservationSettings.noObservations();
    }

    /** Any method may come this far: what a path does not take is a 405 that names what it takes. */
    @Bean
    StrictHttpFirewall firewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setUnsafeAllowAnyHttpMethod(true);
        return firewall;
    }

    @Bean
    RequestRejectedHandler rejectedPaths(@Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        String detail = "The path or a header has characters that are not allowed there.";
        return (request, response, e) -> problems.resolveException(
                request, response, null, new ProblemException(Problem.badRequest("INVALID_REQUEST", detail)));
    }

    @Bean
    FilterRegistrationBean<RequestLog> requestLog(
            ConfigurableEnvironment environment, ObjectProvider<KeptSecrets> others) {
        KeptSecrets secrets = others.stream().reduce(KeptSecrets.ofVariables(environment), KeptSecrets::and);
        FilterRegistrationBean<RequestLog> filter =
                new FilterRegistrationBean<>(new RequestLog(new SecureRandom(), new Mask(secrets)));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    @Bean
    FilterRegistrationBean<BodyLimit> bodyLimit(
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        FilterRegistrationBean<BodyLimit> filter = new FilterRegistrationBean<>(new BodyLimit(problems));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        return filter;
    }

    private static AuthorizationDecision judge(Door door, HttpServletRequest request) {
        Verdict verdict = door.judge(request);
        request.setAttribute(VERDICT, verdict);
        return new AuthorizationDecision(verdict == Verdict.OPEN);
    }

    private static ProblemException refusal(HttpServletRequest request) {
        Verdict verdict = request.getAttribute(VERDICT) instanceof Verdict judged ? judged : Verdict.NO_KEY;
        return switch (verdict) {
            case OPEN, NO_KEY -> unauthorized("This needs the API key, as \"Authorization: Bearer ...\" or X-API-Key.");
            case WRONG_KEY -> unauthorized("The API key is wrong; it must be the value of API_KEY.");
            case TOO_MANY_WRONG_KEYS ->
                new ProblemException(new Problem(
                        429,
                        "TOO_MANY_REQUESTS",
                        "Too many wrong API keys from this address.",
                        null,
                        WrongKeys.WINDOW,
                        List.of()));
            case NOT_LOCAL ->
                new ProblemException(Problem.of(
                        403,
                        "FORBIDDEN",
                        "Without an API key this answers only programs on its own machine that call it as "
                                + "localhost; set API_KEY to use it from elsewhere or through a proxy."));
        };
    }

    private static ProblemException unauthorized(String detail) {
        ProblemException problem = new ProblemException(Problem.of(401, "UNAUTHORIZED", detail));
        problem.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        return problem;
    }
}
