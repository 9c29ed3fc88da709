"""Attacks: each comes to a right outcome, soon, in little memory, and the next file is read."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from chorus_app.documents.pool import Pool
from tests.documents.hostile_samples import HOSTILE, READ
from tests.documents.xml_samples import Cii


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    """One helper of its own: what it holds does not depend on what else these tests loaded."""
    pool = Pool(1)
    yield pool
    asyncio.run(pool.close())


@pytest.mark.parametrize("name", HOSTILE)
async def test_an_attack_costs_one_answer(name: str, pool: Pool) -> None:
    content, outcomes = HOSTILE[name]
    answer = await attempt(pool, content)
    assert answer.get("code", READ) in outcomes.split()
    assert answer["peak"] < 560_000_000
    assert "reading" in await attempt(pool, Cii().xml())


async def attempt(pool: Pool, content: bytes) -> dict[str, Any]:
    """Read a file in a limited child; return its answer."""
    answer, _ = await pool.run({"job": "read", "name": "file"}, content)
    return answer


async def test_an_included_file_is_never_read(pool: Pool) -> None:
    include = (
        '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd" parse="text"/>'
    )
    answer = await attempt(pool, Cii(number=include).xml())
    assert answer["reading"]["fields"]["invoice_number"]["value"] is None
    assert "root:" not in str(answer)


async def test_a_lack_of_memory_is_never_taken_for_a_fault_of_the_xml(pool: Pool) -> None:
    content = Cii().xml()
    end = content.rindex(b"</rsm:")
    answer = await attempt(pool, content[:end] + b"<x/>" * 4_000_000 + content[end:])
    assert answer["code"] == "TOO_COMPLEX"
