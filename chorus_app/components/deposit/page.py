"""The picture of the deposited page (`page.jsx`), wrapped for Reflex."""

import reflex as rx


class PageView(rx.Component):
    """Shows the pages below `address`, and where the field that has the focus was read.

    `sheets`: number, width and height of each page; `places`: by the id of a field, the number of
    the page, then left, top, width and height as shares of it.
    """

    library = "$/public" + rx.asset("page.jsx", shared=True)
    tag = "PageView"

    address: rx.Var[str]
    name: rx.Var[str]
    sheets: rx.Var[list[list[int]]]
    places: rx.Var[dict[str, list[float]]]


page_view = PageView.create
