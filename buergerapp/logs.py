"""The log: enough to find a bug, nothing about the person.

The program never logs names, search words or progress. Two nets catch what slips through in
tracebacks and file names: the home folder becomes ``~``, and words given to :func:`hide` (names of
profiles) become ``…``.
"""

import contextlib
import logging
import re
import sys
from pathlib import Path

FILE_NAME = "buergerapp.log"
_MAX_BYTES = 512 * 1024
_KEPT_FILES = 3
_NAME = "buergerapp"

_hidden: set[str] = set()


def hide(*words: str) -> None:
    """Keep these words (a person's name) out of everything that is logged from now on."""
    _hidden.update(word for word in words if len(word) > 1)


class PrivateFormatter(logging.Formatter):
    """Formats a record, traceback included, without the home folder and hidden words."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line or lines that are written."""
        text = super().format(record)
        with contextlib.suppress(RuntimeError):
            text = text.replace(str(Path.home()), "~")
        for word in sorted(_hidden, key=len, reverse=True):
            text = re.sub(rf"(?i)(?<!\w){re.escape(word)}(?!\w)", "…", text)
        return text


class _FileWhenNeeded(logging.Handler):
    """Opens the log with the first record: most starts have nothing to tell, and this takes 7 ms to load."""

    def __init__(self, file: Path) -> None:
        """Write to ``file`` some day."""
        super().__init__()
        self._file = file
        self._real: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record."""
        if self._real is None:
            from logging.handlers import RotatingFileHandler

            self._real = RotatingFileHandler(
                self._file, maxBytes=_MAX_BYTES, backupCount=_KEPT_FILES, encoding="utf-8"
            )
            self._real.setFormatter(self.formatter)
        self._real.emit(record)

    def close(self) -> None:
        """Close the file, if there is one."""
        if self._real is not None:
            self._real.close()
        super().close()


def start(folder: Path, *, verbose: bool = False) -> Path | None:
    """Write the program's log into ``folder`` from now on.

    Calling it again moves the log to the new folder. A log that cannot be written never stops the
    program: it goes to standard error then.

    Args:
        verbose: Also log what helps only developers.

    Returns:
        The file, or None when it cannot be written.
    """
    stop()
    handler: logging.Handler
    file: Path | None = folder / FILE_NAME
    try:
        (folder / FILE_NAME).open("ab").close()
        handler = _FileWhenNeeded(folder / FILE_NAME)
    except OSError:
        file, handler = None, logging.StreamHandler(sys.stderr)
    handler.setFormatter(PrivateFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logger = logging.getLogger(_NAME)
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG if verbose else logging.INFO)
    logger.propagate = False
    return file


def stop() -> None:
    """Close the log and forget hidden words (tests, end of the program)."""
    logger = logging.getLogger(_NAME)
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
        handler.close()
    logger.propagate = True
    _hidden.clear()
