"""Each part of an answer is rendered once, however many itineraries have it."""

from collections.abc import Callable

from api.render.shared import Shared


def counting(rendered: list[str], name: str) -> Callable[[], str]:
    def render() -> str:
        rendered.append(name)
        return name

    return render


def test_a_part_is_rendered_once_and_equal_parts_apart() -> None:
    shared, rendered = Shared(), list[str]()
    line, equal_line = [1, 2], [1, 2]
    assert shared.once(line, counting(rendered, "a")) == "a"
    assert shared.once(line, counting(rendered, "again")) == "a"
    assert shared.once(equal_line, counting(rendered, "b")) == "b"
    assert rendered == ["a", "b"]


def test_a_part_that_is_gone_lends_its_place_to_no_other() -> None:
    shared = Shared()
    renderings = [shared.once([n], counting([], str(n))) for n in range(1000)]
    assert renderings == [str(n) for n in range(1000)]
