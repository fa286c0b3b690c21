"""The snapshots that were published, and what one does with them.

settings       what each command is told
shelf          which there are; back to one of them; away with the old ones
verification   whether one is as it was published
difference     which things two of them say differently
commands       what each command prints
"""
