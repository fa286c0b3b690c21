"""What can go wrong, as one tree.

EndpointError
├── StartError          the service cannot start
│   ├── SettingsError   a setting has a value that cannot be used
│   ├── SnapshotError   no snapshot, or one that cannot be read
│   ├── NotReadyError   what is to be served is not there yet
│   └── QuestionError   a saved question that cannot be read
└── RequestError        the client can do something about it; carries the HTTP status
    ├── BadRequestError            400
    │   └── ParameterError         values that do not fit a saved question
    ├── ForbiddenError             403
    ├── NotFoundError              404
    ├── RetiredError               410
    ├── NotAcceptableError         406
    ├── TooLargeError              413
    ├── UnsupportedMediaTypeError  415
    ├── ExhaustedError             503, the query needs more memory than one may have
    ├── BusyError                  503, with Retry-After
    │   └── NoStoreError           no store holds the version that is served
    ├── StoreError                 502, a store gave what is no answer
    │   └── CannotError            501, the engine of a store cannot answer this query rightly
    ├── TimedOutError              504
    ├── GoneError                  nobody is there to be told
    └── StalledError               nobody reads what is told
"""

from collections.abc import Mapping

from endpoint.bilingual import Text


class EndpointError(Exception):
    """Any error that Filrouge's read side raises on purpose."""


class StartError(EndpointError):
    """The service cannot start; the message says what to do."""


class SettingsError(StartError):
    """A setting has a value that cannot be used."""


class SnapshotError(StartError):
    """There is no snapshot, or it cannot be read."""


class NotReadyError(StartError):
    """What is to be served is not there yet: looking again later may find it."""


class QuestionError(StartError):
    """A saved question cannot be read."""


class RequestError(EndpointError):
    """The request cannot be answered as it stands."""

    status = 400


class BadRequestError(RequestError):
    """The request is malformed."""


class ParameterError(BadRequestError):
    """Parameters that a saved question cannot use; `problems` says why, for each of their names."""

    def __init__(self, problems: Mapping[str, Text]) -> None:
        super().__init__(problems)
        self.problems = dict(problems)

    def __str__(self) -> str:
        return "; ".join(text.en for text in self.problems.values())

    @property
    def french(self) -> str:
        """The same in French, for pages."""
        return " ; ".join(text.fr for text in self.problems.values())


class ForbiddenError(RequestError):
    """The request asks for what this service never does."""

    status = 403


class NotFoundError(RequestError):
    """Nothing is known at this address; `nearest` are the IRIs of things at addresses like it."""

    status = 404

    def __init__(self, message: str, nearest: tuple[str, ...] = ()) -> None:
        super().__init__(message, nearest)
        self.nearest = nearest

    def __str__(self) -> str:
        return str(self.args[0])


class RetiredError(RequestError):
    """An earlier version had a thing at this address, and the current one has not."""

    status = 410


class NotAcceptableError(RequestError):
    """No format that the client accepts can say the answer."""

    status = 406


class TooLargeError(RequestError):
    """The body is longer than any real query."""

    status = 413


class UnsupportedMediaTypeError(RequestError):
    """The body comes in a format that the protocol does not know."""

    status = 415


class ExhaustedError(RequestError):
    """The query needed more memory than one query may have."""

    status = 503


class BusyError(RequestError):
    """Too many queries at once; a little later it may be answered."""

    status = 503
    retry_after = 5


class NoStoreError(BusyError):
    """No store behind the service holds the version that it serves."""


class StoreError(RequestError):
    """A store behind the service gave what is no answer."""

    status = 502


class CannotError(StoreError):
    """The engine of a store cannot answer this query, or would answer it wrongly."""

    status = 501


class TimedOutError(RequestError):
    """The query was ended at its deadline."""

    status = 504


class GoneError(RequestError):
    """The client left before the answer was complete."""


class StalledError(RequestError):
    """The client stopped reading."""
