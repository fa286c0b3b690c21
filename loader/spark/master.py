"""The master of Spark, looked for before Spark does: which takes a minute to say that nobody is there."""

import socket

from loader.errors import EngineError

_SECONDS = 5
_OF_SPARK = "spark://"


def address_for(master: str) -> str | None:
    """Give the address of this machine at which the nodes reach it, and nobody whom they do not need.

    None when Spark must know by itself. Raises EngineError when no master answers.

    >>> address_for("local[2]")
    '127.0.0.1'
    """
    if master.startswith("local"):
        return "127.0.0.1"
    return _towards(master.removeprefix(_OF_SPARK).split(",")) if master.startswith(_OF_SPARK) else None


def _towards(masters: list[str]) -> str:
    refused = []
    for each in masters:
        host, _, port = each.rpartition(":")
        try:
            with socket.create_connection((host, int(port)), _SECONDS) as connection:
                address = str(connection.getsockname()[0])
                return f"[{address}]" if ":" in address else address
        except (OSError, OverflowError) as error:
            refused.append(f"{each}: {error}")
    raise EngineError(f"no master of Spark answers ({'; '.join(refused)}); start it, or correct --master")
