"""Everything Qt: the window, its pages and how they look and sound."""
