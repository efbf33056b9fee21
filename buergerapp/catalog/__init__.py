"""The compiled, read-only catalog of services."""
