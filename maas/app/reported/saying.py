"""What somebody's word makes of a report: how many say so, how many doubt it, how long it holds.

Nothing of who says it is kept but a hash. Each report hashes with a secret of its own, which is
erased with it: nobody can tell that one person spoke of two things, or whether they spoke at all.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from hashlib import blake2b
from math import exp2

from maas.live.public_reports import PublicReport, ReportState
from maas.records import KeptReport
from maas.requests import JudgeReport, TakeReport
from maas.settings import ReportsSettings

A_MINUTE_S = 60
A_DAY_S = 86_400

ERASED_AFTER_S = A_DAY_S
"""After it is over."""

WRITTEN_S = A_DAY_S
"""For so long what people wrote is kept, for staff alone."""

MOST_WRITTEN = 5
MOST_WITNESSES = 32
"""On each side; the last to speak are kept, and none needs more of them."""

Words = Mapping[str, int]
"""Who said so, by hash, and when they last did."""


def begun(said: TakeReport, name: str, secret: bytes, rules: ReportsSettings) -> KeptReport:
    """A report of something nobody spoke of before."""
    nothing = KeptReport(
        name,
        said.kind,
        said.lat,
        said.lon,
        said.shown,
        said.street,
        said.at,
        first=minute(said.seen),
        last=minute(said.seen),
        n=0,
        secret=secret,
        there={},
        gone={},
    )
    return joined(nothing, said, rules)


def joined(kept: KeptReport, said: TakeReport, rules: ReportsSettings) -> KeptReport:
    """The same report when somebody else, or the same person again, has spoken of it."""
    who, at = witness(kept.secret, said), minute(said.seen)
    there, gone = kept.there, kept.gone
    if said.is_gone and there.get(who, 0) <= at:
        there, gone = _without(there, who), _with(gone, who, at)
    elif not said.is_gone and gone.get(who, 0) <= at:
        there, gone = _with(there, who, at), _without(gone, who)
    written = (*kept.said, (at, said.text)) if said.text else kept.said
    made = replace(
        kept,
        first=min(kept.first, at),
        last=kept.last if said.is_gone else max(kept.last, at),
        n=kept.n + 1,
        there=there,
        gone=gone,
        said=written[-MOST_WRITTEN:],
    )
    return _lasting(_doubted(made, rules, at), rules)


def judged(kept: KeptReport, by: JudgeReport, now: int, rules: ReportsSettings) -> KeptReport:
    """The report when staff have said whether it is so: the last word until it is over."""
    made = replace(
        kept,
        verdict=ReportState.CONFIRMED if by.is_so else ReportState.REJECTED,
        judged=minute(now),
        text=by.text if by.is_so else "",
        end=by.until if by.is_so else None,
        is_gone=False,
    )
    return _lasting(made, rules)


def without_writing(kept: KeptReport, now: int) -> KeptReport:
    """The report without what people wrote too long ago; the very same if there is none."""
    said = tuple(each for each in kept.said if each[0] > now - WRITTEN_S)
    return kept if len(said) == len(kept.said) else replace(kept, said=said)


def witness(secret: bytes, said: TakeReport) -> str:
    """Who speaks, to be told from all others who speak of the same thing. All without a key count
    as one: nobody vouches for how they tell persons apart."""
    who = f"{said.key_id}\n{said.reporter if said.key_id else ''}"
    return blake2b(who.encode(), key=secret, digest_size=8).hexdigest()


def minute(at: int) -> int:
    """The minute that a moment (Unix s) lies in: nobody is told more closely when it was."""
    return at - at % A_MINUTE_S


def end_of(kept: KeptReport, rules: ReportsSettings) -> int:
    """When it is over (Unix s), unless somebody says so again."""
    if kept.end is not None:
        return kept.end
    ttl_s = rules.ttl_s[kept.kind]
    if kept.verdict is ReportState.REJECTED:
        return (kept.judged or 0) + ttl_s
    return max(kept.last, kept.judged or 0) + ttl_s


def state_of(kept: KeptReport, rules: ReportsSettings, now: int) -> ReportState:
    """How far it is to be believed at a moment (Unix s)."""
    if kept.is_gone:
        return ReportState.GONE
    if kept.verdict is not None:
        return kept.verdict
    enough = _standing(kept.there, now, rules.ttl_s[kept.kind]) >= rules.needed
    return ReportState.VERIFIED if enough else ReportState.UNVERIFIED


def told(kept: KeptReport, rules: ReportsSettings, now: int) -> PublicReport:
    """What is told of it at a moment (Unix s)."""
    ttl_s, state = rules.ttl_s[kept.kind], state_of(kept, rules, now)
    lat, lon = kept.shown
    return PublicReport(
        kept.id,
        kept.kind,
        state,
        lat,
        lon,
        kept.first,
        kept.last,
        end_of(kept, rules),
        kept.n,
        _standing(kept.there, now, ttl_s),
        _standing(kept.gone, now, ttl_s),
        _confidence(kept, state, ttl_s),
        kept.street,
        kept.at,
        kept.text,
        kept.said,
    )


def _doubted(kept: KeptReport, rules: ReportsSettings, at: int) -> KeptReport:
    """The report, gone if as many say so as made it, `needed` at most; of what staff said, if
    `needed` did since."""
    since = kept.judged if kept.verdict is ReportState.CONFIRMED else None
    ttl_s = rules.ttl_s[kept.kind]
    doubters = sum(said >= max(since or 0, at - ttl_s) for said in kept.gone.values())
    believers = rules.needed if since is not None else _standing(kept.there, at, ttl_s)
    if doubters < max(1, min(rules.needed, believers)):
        return kept
    return replace(kept, is_gone=True, end=at)


def _lasting(kept: KeptReport, rules: ReportsSettings) -> KeptReport:
    return replace(kept, until=end_of(kept, rules) + ERASED_AFTER_S)


def _standing(words: Words, now: int, ttl_s: int) -> int:
    """How many said so not too long ago."""
    return sum(at > now - ttl_s for at in words.values())


def _confidence(kept: KeptReport, state: ReportState, ttl_s: int) -> float:
    """Each independent word halves the doubt; one that is as old as it holds, by less than half as
    much as one said when it was seen last; one that it is gone doubles it again."""
    if state is ReportState.CONFIRMED:
        return 1.0
    if state in (ReportState.REJECTED, ReportState.GONE):
        return 0.0
    says = _weight(kept.there.values(), kept.last, ttl_s)
    doubts = _weight(kept.gone.values(), kept.last, ttl_s)
    return round(1 - exp2(-max(0.0, says - doubts)), 2)


def _weight(words: Iterable[int], last: int, ttl_s: int) -> float:
    return sum(exp2(-2 * max(0, last - at) / ttl_s) for at in words)


def _with(words: Words, who: str, at: int) -> dict[str, int]:
    kept = {**words, who: max(at, words.get(who, 0))}
    if len(kept) > MOST_WITNESSES:
        del kept[min(kept, key=lambda each: kept[each])]
    return kept


def _without(words: Words, who: str) -> dict[str, int]:
    return {each: at for each, at in words.items() if each != who}
