"""What a worker may not do: outlive its parent, take more memory than it is given, open a connection."""

import contextlib
import ctypes
import os
import resource
import signal
from pathlib import Path

STACK = 512 << 20
_SET_PARENT_DEATH_SIGNAL = 1
_SET_NO_NEW_PRIVILEGES = 38
_NEW_USER = 0x10000000
_NEW_NETWORK = 0x40000000


def leave_the_network() -> bool:
    """Move to a network namespace that has no interface; False where the kernel does not let us."""
    libc = ctypes.CDLL(None, use_errno=True)
    return any(libc.unshare(flags) == 0 for flags in (_NEW_NETWORK, _NEW_USER | _NEW_NETWORK))


def die_with_parent(parent: int) -> None:
    """Be killed when the parent ends, even in the middle of a query."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
    libc.prctl(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


class Memory:
    """The memory of this process, as addresses; made before the process may open no more files."""

    def __init__(self) -> None:
        self._figures = os.open("/proc/self/statm", os.O_RDONLY | os.O_CLOEXEC)

    @property
    def taken(self) -> int:
        """How many bytes it takes now."""
        return int(os.pread(self._figures, 32, 0).split()[0]) * resource.getpagesize()

    def limit(self, megabytes: int) -> None:
        """Let it take that much more than now, beside a new stack, and leave no core file behind."""
        most, (_, highest) = self.taken + (megabytes << 20) + STACK, resource.getrlimit(resource.RLIMIT_AS)
        most = most if highest == resource.RLIM_INFINITY else min(most, highest)
        resource.setrlimit(resource.RLIMIT_AS, (most, highest))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def be_killed_first() -> None:
    """Have the kernel end this process before those that it comes from, when memory runs out."""
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("500", "ascii")


def open_no_more_files() -> None:
    """Refuse any further descriptor: a socket cannot be opened, whatever asks for one."""
    highest = max(int(each) for each in os.listdir("/proc/self/fd"))
    with contextlib.suppress(ValueError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (highest, highest))
