"""The search field of pages that are not the search: the first letter leads to the results."""

from PySide6.QtCore import QCoreApplication

from buergerapp.gui.session import Session
from buergerapp.gui.widgets.search_field import SearchField


def question_field(session: Session) -> SearchField:
    """Return a field that asks what the person wants to do and goes to the results while they type."""
    translate = QCoreApplication.translate
    field = SearchField(
        session.icons,
        session.look,
        translate("QuestionField", "Zum Beispiel: Ausweis verlängern, umziehen, Hund anmelden"),
        translate("QuestionField", "Was möchten Sie erledigen?"),
        translate("QuestionField", "Suche leeren"),
    )

    def on_typed(text: str) -> None:
        if text.strip():
            session.navigate("search", text)

    field.edit.textEdited.connect(on_typed)
    field.edit.returnPressed.connect(lambda: session.navigate("search", field.edit.text()))
    return field
