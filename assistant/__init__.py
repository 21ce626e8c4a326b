"""Questions in, cited answers out. Reads the store that ingest writes; never reads documents itself."""
