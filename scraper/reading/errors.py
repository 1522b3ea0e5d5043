"""The errors of reading. Each becomes a row in `problems`; we never guess and never ignore an error."""


class ReadingError(Exception):
    """Base of the errors below; `kind` is the word of `vocabulary.PROBLEM_KINDS` it is recorded under."""

    kind = "parse_error"
    refusal: str | None = None  # a word of `vocabulary.REFUSALS` where the page asked for is another one


class ParseError(ReadingError):
    """Raised when a page or text does not have the expected form: a selection with too few or too many hits, a date of no known form."""

    kind = "parse_error"


class UnknownValueError(ReadingError):
    """Raised when a value is read well but stands outside its vocabulary: a new grade, a new label."""

    kind = "unknown_value"


class BlockedError(ReadingError):
    """Raised when a challenge, banner or application error wears the status of a page."""

    kind = "blocked"


class NotFoundError(ReadingError):
    """Raised when the source says that the document does not exist, also where it says so with a status 200."""

    kind = "not_found"


class HomePageError(NotFoundError):
    """Raised when an article's address leads to the home page."""

    refusal = "home_page"


class SignInError(BlockedError):
    """Raised when an article's address leads to a page to sign in at."""

    refusal = "sign_in"


class NotAPdfError(ReadingError):
    """Raised when bytes named as a report do not hold `%PDF-` in their first 1,024 bytes."""

    kind = "not_a_pdf"


class EncryptedError(ReadingError):
    """Raised when a PDF asks for a password."""

    kind = "encrypted"


class TooManyPagesError(ReadingError):
    """Raised when a PDF has more pages than `report_pages.id` can number (9,999)."""

    kind = "too_many_pages"


class ReaderDiedError(ReadingError):
    """Raised when the process that reads was stopped by its limits, or died."""

    kind = "reader_died"


class TooLargePageError(ReadingError):
    """Raised when a page is larger than any genuine one."""

    kind = "parse_error"
