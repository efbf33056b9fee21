"""Python's own ``import``, also after PySide6 was loaded."""

import builtins

import PySide6.QtCore  # noqa: F401 - loading it puts PySide's import in the place of Python's


def keep_pythons_import() -> None:
    """Undo what PySide6 does to ``import``; call it before the window's modules are loaded.

    PySide6 puts itself before ``import`` to look for ``from __feature__ import …`` (snake_case names), and
    for that reads the source text of every module that is imported after it
    (``shibokensupport/feature.py``). We use no such feature, so Python's import, which PySide6 keeps under
    the name used here, may come back; the first window is there sooner. Without that name nothing changes.
    """
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
