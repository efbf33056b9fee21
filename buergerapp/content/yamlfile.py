"""Read YAML so that every complaint can name its file and line."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

Position = tuple[str | int, ...]
"""Where a value stands in a document: keys and list indexes from the top."""


@dataclass(frozen=True, slots=True, order=True)
class Complaint:
    """Something an author has to mend.

    Attributes:
        file: File name below the content folder.
        line: Line in that file, counted from 1.
        message: German sentence.
    """

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        """Write it the way editors and compilers jump to it."""
        return f"{self.file}:{self.line}: {self.message}"


@dataclass(slots=True)
class YamlFile:
    """A parsed document together with the line of each of its values."""

    name: str
    data: Any = None
    lines: dict[Position, int] = field(default_factory=dict)
    complaints: list[Complaint] = field(default_factory=list)

    def line(self, position: Iterable[str | int] = ()) -> int:
        """Return the line of a value, or that of the nearest value around it."""
        place = tuple(position)
        while place not in self.lines and place:
            place = place[:-1]
        return self.lines.get(place, 1)

    def complain(self, message: str, *position: str | int) -> None:
        """Note a complaint about the value at ``position``."""
        self.complaints.append(Complaint(self.name, self.line(position), message))


_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(path: Path, name: str) -> YamlFile:
    """Parse ``path``; broken files give an empty document with one complaint.

    Args:
        path: File to read, UTF-8.
        name: The name to use in complaints.
    """
    document = YamlFile(name)
    try:
        loader = _Loader(path.read_text(encoding="utf-8"))
        node = loader.get_single_node()
    except (OSError, UnicodeDecodeError) as problem:
        document.complaints.append(Complaint(name, 1, f"Datei nicht lesbar: {problem}"))
        return document
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        words = getattr(problem, "problem", None) or str(problem)
        document.complaints.append(Complaint(name, line, f"kein gültiges YAML: {words}"))
        return document
    if node is not None:
        try:
            document.data = _value(node, loader, document, ())
        except RecursionError:
            document.complaints.append(Complaint(name, 1, "kein gültiges YAML: etwas enthält sich selbst"))
    return document


def _value(node: yaml.Node, loader: Any, document: YamlFile, at: Position) -> Any:
    """Build the Python value of a node and remember the lines of everything in it."""
    document.lines.setdefault(at, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            document.lines[(*at, key)] = key_node.start_mark.line + 1
            if key in result:
                document.complain(f"„{key}“ steht hier doppelt", *at, key)
            result[key] = _value(value_node, loader, document, (*at, key))
        return result
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, loader, document, (*at, i)) for i, item in enumerate(node.value)]
    if node.tag == "tag:yaml.org,2002:timestamp":
        return str(node.value)  # dates stay words: sources also say "ca. 2023"
    try:
        return loader.construct_object(node)
    except (yaml.YAMLError, ValueError) as problem:
        words = getattr(problem, "problem", None) or str(problem)
        document.complain(f"kein gültiges YAML: {words}", *at)
        return None
