"""Files of BNLC gone wrong at random, the same ones for the same seed."""

from collections.abc import Iterator
from itertools import count
from random import Random

from tests.feeds.bnlc.rows import file, row
from tests.mutation import EVIL, cut, flip

SOUND = [row(id_lieu=f"44109-C-00{number}") for number in range(6)]
CELLS = [str(each) for each in EVIL if isinstance(each, str | int | float)] + [
    '"',
    ";",
    "\n",
    '","',
]


def mutants(seed: int) -> Iterator[bytes]:
    """Without end files with one to five things wrong."""
    for number in count():
        random = Random(f"{seed}:{number}")
        rows = [dict(each) for each in SOUND]
        for _ in range(random.randint(1, 5)):
            wrong = random.choice(rows)
            wrong[random.choice(list(wrong))] = random.choice(CELLS)
        content = file(*rows, delimiter=random.choice(",,;"))
        yield random.choice((flip, cut))(random, content) if random.random() < 0.3 else content
