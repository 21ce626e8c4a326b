"""Schema migrations of the store, run by `ingest.store.database` with Alembic; they hold no queries."""
