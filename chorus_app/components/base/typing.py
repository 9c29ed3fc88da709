"""Our own part (`typing.jsx`) that holds what is typed until the server has kept it."""

from typing import Any

import reflex as rx
from reflex_components_core.core.banner import has_connection_errors

_UNSAVED = (
    "Pas encore enregistré : votre saisie reste dans cette page, et sera enregistrée au retour du "
    "réseau."
)


class KeptTyping(rx.Component):
    """Two children, inside a form: what is said while `kept` holds all that was typed, and else.

    What a reload found not kept yet is put back into its field and given to `on_found`: the name
    of the field, then the text.
    """

    library = "$/public" + rx.asset("typing.jsx", shared=True)
    tag = "KeptTyping"

    kept: rx.Var[dict[str, str]]
    is_cut: rx.Var[bool]
    on_found: rx.EventHandler[rx.event.passthrough_event_spec(str, str)]


def kept_typing(state: Any, saved: rx.Component) -> rx.Component:
    """Return `saved`, replaced for as long as something typed in this form is not kept yet."""
    unsaved = rx.el.p(_UNSAVED, role="status", class_name="small tone-accent")
    return KeptTyping.create(
        saved,
        unsaved,
        kept=state.form,
        is_cut=has_connection_errors,
        on_found=state.keep_typing,
    )
