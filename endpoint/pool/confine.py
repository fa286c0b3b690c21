"""What a worker may not do: outlive its parent, take more memory than it is given, open a connection."""

import contextlib
import ctypes
import os
import resource
import signal

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


def limit_memory(megabytes: int) -> None:
    """Let the process take that much more than it has now, and leave no core file behind."""
    most = _address_space() + (megabytes << 20) + STACK
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def open_no_more_files() -> None:
    """Refuse any further descriptor: a socket cannot be opened, whatever asks for one."""
    highest = max(int(each) for each in os.listdir("/proc/self/fd"))
    with contextlib.suppress(ValueError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (highest, highest))


def _address_space() -> int:
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[0]) * resource.getpagesize()
