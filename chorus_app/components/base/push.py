"""Our own switch for this device's notifications (`push.jsx`), wrapped for Reflex."""

import reflex as rx


class PushSwitch(rx.Component):
    """Says whether this device is notified, and turns it on or off after a tap."""

    library = "$/public" + rx.asset("push.jsx", shared=True)
    tag = "PushSwitch"


class KeepSubscribed(rx.Component):
    """Subscribes a device again that asked for notifications and was forgotten; draws nothing."""

    library = "$/public" + rx.asset("push.jsx", shared=True)
    tag = "KeepSubscribed"


push_switch = PushSwitch.create
keep_subscribed = KeepSubscribed.create
