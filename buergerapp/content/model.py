"""The form of the authored files, checked by pydantic.

Facts stand once and are free of language; the texts of a language stand under its BCP 47 tag.
``docs/content.md`` explains the form to authors.
"""

import re
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from buergerapp.domain.service import Confidence, Level, Online, Risk, StepKind, Strength


def _https(value: str) -> str:
    """Accept only addresses that a person may be sent to."""
    parts = urlsplit(value)
    if parts.scheme != "https" or not parts.hostname or "." not in parts.hostname:
        raise ValueError("keine vollständige https-Adresse")
    if parts.username or parts.port or re.search(r"\s", value):
        raise ValueError("Adresse mit Anmeldung, Port oder Leerzeichen")
    return value


Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Url = Annotated[str, AfterValidator(_https)]
Text = Annotated[str, Field(min_length=1)]
Duration = Annotated[str, Field(pattern=r"^P(\d+Y)?(\d+M)?(\d+D)?$")]
Day = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$")]


class Form(BaseModel):
    """Base of all forms: unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class FeeForm(Form):
    """Amounts in EUR; the words stand in the text's ``cost``."""

    min: float | None = Field(default=None, ge=0)
    max: float | None = Field(default=None, ge=0)
    free: bool | None = None


class RequirementForm(Form):
    """A service that comes first; why stands in the text's ``requires``."""

    service: Id
    strength: Strength


class StepForm(Form):
    """The language-free part of a step."""

    id: Id
    kind: StepKind
    former_ids: list[Id] = []


class ContactForm(Form):
    """Who answers questions."""

    name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    hours: str = ""


class SourceForm(Form):
    """Where facts come from; see :class:`buergerapp.domain.service.Source`."""

    url: Url | None
    says: Text
    seen: Text


class LinkForm(Form):
    """A further official address."""

    label: Text
    url: Url


class BlockForm(Form):
    """A text that many guides share; a step takes it over with ``use``."""

    title: str = ""
    text: str = ""
    check: str = ""
    trouble: str = ""
    warning: str = ""


class StepTextForm(BlockForm):
    """The words of one step; what it leaves out comes from the blocks in ``use``."""

    use: list[Id] = []


class TextForm(Form):
    """A guide's words in German."""

    title: Annotated[str, Field(min_length=3, max_length=70)]
    summary: Text
    who: Text
    cost: Text
    time: Text
    documents: dict[Id, Text] = {}
    requires: dict[Id, Text] = {}
    visit: str = ""
    renewal: str = ""
    unconfirmed: list[Text] = []
    steps: dict[Id, StepTextForm]
    pitfalls: list[Text] = []
    everyday: list[Text]


class SimpleStepForm(Form):
    """A step in Einfache Sprache."""

    title: Text
    text: Text


class SimpleTextForm(Form):
    """The shorter version of a guide in Einfache Sprache (A2)."""

    title: Annotated[str, Field(min_length=3, max_length=70)]
    summary: Text
    steps: dict[Id, SimpleStepForm]


class ServiceForm(Form):
    """One file below ``services/``."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    id: Id
    former_ids: list[Id] = []
    category: Id
    provider: Text
    level: Level
    online: Online
    url: Url
    links: list[LinkForm] = []
    leika_keys: list[Annotated[str, Field(pattern=r"^99\d{12}$")]] = []
    needs: list[Id] = []
    documents: list[Id] = []
    fee: FeeForm
    own_minutes: int | None = Field(default=None, ge=1, le=600)
    risk: Risk
    confidence: Confidence
    starter_order: int | None = Field(default=None, ge=1)
    requires: list[RequirementForm] = []
    related: list[Id] = []
    steps: Annotated[list[StepForm], Field(min_length=3, max_length=9)]
    visit: Id | None = None
    contact: ContactForm = ContactForm()
    renewal_every: Duration | Literal[""] = ""
    valid_until: Day | None = None
    facts_until: Day | None = None
    source_date: str | None = None
    sources: Annotated[list[SourceForm], Field(min_length=1)]
    recheck: list[Text] = []
    unsourced: list[Text] = []
    de: TextForm
    de_simple: Annotated[SimpleTextForm | None, Field(alias="de-simple")] = None


class AreaForm(Form):
    """One of the five areas."""

    id: Id
    title: Text


class CategoryForm(Form):
    """A group of services."""

    id: Id
    title: Text
    description: Text
    area: Id
    icon: Text


class LifeEventForm(Form):
    """A life event with its services, grouped by when they are due."""

    id: Id
    title: Text
    short: Annotated[str, Field(min_length=2, max_length=32)]
    description: Text
    icon: Text
    services: dict[Literal["vorher", "jetzt", "am-tag", "danach"], list[Id]]


class NeedForm(Form):
    """A device, an account, an appointment."""

    id: Id
    title: Text
    description: Text


class DocumentForm(Form):
    """A paper."""

    id: Id
    title: Text
    where: Text
    short: Text


class PlaceForm(Form):
    """An office or house."""

    id: Id
    name: Text
    address: str = ""
    phone: str = ""
    email: str = ""
    hours: str = ""
    source: Url | None = None
    seen: str = ""
    note: str = ""

    @model_validator(mode="before")
    @classmethod
    def _nothing_is_empty(cls, data: Any) -> Any:
        """Read ``phone: null`` as not known."""
        if isinstance(data, dict):
            return {key: value for key, value in data.items() if value is not None}
        return data


class TermForm(Form):
    """A technical word and what it means."""

    id: Id
    title: Text
    explanation: Text
    forms: list[Text] = []


class OfficialeseForm(Form):
    """A word of the offices and what guides say instead."""

    word: Text
    instead: Text
