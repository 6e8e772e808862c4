"""What all formats of car parks have in common: which counts can be, for how long they hold, rules.

`plausible` judges one facility, `settled` all of a message together. What cannot be true is unknown
and counted as a finding; it is never guessed.
"""

from feeds.parking_rules.counts import NOTHING, Beside, plausible
from feeds.parking_rules.holding import held, hold_s
from feeds.parking_rules.notices import RULES
from feeds.parking_rules.settling import settled

__all__ = ["NOTHING", "RULES", "Beside", "held", "hold_s", "plausible", "settled"]
