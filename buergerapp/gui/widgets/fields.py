"""Fields with their word above: text, secrets, and the sentence that says what is wrong."""

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from buergerapp.gui.icons import Icons
from buergerapp.gui.theme import Look
from buergerapp.gui.widgets.buttons import MIN_TARGET, Button
from buergerapp.gui.widgets.labels import Text


class TextField(QWidget):
    """A line to type into with its word above it."""

    def __init__(self, word: str, name: str, text: str = "", *, longest: int = 200, help: str = "") -> None:
        """Make a field.

        Args:
            word: Stands above and is said by screen readers.
            name: Object name of the line.
            help: A smaller sentence below the word; also said by screen readers.
        """
        super().__init__()
        self.edit = QLineEdit(text)
        self.edit.setObjectName(name)
        self.edit.setAccessibleName(word)
        self.edit.setAccessibleDescription(help)
        self.edit.setMaxLength(longest)
        self.edit.setMinimumHeight(MIN_TARGET)
        self.edit.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4)
        label = Text(word, "strong")
        label.setBuddy(self.edit)
        self.column.addWidget(label)
        if help:
            self.column.addWidget(Text(help, "second"))
        self.line = QHBoxLayout()
        self.line.setSpacing(8)
        self.line.addWidget(self.edit, 1)
        self.column.addLayout(self.line)

    @property
    def text(self) -> str:
        """What was typed."""
        return self.edit.text()


class SecretField(TextField):
    """A line for a PIN or passphrase, hidden until the person wants to see it."""

    def __init__(self, icons: Icons, look: Look, word: str, name: str) -> None:
        """Make a field."""
        super().__init__(word, name)
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self._show = Button(icons, look, self.tr("Zeigen"), "eye", "", f"{name}-show")
        self._show.setCheckable(True)
        self._show.setAccessibleName(self.tr("Zeigen: {word}").format(word=word))
        self._show.toggled.connect(self._on_show)
        self.line.addWidget(self._show)

    def _on_show(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.edit.setEchoMode(mode)


class Complaint(Text):
    """The sentence below a field that says what is wrong; hidden while nothing is."""

    def __init__(self, name: str) -> None:
        """Make an empty sentence."""
        super().__init__("", "strong", "warning", role="notification")
        self.setObjectName(name)
        self.hide()

    def say(self, sentence: str) -> None:
        """Show a sentence, or nothing; shown anew it is also spoken."""
        self.hide()
        self.setText(sentence)
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))
