"""Lets `python -m buergerapp` be the same program as the command `buergerapp`."""

import sys

from buergerapp.cli import main

if __name__ == "__main__":
    sys.exit(main())
