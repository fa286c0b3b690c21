"""A load whose territories are shared out by Apache Spark; what is published is made by this process, as always.

engine    what Spark is given, and what comes back, in order
session   Spark on this side: started, told where to listen, ended
master    whether somebody is there to begin with
telling   what goes wrong with Spark, as an error of a load
node      what runs on a node, and how it is known that it gives there what it would give here
"""

from loader.spark.engine import spark

__all__ = ["spark"]
