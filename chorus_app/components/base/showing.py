"""Our own part (`showing.jsx`) that shows a page only at the address it was read for."""

import reflex as rx


class AtAddress(rx.Component):
    """Three children: the page, what stands there while it is read, and what does without network.

    The page is shown where `shown_at`, path and query, is the address of the browser.
    """

    library = "$/public" + rx.asset("showing.jsx", shared=True)
    tag = "AtAddress"

    shown_at: rx.Var[str]
    is_cut: rx.Var[bool]


at_address = AtAddress.create
