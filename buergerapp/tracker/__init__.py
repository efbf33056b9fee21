"""The person's own record: profiles, services set up, steps done. Knows services by id only."""
