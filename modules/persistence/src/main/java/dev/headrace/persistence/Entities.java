package dev.headrace.persistence;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import jakarta.persistence.Persistence;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * EclipseLink, started by hand and resource-local: transactions are the caller's, on connections of
 * the pool. Without its shared cache, which knows nothing of row security and would show one
 * organisation what another has read. Safe for use by several threads.
 */
final class Entities implements AutoCloseable {

    private static final String UNIT = "headrace";

    private final EntityManagerFactory factory;

    private Entities(EntityManagerFactory factory) {
        this.factory = factory;
    }

    static Entities over(DataSource source) {
        return new Entities(
                Persistence.createEntityManagerFactory(
                        UNIT, Map.of("jakarta.persistence.nonJtaDataSource", source)));
    }

    /** Does something in one transaction, which is undone when it throws. */
    <T> T inTransaction(Function<EntityManager, T> work) {
        try (EntityManager entities = factory.createEntityManager()) {
            EntityTransaction transaction = entities.getTransaction();
            transaction.begin();
            try {
                T result = work.apply(entities);
                transaction.commit();
                return result;
            } finally {
                if (transaction.isActive()) {
                    transaction.rollback();
                }
            }
        }
    }

    /**
     * The same for one organisation, which sees nothing of the others. EclipseLink reads on any
     * connection until a transaction has really begun; asking for its connection begins it.
     */
    <T> T inTransaction(Organisation organisation, Function<EntityManager, T> work) {
        return inTransaction(entities -> {
            try {
                organisation.bind(entities.unwrap(Connection.class));
            } catch (SQLException e) {
                throw SqlFailure.of(e);
            }
            return work.apply(entities);
        });
    }

    @Override
    public void close() {
        factory.close();
    }
}
