package dev.asterbridge.webhook;

import dev.asterbridge.signals.SignalIntake;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Notices whether the answer on an alert left: if not, its sender will send the same alert again. */
@Component
class Answered implements HandlerInterceptor, WebMvcConfigurer {

    /** The request's attribute with the ids of the signals it brought. */
    static final String SIGNALS = "bridge.signals";

    private final SignalIntake intake;

    Answered(SignalIntake intake) {
        this.intake = intake;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/webhook/**");
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        if (request.getAttribute(SIGNALS) instanceof List<?> ids) {
            boolean left = failure == null && leaves(response);
            ids.forEach(id -> intake.answered(String.valueOf(id), left));
        }
    }

    private static boolean leaves(HttpServletResponse response) {
        try {
            response.flushBuffer();
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
