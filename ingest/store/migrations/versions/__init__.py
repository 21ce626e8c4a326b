"""One module a migration, named by its number; a published one is never edited."""
