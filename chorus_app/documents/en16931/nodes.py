"""Small questions to an XML element, by local names whatever the namespace."""

from collections.abc import Iterator

from lxml import etree

from chorus_app.documents import values
from chorus_app.documents.en16931.bill import Period
from chorus_app.documents.text import clean
from chorus_app.documents.xml_paths import path


def each(node: etree._Element | None, *names: str) -> Iterator[etree._Element]:
    """Give the elements at a path below `node`; none below None."""
    if node is not None:
        yield from node.iterfind(path(*names))


def one(node: etree._Element | None, *names: str) -> etree._Element | None:
    """Return the first element at a path below `node`."""
    return next(each(node, *names), None)


def text(node: etree._Element | None, *names: str) -> str:
    """Return the text of the first element at a path, stripped; empty when there is none."""
    found = one(node, *names) if names else node
    return clean(found.text or "") if found is not None else ""


def attribute(node: etree._Element | None, name: str) -> str:
    """Return an attribute, stripped; empty when there is none."""
    return (node.get(name) or "").strip() if node is not None else ""


def has(node: etree._Element | None, *names: str) -> bool:
    """Tell whether there is an element at a path."""
    return one(node, *names) is not None


def days(
    node: etree._Element | None, start: tuple[str, ...], end: tuple[str, ...]
) -> Period | None:
    """Return a period; None when the element that holds it is absent."""
    if node is None:
        return None
    return Period(*(values.data_date(text(node, *names)) or "" for names in (start, end)))
