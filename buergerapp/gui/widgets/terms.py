"""Technical words: marked in a text, and explained right below it when somebody asks."""

from functools import partial
from html import escape

from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from buergerapp.domain.glossary import Mention
from buergerapp.domain.service import Term
from buergerapp.gui.session import Session
from buergerapp.gui.widgets.buttons import Button
from buergerapp.gui.widgets.fitting import with_breaks
from buergerapp.gui.widgets.labels import Text
from buergerapp.gui.widgets.layouts import FlowLayout, holder


class MarkedText(Text):
    """Text in which some words are underlined; for screen readers it stays plain."""

    def __init__(
        self, text: str, mentions: tuple[Mention, ...], kind: str = "", tone: str = "", *, role: str = ""
    ) -> None:
        """Make a label that underlines every mention."""
        super().__init__(text, kind, tone, role=role)
        if mentions:
            self._underline(text, mentions)

    def _underline(self, text: str, mentions: tuple[Mention, ...]) -> None:
        """Show the words as rich text; what is not ours is escaped."""
        words, html, end = "", "", 0
        places: list[tuple[int, int]] = []
        for mention in mentions:
            before, marked = with_breaks(text[end : mention.start]), text[mention.start : mention.end]
            words, html, end = words + before, html + escape(before), mention.end
            places.append((len(words), len(marked)))
            words, html = words + marked, f"{html}<u>{escape(marked)}</u>"
        rest = with_breaks(text[end:])
        self.show_marked(words + rest, html + escape(rest), tuple(places))


class Explainer:
    """Explains each word of the glossary where it comes first.

    A page has one explainer; its places (:class:`Spot`) are made in the order of reading.
    """

    def __init__(self, session: Session, unfolded: set[str]) -> None:
        """Begin a page.

        Args:
            unfolded: Names of the buttons whose explanations are shown; belongs to the page, so that they
                stay when it is drawn anew.
        """
        self._session = session
        self._unfolded = unfolded
        self._explained: set[str] = set()

    def spot(self, name: str, *texts: str) -> "Spot":
        """Return the place where the words of ``texts`` are explained that were not explained before.

        Args:
            name: Part of the buttons' object names; unique on the page.
        """
        new: dict[str, tuple[str, Term]] = {}
        for text in texts:
            for mention in self._session.find.glossary.find(text):
                if mention.term.id not in self._explained:
                    new.setdefault(mention.term.id, (text[mention.start : mention.end], mention.term))
        self._explained |= new.keys()
        return Spot(self._session, self._unfolded, name, new)


class Spot:
    """A place on a page with texts and the explanations that belong to them."""

    def __init__(
        self, session: Session, unfolded: set[str], name: str, words: dict[str, tuple[str, Term]]
    ) -> None:
        """Explain ``words``: id of a term to the word as it stands in the text, and the term."""
        self._session = session
        self._unfolded = unfolded
        self._name = name
        self._words = words
        self._unmarked = set(words)

    def text(self, text: str, kind: str = "", tone: str = "", *, role: str = "") -> Text:
        """Make a label in which the words that are explained here are marked, each of them once."""
        if not self._unmarked:
            return Text(text, kind, tone, role=role)
        first = {m.term.id: m for m in reversed(self._session.find.glossary.find(text))}
        marked = sorted((m for id_, m in first.items() if id_ in self._unmarked), key=lambda m: m.start)
        self._unmarked -= first.keys()
        return MarkedText(text, tuple(marked), kind, tone, role=role)

    def row(self) -> "Explanations | None":
        """Make the row that explains the words; None when there is nothing to explain."""
        if not self._words:
            return None
        return Explanations(self._session, self._unfolded, self._name, list(self._words.values()))


class Explanations(QWidget):
    """A calm row of buttons, one for each word; pressing one shows or hides what the word means."""

    def __init__(
        self, session: Session, unfolded: set[str], name: str, words: list[tuple[str, Term]]
    ) -> None:
        """Make the row; what was unfolded before is shown at once."""
        super().__init__()
        self._session = session
        self._unfolded = unfolded
        self._shown: dict[int, QFrame] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        row = FlowLayout(8)
        lead = Text(self.tr("Wörter erklärt:"), "small")
        lead.setWordWrap(False)
        row.addWidget(lead)
        self._column.addWidget(holder(row))
        for place, (word, term) in enumerate(words):
            name_ = f"term-{name}-{term.id}"
            button = Button(session.icons, session.look, word, "", "chip", name_, "disclosure")
            button.setCheckable(True)
            button.setAccessibleName(self.tr("{word} erklären").format(word=word))
            if button.objectName() in unfolded:
                button.setChecked(True)
                self._show(place, term)
            button.on_click(partial(self._on_clicked, button, place, term))
            row.addWidget(button)

    def _on_clicked(self, button: Button, place: int, term: Term) -> None:
        """Show or hide an explanation and say so to screen readers."""
        if button.isChecked():
            self._unfolded.add(button.objectName())
            frame = self._show(place, term)
            self._session.announce.emit(f"{term.title}: {term.explanation}")
            QTimer.singleShot(0, frame, partial(_bring_into_view, frame))
        else:
            self._unfolded.discard(button.objectName())
            frame = self._shown.pop(place)
            self._column.removeWidget(frame)
            frame.hide()
            frame.deleteLater()
            self._session.announce.emit(self.tr("Erklärung ausgeblendet."))

    def _show(self, place: int, term: Term) -> QFrame:
        """Add the explanation below the row, in the order of the buttons."""
        frame = QFrame()
        frame.setProperty("kind", "term")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(14, 10, 14, 10)
        words = Text("")
        explanation = with_breaks(term.explanation)
        words.show_marked(
            f"{term.title}: {explanation}", f"<b>{escape(term.title)}:</b> {escape(explanation)}"
        )
        inside.addWidget(words)
        self._column.insertWidget(1 + sum(other < place for other in self._shown), frame)
        self._shown[place] = frame
        return frame


def _bring_into_view(widget: QWidget) -> None:
    """Scroll just as far as needed to see the whole widget."""
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    if parent is not None:
        # The new words make everything around them higher, one layout after the other.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        parent.ensureWidgetVisible(widget, 0, 16)
