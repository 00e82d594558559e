-- What the role that works with the tables may do; run after the migrations at every start, because
-- the role may be another than the last time. What is missing here is refused: nobody updates,
-- deletes or truncates audit, and partitions are reached through their tables alone.
GRANT USAGE ON SCHEMA audit, insight, media, ops, security, staff TO {app};
GRANT USAGE ON SCHEMA privacy TO {app};
GRANT SELECT, UPDATE ON privacy.book TO {app};
GRANT SELECT, INSERT, UPDATE (revoked_at) ON privacy.exclusions TO {app};
GRANT SELECT, INSERT ON privacy.consents TO {app};
GRANT SELECT, INSERT ON ops.organisations TO {app};
GRANT SELECT ON ops.dropped_partitions TO {app};
GRANT SELECT, INSERT ON audit.audit_logs TO {app};
GRANT SELECT, INSERT, UPDATE ON audit.heads TO {app};
GRANT SELECT ON audit.anchors TO {app};
GRANT SELECT, INSERT ON insight.counted_events TO {app};
GRANT SELECT, INSERT, UPDATE ON insight.counts_quarter TO {app};
GRANT SELECT, INSERT, UPDATE ON insight.counts_day TO {app};
GRANT SELECT, INSERT, UPDATE (sender) ON media.events TO {app};
GRANT SELECT ON media.erasures TO {app};
GRANT SELECT, INSERT, DELETE ON media.sessions TO {app};
GRANT SELECT, INSERT ON security.observations TO {app};
GRANT SELECT, INSERT ON security.hits TO {app};
GRANT SELECT, INSERT ON security.waits TO {app};
GRANT SELECT, INSERT ON security.acknowledgements TO {app};
GRANT SELECT, INSERT, UPDATE ON staff.activity_daily TO {app};
