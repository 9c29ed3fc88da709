"""The private folder of deposited files, on a real disk; and what is swept from it."""

import asyncio
import os
import stat
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from chorus_app.jobs import engine
from chorus_app.services import orphans
from chorus_app.services.storage import FileStore, FileTooLarge
from chorus_app.store.tables import now
from tests.services.conftest import Choral
from tests.services.depositing import FREE, beginner, chunks, paper, stored_files
from tests.services.looking import at_work


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")


def left(tmp_path: Path) -> list[Path]:
    return [path for path in (tmp_path / "files").rglob("*") if path.is_file()]


async def test_what_is_saved_is_read_until_it_is_deleted(files: FileStore, tmp_path: Path) -> None:
    content = os.urandom(200_000)

    key, size = await files.save(chunks(content), 1_000_000)

    assert (size, await files.read(key)) == (200_000, content)
    async with files.opened(key) as again:
        assert again == content
    assert stat.S_IMODE((tmp_path / "files" / key[:2]).stat().st_mode) == 0o700
    await files.delete(key)
    await files.delete(key)
    with pytest.raises(FileNotFoundError):
        await files.read(key)
    assert left(tmp_path) == []


async def test_the_limit_is_counted_in_bytes_that_come(files: FileStore, tmp_path: Path) -> None:
    key, _ = await files.save(chunks(b"x" * 1_000, 300), 1_000)
    assert len(await files.read(key)) == 1_000
    await files.delete(key)

    taken = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal taken
        while True:
            taken += 300
            yield b"x" * 300

    with pytest.raises(FileTooLarge):
        await files.save(endless(), 1_000)

    assert (taken, left(tmp_path)) == (1_200, [])


@pytest.mark.parametrize("error", [OSError("cut"), asyncio.CancelledError()])
async def test_a_file_that_does_not_come_whole_leaves_nothing(
    files: FileStore, tmp_path: Path, error: BaseException
) -> None:
    async def broken() -> AsyncIterator[bytes]:
        yield b"%PDF-"
        raise error

    with pytest.raises(type(error)):
        await files.save(broken(), 1_000)

    assert left(tmp_path) == []


@pytest.mark.parametrize("key", ["", "..", "../../etc/passwd", "a" * 31, "a" * 33, "/" * 32])
async def test_a_key_is_never_a_path(files: FileStore, key: str) -> None:
    with pytest.raises(FileNotFoundError):
        await files.read(key)


async def test_a_few_files_at_most_are_in_memory(files: FileStore) -> None:
    key, _ = await files.save(chunks(b"x"), 10)
    at_once = most = 0

    async def use() -> None:
        nonlocal at_once, most
        async with files.opened(key):
            at_once += 1
            most = max(most, at_once)
            await asyncio.sleep(0.01)
            at_once -= 1

    await asyncio.gather(*(use() for _ in range(20)))

    assert most == 4


async def age(files: FileStore, key: str, hours: float) -> None:
    path = files._path(key)
    at = path.stat().st_mtime - hours * 3600
    os.utime(path, (at, at))


async def test_old_files_that_no_deposit_names_are_swept(choral: Choral) -> None:
    me, files = beginner(choral), choral.context.files
    deposit_id = await me.upload(paper("ST-001", me.body(FREE).siret))
    named = (await me.row(deposit_id)).file_key
    old, young = [(await files.save(chunks(b"x"), 10))[0] for _ in range(2)]
    for key, hours in ((named, 400), (old, 25), (young, 23)):
        await age(files, key, hours)

    assert await orphans.remove() == 1

    assert sorted(stored_files(choral)) == sorted([named, young])
    assert await orphans.remove() == 0


async def test_the_sweep_runs_at_start_and_survives_a_failure(
    choral: Choral, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = choral.context.files
    key, _ = await files.save(chunks(b"x"), 10)
    await age(files, key, 25)
    monkeypatch.setattr(engine, "_CLEAN_SECONDS", 0.05)
    really, broken = files.keys_before, True

    async def keys_before(moment: object) -> list[str]:
        nonlocal broken
        if broken:
            broken = False
            raise OSError("disk")
        return await really(now() - timedelta(days=1))

    monkeypatch.setattr(files, "keys_before", keys_before)
    async with at_work(), asyncio.timeout(5):
        while stored_files(choral):
            await asyncio.sleep(0.02)
    assert not broken


async def test_a_folder_that_is_not_there_holds_nothing(files: FileStore) -> None:
    assert await files.keys_before(now()) == []
