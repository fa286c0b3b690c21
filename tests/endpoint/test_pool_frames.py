"""Frames: what a worker sends is cut where it was put together, however it arrives."""

import asyncio

import pytest

from endpoint.pool.frames import DATA, END, HEAD, FrameReader, frame


class Line(asyncio.Transport):
    """A transport that remembers whether it reads."""

    def __init__(self) -> None:
        super().__init__()
        self.reads = True

    def pause_reading(self) -> None:
        self.reads = False

    def resume_reading(self) -> None:
        self.reads = True


@pytest.fixture
def line() -> Line:
    return Line()


@pytest.fixture
def reader(line: Line) -> FrameReader:
    reader = FrameReader()
    reader.connection_made(line)
    return reader


@pytest.mark.parametrize("size", [1, 3, 7, 1000])
def test_frames_are_cut_wherever_the_bytes_are_parted(reader: FrameReader, size: int) -> None:
    sent = frame(HEAD, b"head") + frame(DATA, b"x" * 300) + frame(END)

    async def read() -> list[tuple[bytes, bytes]]:
        taken = asyncio.gather(*[reader.frame()])
        for start in range(0, len(sent), size):
            reader.data_received(sent[start : start + size])
            await asyncio.sleep(0)
        return [*(await taken), await reader.frame(), await reader.frame()]

    assert asyncio.run(read()) == [(HEAD, b"head"), (DATA, b"x" * 300), (END, b"")]


def test_what_came_before_the_end_is_still_read(reader: FrameReader) -> None:
    async def read() -> tuple[bytes, bytes]:
        reader.data_received(frame(END) + b"D")
        reader.connection_lost(None)
        last = await reader.frame()
        with pytest.raises(ConnectionError):
            await reader.frame()
        return last

    assert asyncio.run(read()) == (END, b"")


def test_who_waits_is_told_that_the_worker_has_ended(reader: FrameReader) -> None:
    async def wait() -> None:
        waiting = asyncio.create_task(reader.frame())
        await asyncio.sleep(0)
        reader.connection_lost(None)
        with pytest.raises(ConnectionError):
            await waiting

    asyncio.run(asyncio.wait_for(wait(), 5))


def test_nothing_more_is_read_while_nobody_takes_what_came(reader: FrameReader, line: Line) -> None:
    async def read() -> None:
        for _ in range(3):
            reader.data_received(frame(DATA, b"x" * (64 << 10)))
        assert not line.reads
        for _ in range(3):
            await reader.frame()
        waiting = asyncio.create_task(reader.frame())
        await asyncio.sleep(0)
        assert line.reads
        waiting.cancel()

    asyncio.run(read())
