"""Evidence into typed blocks with citations, one module a family of intents. Finds nothing; invents nothing."""
