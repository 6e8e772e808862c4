"""Every error we raise on purpose.

MaasError
├── BadSettings       a territory file or a command line makes no sense       exit 2
├── BadQuery          the caller asked for something that makes no sense      400
├── NotSupported      what no part of the system does (yet)                   400
├── NotFound          the id is well-formed, but we do not know it            404
├── BadPlace          an end that cannot be placed on the map                 422
├── Overloaded        more is asked than can be answered in time              503
├── NotAdmitted       what is asked is not open to everyone
│   ├── KeyRequired        no key was shown                                   401
│   ├── KeyUnknown         the key is nobody's, or was revoked                401
│   ├── ScopeMissing       the key is for something else                      403
│   └── NotYours           another key published it                           403
├── QuotaReached      a key has as much here as it may                        409
├── RateLimited       a key or a person says more at once than anybody may    429
├── TooLate           what has begun, or is over, cannot be changed so        409
├── ChangedMeanwhile  somebody else changed it since it was read              409
├── WriterAway        the process that takes what is new is not there         503
├── RecordsUnavailable  what must last cannot be read or written now          503, exit 4
├── GenerationBroken  a generation on disk is corrupt or of another format    set aside, rebuilt
└── FeedError         a feed could not be read; the last good data stays
    ├── FeedUnavailable    no answer, a timeout or a 5xx: try again later
    └── FeedMalformed      an answer we do not understand: tell a person       exit 4
"""


class MaasError(Exception):
    """The root of the tree; `code` is public and never renamed."""

    code = "INTERNAL"


class BadSettings(MaasError):
    """A setting is unknown, missing or senseless; names the option."""

    code = "BAD_SETTINGS"

    def __init__(self, option: str, problem: str) -> None:
        super().__init__(f"{option}: {problem}")
        self.option = option


class BadQuery(MaasError):
    """A parameter cannot be read or is out of bounds; names the parameter."""

    code = "BAD_PARAMETER"

    def __init__(self, parameter: str, problem: str) -> None:
        super().__init__(f"{parameter}: {problem}")
        self.parameter = parameter


class NotSupported(BadQuery):
    """A parameter has a value that no part of the system serves."""

    code = "NOT_SUPPORTED"


class NotFound(MaasError):
    """An id that reads well and names nothing here."""

    code = "NOT_FOUND"


class BadPlace(MaasError):
    """An end of a question that cannot be placed: off the map, or far from any street.

    Args:
        parameter: the query parameter that named the place.
        code: `LOCATION_NOT_FOUND` or `OUTSIDE_BOUNDS`.
    """

    def __init__(self, parameter: str, code: str, problem: str) -> None:
        super().__init__(f"{parameter}: {problem}")
        self.parameter = parameter
        self.code = code


class Overloaded(MaasError):
    """More is asked than can be answered in time; nothing was begun."""

    code = "OVERLOADED"


class NotAdmitted(MaasError):
    """What is asked is not open to everyone."""

    code = "NOT_ADMITTED"


class KeyRequired(NotAdmitted):
    """No key was shown where one is needed."""

    code = "KEY_REQUIRED"

    def __init__(self, wanted: str) -> None:
        super().__init__(f"this needs a key of scope {wanted}: Authorization: Bearer ...")


class KeyUnknown(NotAdmitted):
    """A key that nobody was given, or that was revoked: which of both is not told."""

    code = "KEY_UNKNOWN"

    def __init__(self) -> None:
        super().__init__("this key is not in force")


class ScopeMissing(NotAdmitted):
    """A key that is for something else."""

    code = "SCOPE_MISSING"

    def __init__(self, wanted: str) -> None:
        super().__init__(f"this needs a key of scope {wanted}; the one shown is for something else")
        self.wanted = wanted


class NotYours(NotAdmitted):
    """What another key published: only that one, or the operator's, may change it."""

    code = "NOT_YOURS"


class QuotaReached(MaasError):
    """A key has as much here as it may; something of it must go first."""

    code = "QUOTA_REACHED"


class TooLate(MaasError):
    """What has begun, or is over: others were told so, and it cannot be changed in this way."""

    code = "TOO_LATE"


class ChangedMeanwhile(MaasError):
    """Somebody else changed it since whoever asks read it."""

    code = "CHANGED_MEANWHILE"


class RateLimited(MaasError):
    """More at once than anybody may; nothing of it was taken. `retry_after_s`: then it will be."""

    code = "RATE_LIMITED"

    def __init__(self, problem: str, retry_after_s: float) -> None:
        super().__init__(problem)
        self.retry_after_s = retry_after_s


class RecordsUnavailable(MaasError):
    """What must last cannot be read or written now: a full disk, a missing or broken file."""

    code = "RECORDS_UNAVAILABLE"


class WriterAway(MaasError):
    """The process that takes what is new is not there just now; nothing is known to be done."""

    code = "WRITER_AWAY"


class GenerationBroken(MaasError):
    """A generation whose files are missing, altered or of another format."""

    code = "GENERATION_BROKEN"


class FeedError(MaasError):
    """A feed could not be read; the last good data stays."""

    code = "FEED_ERROR"


class FeedUnavailable(FeedError):
    """No answer, a timeout or a 5xx: worth another try later, `retry_after_s` at the earliest."""

    code = "FEED_UNAVAILABLE"

    def __init__(self, problem: str, retry_after_s: float | None = None) -> None:
        super().__init__(problem)
        self.retry_after_s = retry_after_s


class FeedMalformed(FeedError):
    """An answer we do not understand: a person has to look."""

    code = "FEED_MALFORMED"
