"""Workers that can be killed: every answer is computed in a process of its own, forked from one that holds the store.

    Pool ── asks ──▶ zygote ── forks ──▶ worker (one job at a time, ended by SIGKILL)
      └──────────── frames over a socket pair ───────────▲

`zygote`   the process that opens the snapshot once, starts no thread, and forks workers in milliseconds
`worker`   runs jobs: a function of the service and its engine, whose reply goes back in frames
`frames`   what passes between the two
`confine`  what a worker may not do: outlive its parent, take more memory, open a connection
`nursery`  the service's end: starts the zygote, asks it for workers, starts it again when it was killed
`lanes`    who may compute now: a few quick ones, a few slow ones at low priority, bounded queues before both
`pool`     puts these together: a job goes in, a head and chunks come out, or a reason why not
"""
