package dev.headrace.persistence;

/** Rows of the audit table, as SQL. */
final class AuditRows {

    private AuditRows() {}

    static String insert(String organisation, String id) {
        return insert(organisation, id, "2026-11-22T09:59:00Z");
    }

    static String insert(String organisation, String id, String at) {
        return """
        INSERT INTO audit.audit_logs (occurred_at, event_id, received_at, organisation,
          actor_type, action, entity_type, request_path, status_code, event,
          log_position, node, chain_number, chain_previous, chain_hash)
        VALUES ('%s', '%s', now(), '%s', 'staff', 'UPDATE', 'patient', '/patients/7', 200, '{}',
          'n-1', 'n', 1, sha256(''), sha256(''))
        """
                .formatted(at, id, organisation);
    }
}
