"""The read side: serves a snapshot over HTTP, as SPARQL, as pages and as data, and never writes."""
