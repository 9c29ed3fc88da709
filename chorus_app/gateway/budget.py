"""How many requests a technical account may send. PISTE's real quotas are not published."""

import asyncio

from aiolimiter import AsyncLimiter

from chorus_app.gateway.errors import TooManyRequests


class Budget:
    """A leaky bucket: `per_second` requests in any second, the others wait their turn.

    Below one a second, one every `1 / per_second` seconds. Zero sets no limit.
    """

    def __init__(self, per_second: float, *, longest_wait: float) -> None:
        self._longest_wait = longest_wait
        self._bucket = (
            AsyncLimiter(max(per_second, 1.0), max(1.0, 1.0 / per_second))
            if (per_second > 0)
            else None
        )

    async def spend(self) -> None:
        """Wait for the turn of one request. Raises `TooManyRequests` when it is too far away."""
        if self._bucket is None:
            return
        try:
            async with asyncio.timeout(self._longest_wait):
                await self._bucket.acquire()
        except TimeoutError:
            raise TooManyRequests(detail="our own budget is spent") from None
