"""The search field with its question, and the one of other pages: there typing leads to the results."""

from PySide6.QtCore import QCoreApplication

from buergerapp.gui.session import Session
from buergerapp.gui.widgets.search_field import SearchField


def search_field(session: Session) -> SearchField:
    """Return a field that asks what the person wants to do.

    It has the same words on every page: typing on the start page leads to the search page, and screen readers
    say at that moment what is different about the field that has the focus now.
    """
    translate = QCoreApplication.translate
    return SearchField(
        session.icons,
        session.look,
        translate("QuestionField", "Zum Beispiel: Ausweis verlängern, umziehen, Hund anmelden"),
        translate("QuestionField", "Was möchten Sie erledigen?"),
        translate("QuestionField", "Suche leeren"),
        (
            translate("QuestionField", "Zum Beispiel: Ausweis verlängern"),
            translate("QuestionField", "Zum Beispiel: umziehen"),
        ),
    )


def question_field(session: Session) -> SearchField:
    """Return a search field that goes to the results while somebody types."""
    field = search_field(session)

    def on_typed(text: str) -> None:
        if text.strip():
            session.navigate("search", text)

    field.edit.textEdited.connect(on_typed)
    field.edit.returnPressed.connect(lambda: session.navigate("search", field.edit.text()))
    return field
