# syntax=docker/dockerfile:1

FROM eclipse-temurin:25-jdk AS build
WORKDIR /src
COPY .mvn .mvn
COPY mvnw pom.xml ./
COPY src src
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw --batch-mode --no-transfer-progress -DskipTests -Dspotless.check.skip package \
 && java -Djarmode=tools -jar target/asterdex-trading-api.jar extract --layers --destination layers \
 && jar --extract --file layers/dependencies/lib/sqlite-jdbc-*.jar "org/sqlite/native/Linux/$(uname -m)"

FROM eclipse-temurin:25-jre
RUN apt-get update \
 && apt-get install --yes --no-install-recommends curl \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --create-home --home-dir /app bridge \
 && install --directory --owner=bridge /app/data
USER bridge
WORKDIR /app
COPY --from=build /src/layers/dependencies/ ./
COPY --from=build /src/layers/snapshot-dependencies/ ./
COPY --from=build /src/layers/spring-boot-loader/ ./
COPY --from=build /src/layers/application/ ./
# SQLite would otherwise unpack its library into /tmp, from where Docker does not let it be loaded.
COPY --from=build /src/org/sqlite/native/Linux/*/ ./native/
# The cache is trained by one start in paper mode, with the flags it is used with; it halves the start.
RUN printf '%s\n' -XX:MaxRAMPercentage=60 -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:+ExitOnOutOfMemoryError -XX:-HeapDumpOnOutOfMemoryError -Dorg.sqlite.lib.path=/app/native > jvm.options \
 && PAPER_PRICES=walk java @jvm.options -XX:AOTCacheOutput=app.aot -Dspring.context.exit=onRefresh -jar asterdex-trading-api.jar \
 && rm -rf data/*

EXPOSE 8000
VOLUME /app/data
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD curl --fail --silent --output /dev/null "http://127.0.0.1:${SERVER_PORT:-8000}/health"
ENTRYPOINT ["java", "@jvm.options", "-XX:AOTCache=app.aot", "-jar", "asterdex-trading-api.jar"]
