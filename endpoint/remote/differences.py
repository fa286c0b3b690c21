"""What engines answer otherwise than the standard says, put right in one place."""

from pyoxigraph import Literal, QueryBoolean, QueryResultsFormat, QuerySolutions, parse_query_results

# Virtuoso 7 answers an ASK with a table of one number.
_VIRTUOSO_ASK = "__ASK_RETVAL"


def put_right(answer: QuerySolutions | QueryBoolean) -> QuerySolutions | QueryBoolean:
    """Return the answer as the standard wants it."""
    if isinstance(answer, QuerySolutions) and [each.value for each in answer.variables] == [_VIRTUOSO_ASK]:
        return _boolean(any(isinstance(term, Literal) and term.value == "1" for row in answer for term in row))
    return answer


def _boolean(value: bool) -> QueryBoolean:
    text = b'{"head":{},"boolean":true}' if value else b'{"head":{},"boolean":false}'
    answer = parse_query_results(text, format=QueryResultsFormat.JSON)
    assert isinstance(answer, QueryBoolean)
    return answer
