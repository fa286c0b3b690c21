"""What can go wrong, as one tree.

EndpointError
├── StartError          the service cannot start
│   ├── SettingsError   a setting has a value that cannot be used
│   ├── SnapshotError   no snapshot, or one that cannot be read
│   └── QuestionError   a saved question that cannot be read
└── RequestError        the client can do something about it; carries the HTTP status
    ├── BadRequestError            400
    ├── ForbiddenError             403
    ├── NotFoundError              404
    ├── NotAcceptableError         406
    ├── TooLargeError              413
    └── UnsupportedMediaTypeError  415
"""


class EndpointError(Exception):
    """Any error that Filrouge's read side raises on purpose."""


class StartError(EndpointError):
    """The service cannot start; the message says what to do."""


class SettingsError(StartError):
    """A setting has a value that cannot be used."""


class SnapshotError(StartError):
    """There is no snapshot, or it cannot be read."""


class QuestionError(StartError):
    """A saved question cannot be read."""


class RequestError(EndpointError):
    """The request cannot be answered as it stands."""

    status = 400


class BadRequestError(RequestError):
    """The request is malformed."""


class ForbiddenError(RequestError):
    """The request asks for what this service never does."""

    status = 403


class NotFoundError(RequestError):
    """Nothing is known at this address."""

    status = 404


class NotAcceptableError(RequestError):
    """No format that the client accepts can say the answer."""

    status = 406


class TooLargeError(RequestError):
    """The body is longer than any real query."""

    status = 413


class UnsupportedMediaTypeError(RequestError):
    """The body comes in a format that the protocol does not know."""

    status = 415
