"""Whether everybody can use a page: light on a wide screen, dark on a narrow one."""

from playwright.sync_api import Page


def check_access(page: Page, axe: str) -> None:
    """No serious finding of axe-core, and nothing beyond the edge of the screen."""
    page.evaluate(axe)
    for width, scheme in ((1280, "light"), (360, "dark")):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found = page.evaluate("axe.run()")["violations"]
        bad = [each for each in found if each["impact"] in ("serious", "critical")]
        assert [(each["id"], each["nodes"][0]["html"]) for each in bad] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
