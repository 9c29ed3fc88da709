"""Our own switch for this device's notifications (`push.jsx`), wrapped for Reflex."""

import reflex as rx


class PushSwitch(rx.Component):
    """Says whether this device is notified, and turns it on or off after a tap."""

    library = "$/public" + rx.asset("push.jsx", shared=True)
    tag = "PushSwitch"


push_switch = PushSwitch.create
