"""Browsers that a user allows Choral to ring."""

from chorus_app.services.context import current
from chorus_app.services.sessions import Identity
from chorus_app.store import notice_choices as choices
from chorus_app.store.notice_tables import PushSubscription


def public_key() -> str:
    """Return the key that browsers subscribe with."""
    return current().push.public_key


async def subscribe(identity: Identity, endpoint: str, p256dh: str, auth: str) -> None:
    """Ring this browser from now on; again is fine. Raises `push.BadSubscription`."""
    current().push.check(endpoint, p256dh, auth)
    async with current().store.writing() as session:
        wanted = PushSubscription(
            user_id=identity.user_id, endpoint=endpoint, p256dh=p256dh, auth=auth
        )
        await choices.subscribe(session, wanted)


async def unsubscribe(identity: Identity, endpoint: str) -> None:
    """Do not ring this browser any more; another user's stays as it is."""
    async with current().store.writing() as session:
        await choices.unsubscribe(session, identity.user_id, endpoint)
