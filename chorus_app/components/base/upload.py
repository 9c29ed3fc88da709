"""Our own file pickers (`upload.jsx`), wrapped for Reflex. Refusals are shown in place, in French."""

import reflex as rx

_LIBRARY = "$/public" + rx.asset("upload.jsx", shared=True)


class _Picker(rx.Component):
    library = _LIBRARY

    accept: rx.Var[str]
    limit: rx.Var[int]
    on_uploaded: rx.EventHandler[rx.event.passthrough_event_spec(str)]


class FilePicker(_Picker):
    """A file input and drop zone that streams one file to /api/depots; gives the draft's id.

    An archive makes several drafts: it says how many and what it refused, and fires `on_lot`. With
    `draft`, the file takes the place of that draft's own, and no archive is taken.
    """

    tag = "FilePicker"

    draft: rx.Var[str]
    archive_limit: rx.Var[int]
    on_lot: rx.EventHandler[rx.event.no_args_event_spec]


class PiecePicker(_Picker):
    """A camera and a file button that stream pieces to /api/pieces; gives each piece's id."""

    tag = "PiecePicker"

    invoice: rx.Var[int]


file_picker = FilePicker.create
piece_picker = PiecePicker.create
