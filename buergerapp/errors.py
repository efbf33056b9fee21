"""Problems of the world that the program knows and can explain.

Everything that is not a :class:`KnownProblem` is a bug: it is logged with its traceback.
"""


class KnownProblem(Exception):
    """Something outside the program went wrong and a person can do something about it.

    Attributes:
        happened: One plain German sentence that says what happened.
        advice: One plain German sentence that says what the person can do now; may be empty.
    """

    def __init__(self, happened: str, advice: str = "") -> None:
        """Keep both sentences; ``str()`` of the problem joins them."""
        super().__init__(f"{happened} {advice}".strip())
        self.happened = happened
        self.advice = advice
