"""What was or is to be made, counted in known units at known sites."""

from collections.abc import Iterable

from domain.issue.events import Output
from domain.issue.state import IssueState
from domain.refusal import Code, Refused
from domain.vocabulary.state import Vocabulary


def require_outputs(state: IssueState, vocabulary: Vocabulary, outputs: Iterable[Output]) -> None:
    """Refuse `unknown-unit` and `unknown-site`.

    *vocabulary* is the version pinned in the report, or a newer one.
    """
    for output in outputs:
        if output.unit not in vocabulary.units:
            raise Refused(Code.UNKNOWN_UNIT, vocabulary=vocabulary.version)
        require_sites(state, () if output.site is None else (output.site,))


def require_sites(state: IssueState, sites: Iterable[int]) -> None:
    """Refuse `unknown-site`: a site that the report does not name."""
    if not set(sites) <= set(state.sites):
        raise Refused(Code.UNKNOWN_SITE, sites=len(state.sites))
