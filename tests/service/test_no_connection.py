"""Nothing that a client sends makes the service open a connection: a listener hears nobody."""

import socket
import threading
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest

# Each is sent with the address of the listener in place of HERE.
QUERIES = [
    "SELECT * { SERVICE <HERE> { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT <HERE> { ?s ?p ?o } }",
    "SELECT * { VALUES ?where { <HERE> } SERVICE ?where { ?s ?p ?o } }",
    "SELECT * { VALUES ?where { <HERE> } SERVICE SILENT ?where { ?s ?p ?o } }",
    "BASE <HERE> SELECT * { service<sparql>{ ?s ?p ?o } }",
    "PREFIX h: <HERE> ASK { SERVICE h:sparql { ?s ?p ?o } }",
    "SELECT * { { SELECT * { OPTIONAL { MINUS { SERVICE <HERE> { ?s ?p ?o } } } } } }",
    "ASK { FILTER EXISTS { SERVICE <HERE> { ?s ?p ?o } } }",
    "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <HERE> { ?s ?p ?o } }",
    "DESCRIBE ?s { SERVICE <HERE> { ?s ?p ?o } }",
    "SELECT * { ?s ?p trueSERVICE<HERE>{} }",
    "SELECT * { FILTER('a'<'x>' || true) SERVICE <HERE> { ?s ?p ?o } FILTER('a'<'b') }",
    "SELECT * { FILTER(1 <#>'''\n2) SERVICE <HERE> { ?s ?p ?o } FILTER('' = '' #'''\n) }",
    "SELECT * FROM <HERE> { ?s ?p ?o }",
    "SELECT * FROM NAMED <HERE> { GRAPH ?g { ?s ?p ?o } }",
    "DESCRIBE <HERE>",
    "SELECT * { GRAPH <HERE> { ?s ?p ?o } }",
    "LOAD <HERE>",
    "LOAD SILENT <HERE> INTO GRAPH <a:g>",
    "INSERT { ?s ?p ?o } WHERE { SERVICE <HERE> { ?s ?p ?o } }",
]


class Listener:
    """Counts who connects."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}/"
        self.heard = 0
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            self.heard += 1
            connection.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    listener = Listener()
    yield listener
    listener.socket.close()


def test_the_listener_hears_who_connects(listener: Listener) -> None:
    with pytest.raises(httpx2.TransportError):
        httpx2.get(listener.url)
    assert listener.heard == 1


@pytest.mark.parametrize("query", QUERIES)
def test_no_query_opens_a_connection(served: str, listener: Listener, query: str) -> None:
    text = query.replace("HERE", listener.url)
    direct = {"Content-Type": "application/sparql-query"}
    update = {"Content-Type": "application/sparql-update"}
    requests: list[dict[str, Any]] = [
        {"method": "GET", "params": {"query": text, "timeout": "3"}},
        {"method": "HEAD", "params": {"query": text}},
        {"method": "GET", "params": {"query": text, "format": "html", "timeout": "3"}},
        {"method": "POST", "data": {"query": text, "timeout": "3"}},
        {"method": "POST", "content": text, "headers": direct},
        {"method": "POST", "data": {"update": text}},
        {"method": "POST", "content": text, "headers": update},
    ]
    statuses = [httpx2.request(url=f"{served}/sparql", **each, timeout=30).status_code for each in requests]
    assert set(statuses) <= {200, 400, 403, 406}
    assert statuses[-2:] == [403, 403]
    assert listener.heard == 0


@pytest.mark.parametrize(
    "parameter",
    ["default-graph-uri", "named-graph-uri", "using-graph-uri", "using-named-graph-uri", "query-uri", "from"],
)
def test_no_parameter_opens_a_connection(served: str, listener: Listener, parameter: str) -> None:
    parameters = {"query": "SELECT * { ?s ?p ?o } LIMIT 1", parameter: listener.url}
    assert httpx2.get(f"{served}/sparql", params=parameters, timeout=30).status_code == 200
    assert listener.heard == 0


@pytest.mark.parametrize("path", ["/", "/sparql", "/id/1", "/page/1", "/data/1", "/queries"])
def test_the_service_is_no_proxy(served: str, listener: Listener, path: str) -> None:
    host, _, port = served.removeprefix("http://").partition(":")
    target = listener.url.removesuffix("/") + path
    with socket.create_connection((host, int(port)), timeout=30) as connection:
        connection.sendall(f"GET {target} HTTP/1.1\r\nHost: {listener.url[7:-1]}\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: connection.recv(1 << 16), b""))
    assert answer.startswith(b"HTTP/1.1 ")
    assert listener.heard == 0
    assert listener.url.encode() not in answer.partition(b"\r\n\r\n")[0]
