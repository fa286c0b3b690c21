"""`filrouge-load push`: a snapshot into a store of another SPARQL engine.

`parts` cuts the dataset into pieces of one named graph each, `store` sends them by the Graph Store Protocol, `push`
does so in an order that readers can rely on, `settings` are its flags.
"""
