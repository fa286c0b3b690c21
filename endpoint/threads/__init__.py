"""The thread of a territory as a picture: axes, the measures that serve them, the actions of these.

flows    reads the thread, and adds up what flows from action to measure to axis
layout   gives every node and ribbon its place, in three columns
picture  draws them as SVG
routes   the picture at an address of its own
"""
