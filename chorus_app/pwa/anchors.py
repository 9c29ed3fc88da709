"""Changes to text that others wrote, which fail loudly when that text has changed."""


class AnchorError(RuntimeError):
    """A text to change is absent, or there more than once: Reflex's version has changed."""


def replace_once(text: str, anchor: str, replacement: str, *, source: str) -> str:
    """Return `text` with its only `anchor` replaced; `source` names the file in the error."""
    found = text.count(anchor)
    if found != 1:
        raise AnchorError(f"{source}: expected once, found {found} times: {anchor!r}")
    return text.replace(anchor, replacement)
