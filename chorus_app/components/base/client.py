"""Our own small React parts (`client.jsx`), wrapped for Reflex."""

import reflex as rx

_LIBRARY = "$/public" + rx.asset("client.jsx", shared=True)


class _Part(rx.Component):
    library = _LIBRARY


class SignInForm(_Part):
    """A form that posts `email` and `password` to /api/session, then loads the app anew."""

    tag = "SignInForm"


class SignOutButton(_Part):
    """A button that ends the session, then shows the sign-in page."""

    tag = "SignOutButton"


class CopyButton(_Part):
    """A button that copies the text of the field whose id is `target`, then fires `on_done`.

    `plain` makes it a second act, beside the main one.
    """

    tag = "CopyButton"

    target: rx.Var[str]
    label: rx.Var[str]
    plain: rx.Var[bool]
    on_done: rx.EventHandler[rx.event.no_args_event_spec]


class ShareButton(_Part):
    """A button that hands the text of the field `target` to another program, where one can.

    It is not there where the browser cannot share: most computers copy instead.
    """

    tag = "ShareButton"

    target: rx.Var[str]
    label: rx.Var[str]
    title: rx.Var[str]


class OpenButton(_Part):
    """A button that opens the sheet whose id is `target`."""

    tag = "OpenButton"

    target: rx.Var[str]
    label: rx.Var[str]


class Sheet(_Part):
    """A native dialog. `open` drives it from a state; `close_signal` closes it when it changes.

    `open_signal` opens it when it changes, if it is to be open: the state may not have heard that
    it was closed.

    Inside, anything that carries `data-close` closes it as well as the backdrop and Escape do;
    `on_dismiss` then fires.
    """

    tag = "Sheet"

    sheet_id: rx.Var[str]
    label: rx.Var[str]
    open: rx.Var[bool]
    open_signal: rx.Var[int]
    close_signal: rx.Var[int]
    on_dismiss: rx.EventHandler[rx.event.no_args_event_spec]


def _confirmation(order: rx.Var[str], shown_for: rx.Var[int]) -> tuple[rx.Var[str], rx.Var[int]]:
    return order, shown_for


class ConfirmButton(_Part):
    """The button that sends: gives the number of its confirmation, and for how long it was shown.

    In milliseconds, counted from when the page received that number.
    """

    tag = "ConfirmButton"

    order: rx.Var[str]
    on_confirm: rx.EventHandler[_confirmation]


class Sentinel(_Part):
    """Fires `on_seen` when it comes near the view, and again after each change of `token`.

    With a `height` it holds the place of what is not drawn: however far one scrolls, it is seen.
    """

    tag = "Sentinel"

    token: rx.Var[str]
    margin: rx.Var[str]
    height: rx.Var[str]
    on_seen: rx.EventHandler[rx.event.no_args_event_spec]


class AppBadge(_Part):
    """Shows `count` on the icon of the installed app; -1 while it is not known."""

    tag = "AppBadge"

    count: rx.Var[int]


class KeepPlace(_Part):
    """Keeps the row under the eye where it is when `token` and the rows change together."""

    tag = "KeepPlace"

    token: rx.Var[int]


class ShowSelected(_Part):
    """Scrolls the list to the row marked as current, on a computer, when `token` changes."""

    tag = "ShowSelected"

    token: rx.Var[int]


class ListMark(_Part):
    """Remembers, in this tab, the address of the list that holds it and its place in the history."""

    tag = "ListMark"


class BackToList(_Part):
    """A link to the list as it was left; to `to` where it was not seen in this tab."""

    tag = "BackToList"

    to: rx.Var[str]


sign_in_form = SignInForm.create
sign_out_button = SignOutButton.create
copy_button = CopyButton.create
share_button = ShareButton.create
open_button = OpenButton.create
sheet = Sheet.create
confirm_button = ConfirmButton.create
sentinel = Sentinel.create
app_badge = AppBadge.create
keep_place = KeepPlace.create
show_selected = ShowSelected.create
list_mark = ListMark.create
back_to_list = BackToList.create
