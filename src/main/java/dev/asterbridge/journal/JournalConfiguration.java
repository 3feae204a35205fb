package dev.asterbridge.journal;

import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(JournalProperties.class)
class JournalConfiguration {

    @Bean(destroyMethod = "")
    Database database(JournalProperties properties, Clock clock) {
        return properties.url().isEmpty()
                ? new SqliteDatabase(properties.file(), clock)
                : new PostgresDatabase(properties.url());
    }

    @Bean
    Condition condition(Clock clock) {
        return new Condition(clock);
    }

    @Bean
    Seat seat(Database database) {
        return new Seat(database, new SecureRandom());
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    GroupCommitJournal journal(
            Database database, Seat seat, Condition condition, JournalProperties properties, MeterRegistry meters) {
        return new GroupCommitJournal(database, seat, condition, properties.patience(), meters);
    }
}
