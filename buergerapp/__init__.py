"""BürgerApp: a step-by-step guide to the digital services of Bochum."""

__version__ = "0.1.0"
