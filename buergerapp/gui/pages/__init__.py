"""The pages of the window: one file each, built in code, opened with a route."""
