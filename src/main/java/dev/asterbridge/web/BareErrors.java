package dev.asterbridge.web;

import java.io.IOException;
import java.io.Writer;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ErrorState;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Answers what Tomcat cannot even read as a request: with a problem instead of a page of its own, and never with a 5xx,
 * which says that the fault is ours and that it is worth sending again.
 */
@Component
@Order
class BareErrors implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    @Override
    public void customize(TomcatServletWebServerFactory tomcat) {
        tomcat.setProtocol(Http.class.getName());
        tomcat.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new ProblemValve()));
    }

    /** Tomcat's own, but for its 501 (transfer coding) and 505 (version). */
    public static final class Http extends Http11NioProtocol {

        @Override
        protected Processor createProcessor() {
            return new Http11Processor(this, getAdapter()) {

                @Override
                protected void setErrorState(ErrorState state, @Nullable Throwable failure) {
                    response.setStatus(ofSender(response.getStatus()));
                    super.setErrorState(state, failure);
                }
            };
        }
    }

    /** 501 and 505 speak of methods, codings and versions that the sender chose. */
    private static int ofSender(int status) {
        return status == 501 || status == 505 ? 400 : status;
    }

    private static final class ProblemValve extends ErrorReportValve {

        @Override
        protected void report(Request request, Response response, @Nullable Throwable failure) {
            int status = ofSender(response.getStatus());
            if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
                return;
            }
            response.setStatus(status);
            response.setContentType("application/problem+json");
            response.setCharacterEncoding("UTF-8");
            try {
                Writer writer = response.getReporter();
                if (writer != null) {
                    writer.write(problem(status));
                    response.finishResponse();
                }
            } catch (IOException e) {
                // The caller has hung up; there is nobody left to tell.
            }
        }

        private static String problem(int status) {
            String error = Problems.errorOf(status);
            return """
                    {"type":"%s","title":"%s","status":%d,"detail":"The request cannot be understood.","error":"%s"}""".formatted(Problems.typeOf(error), Problems.titleOf(error), status, error);
        }
    }
}
