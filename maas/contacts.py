"""What tells how to reach a person, or which car is whose, in a text that someone has typed."""

import re

MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
PHONE = re.compile(r"\+?(?:[0-9][ ().\-/]{0,2}){7,}[0-9]", re.ASCII)
"""Eight digits or more, however they are parted."""
PLATE = re.compile(
    r"\b(?:[A-Z]{2}[- ]?[0-9]{3}[- ]?[A-Z]{2}"  # France, Italy
    r"|(?=[0-9-]{0,5}[A-Z])(?:[A-Z]{2}|[0-9]{2})(?:-(?:[A-Z]{2}|[0-9]{2})){2}"  # Portugal, Spain
    r"|[A-ZÄÖÜ]{1,3}-[A-Z]{1,2} ?[0-9]{1,4})\b"  # Germany
)
"""What is written on cars, as far as it can be told from other signs."""
_DATE = re.compile(r"\b(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}([./-])[0-9]{1,2}\1[0-9]{2,4})\b")


def holds_contact(text: str) -> bool:
    """Whether a mail address, a phone number or a number plate stands in a text."""
    dateless = _DATE.sub("…", text)
    return any(pattern.search(dateless) for pattern in (MAIL, PHONE, PLATE))
