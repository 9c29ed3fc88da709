"""Asking for fresh invoices. How: `mirror`, a pass over one supplier; when: `synchroniser`."""

from chorus_app.services.context import current
from chorus_app.services.synchroniser import Synchroniser

__all__ = ["Synchroniser", "wake"]


def wake(structure_id: int) -> None:
    """Have a supplier synchronised now instead of at its next turn."""
    current().synchroniser.wake(structure_id)
