"""The choice of a theme: the device's, light or dark; kept on this device by Reflex."""

import reflex as rx
from reflex.style import color_mode, set_color_mode

_CHOICES = (("system", "Comme l’appareil"), ("light", "Clair"), ("dark", "Sombre"))


def theme_choice() -> rx.Component:
    """Return three radio buttons in one group."""
    return rx.el.fieldset(
        rx.el.legend("Thème", class_name="sr"),
        rx.el.div(*[_choice(value, label) for value, label in _CHOICES], class_name="chips"),
        class_name="field",
    )


def _choice(value: str, label: str) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="radio",
            name="theme",
            value=value,
            checked=color_mode == value,
            on_change=set_color_mode(value),
        ),
        rx.el.span(label),
        class_name="toggle",
    )
