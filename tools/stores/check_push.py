"""Pushes a store to the servers of servers.sh and compares, graph by graph, what they then hold with the store's export.

Usage: check_push.py PROGRAM ARTICLES SERVERS.ENV     (needs rdflib)

For each server: a first push, a push without changes, a push after an article was changed and one removed, and a look at a
graph of somebody else that must survive all of it. Then a push that breaks off half-way, and the next one that completes it.
"""

import http.client
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading
import urllib.error
import urllib.parse
import urllib.request
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from rdflib import Dataset, Graph, Literal

PROGRAM, ARTICLES, ENV = sys.argv[1:4]
ADDRESS = dict(line.strip().split("=", 1) for line in open(ENV, encoding="utf-8"))
DERIVED = "https://w3id.org/chancery/derived"
FOREIGN = "urn:example:foreign"
# Default graph of an export as rdflib names it.
DEFAULT = "urn:x-rdflib:default"

# Name, arguments of the push, address of queries, address of updates, and the login that the server wants.
BASIC = ["--user", ADDRESS.get("FUSEKI_USER", ""), "--password-file", ADDRESS["SECRET_FILE"]]
SECRET = pathlib.Path(ADDRESS["SECRET_FILE"]).read_text(encoding="utf-8")
SERVERS = []
for name in ("MEM", "TDB2", "UNION", "CLOSED"):
    if url := ADDRESS.get(f"FUSEKI_{name}"):
        login = BASIC if name == "CLOSED" else []
        SERVERS.append((f"Fuseki {name.lower()}", [f"{url}/data", *login], f"{url}/sparql", f"{url}/update", login))
if url := ADDRESS.get("FUSEKI_MEM"):
    # The same server by SPARQL Update alone, into graphs of another name for what is derived.
    update = [f"{url}/update", "--server", "update", "--query-url", f"{url}/sparql"]
    SERVERS.append(("Fuseki by updates", update, f"{url}/sparql", f"{url}/update", []))
if url := ADDRESS.get("OXIGRAPH"):
    SERVERS.append(("Oxigraph", [url, "--server", "oxigraph"], f"{url}/query", f"{url}/update", []))
if url := ADDRESS.get("RDF4J"):
    SERVERS.append(("RDF4J", [url], url, f"{url}/statements", []))
if url := ADDRESS.get("VIRTUOSO"):
    login = ["--user", ADDRESS["VIRTUOSO_USER"], "--password-file", ADDRESS["SECRET_FILE"]]
    SERVERS.append(("Virtuoso", [url, "--server", "virtuoso", *login], f"{url}/sparql", f"{url}/sparql-auth", login))
if url := ADDRESS.get("BLAZEGRAPH"):
    SERVERS.append(("Blazegraph", [url], url, url, []))


def run(*arguments, fails=False):
    """Runs the program; gives its output."""
    done = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, check=False)
    shown = done.stdout + done.stderr
    if SECRET in shown:
        sys.exit("a secret is shown by: chancery " + " ".join(map(str, arguments)))
    if (done.returncode != 0) != fails:
        sys.exit(f"chancery {' '.join(map(str, arguments))}: exit {done.returncode}\n{shown}")
    return shown


def opened(request, url, login):
    """Asks a server, with a login where it wants one."""
    handlers = []
    if login:
        passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        passwords.add_password(None, url, login[1], SECRET)
        handlers = [urllib.request.HTTPDigestAuthHandler(passwords), urllib.request.HTTPBasicAuthHandler(passwords)]
    return urllib.request.build_opener(urllib.request.ProxyHandler({}), *handlers).open(request, timeout=60)


def update(url, text, login):
    headers = {"Content-Type": "application/sparql-update"}
    opened(urllib.request.Request(url, text.encode(), headers), url, login).read()


def graph_of(url, name, login):
    """One graph as a server gives it."""
    query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{name}> {{ ?s ?p ?o }} }}"
    form = urllib.parse.urlencode({"query": query}).encode()
    request = urllib.request.Request(url, form, {"Accept": "application/n-triples, text/plain;q=0.5"})
    return Graph().parse(data=opened(request, url, login).read(), format="nt")


def shown(term, of_virtuoso):
    """A term as it is compared: numbers by value, since TDB2 keeps 8 as 8.0 and Virtuoso true as 1."""
    if isinstance(term, Literal) and isinstance(term.value, (int, float, Decimal)):
        if isinstance(term.value, bool):
            return str(int(term.value)) + ("" if of_virtuoso else " boolean")
        return str(float(term.value)).removesuffix(".0")
    return term.n3()


def normal(graph, of_virtuoso):
    """The triples of a graph, to be compared."""
    return {tuple(shown(term, of_virtuoso) for term in triple) for triple in graph}


def compare(name, url, store, login):
    """The graphs of a server and those of the store's export are the same."""
    exported = Dataset()
    exported.parse(data=run("export", "nquads", "--store", store), format="nquads")
    checked = 0
    for graph in exported.graphs():
        if len(graph) == 0 or str(graph.identifier).endswith("/notes"):
            continue
        target = DERIVED if str(graph.identifier) == DEFAULT else str(graph.identifier)
        of_virtuoso = name == "Virtuoso"
        here, there = normal(graph, of_virtuoso), normal(graph_of(url, target, login), of_virtuoso)
        if here != there:
            lacks, has = sorted(here - there)[:3], sorted(there - here)[:3]
            sys.exit(f"{name}: {target} lacks {len(here - there)} triples, as {lacks}, and has others, as {has}")
        checked += 1
    return checked


def check(name, arguments, query, updates, login, folder):
    """The four pushes to one server."""
    articles, store = folder / "articles", folder / "a.store"
    shutil.copytree(ARTICLES, articles)
    run("build", articles, "--store", store)
    update(updates, f"INSERT DATA {{ GRAPH <{FOREIGN}> {{ <urn:example:a> <urn:example:b> <urn:example:{folder.name}> }} }}", login)
    first = run("push", *arguments, "--store", store)
    graphs = compare(name, query, store, login)
    again = run("push", *arguments, "--store", store)
    if "nothing to do" not in again:
        sys.exit(f"{name}: a push without changes: {again}")
    changed, *_, gone = sorted(articles.glob("*.txt"))
    changed.write_text(changed.read_text(encoding="utf-8") + "\nA last line.\n", encoding="utf-8")
    run("build", articles, "--store", store)
    run("remove", gone.name, "--store", store)
    changes = run("push", *arguments, "--store", store)
    compare(name, query, store, login)
    if len(graph_of(query, FOREIGN, login)) == 0:
        sys.exit(f"{name}: the graph of somebody else is gone")
    if " 2 deleted" not in changes:
        sys.exit(f"{name}: a changed and a removed article: {changes}")
    print(f"{name}: {graphs} graphs compared; {first.strip().split(': ', 1)[1]}")
    print(f"{name}: after changes: {changes.strip().split(': ', 1)[1]}")


class Breaking(BaseHTTPRequestHandler):
    """Passes requests on to a server, and cuts the line at the sixth PUT and ever after."""

    target = ""
    puts = 0

    def pass_on(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.command == "PUT":
            Breaking.puts += 1
            if Breaking.puts > 5:
                self.close_connection = True
                self.connection.close()
                return
        connection = http.client.HTTPConnection(Breaking.target, timeout=60)
        connection.request(self.command, self.path, body, dict(self.headers))
        answer = connection.getresponse()
        content = answer.read()
        self.send_response(answer.status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = do_PUT = do_DELETE = pass_on

    def log_message(self, *_):
        pass


def check_broken_off(folder):
    """A push that breaks off after five graphs is completed by the next."""
    Breaking.target = urllib.parse.urlsplit(ADDRESS["OXIGRAPH"]).netloc
    proxy = ThreadingHTTPServer(("127.0.0.1", 0), Breaking)
    threading.Thread(target=proxy.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{proxy.server_port}"
    update(f"{ADDRESS['OXIGRAPH']}/update", "DROP NAMED", [])
    store = folder / "a.store"
    run("build", ARTICLES, "--store", store)
    arguments = ["push", address, "--server", "oxigraph", "--store", store, "--retries", "1"]
    said = run(*arguments, fails=True)
    if "broke off after 5 of" not in said:
        sys.exit(f"a push that breaks off: {said}")
    Breaking.puts = -10_000
    rest = run(*arguments)
    if " 5 unchanged" not in rest:
        sys.exit(f"the push after one that broke off: {rest}")
    graphs = compare("a push that broke off", f"{ADDRESS['OXIGRAPH']}/query", store, [])
    print(f"broken off after 5 graphs, completed: {graphs} graphs compared")


with tempfile.TemporaryDirectory() as work:
    for number, server in enumerate(SERVERS):
        place = pathlib.Path(work) / str(number)
        place.mkdir()
        try:
            check(*server, place)
        except urllib.error.HTTPError as error:
            sys.exit(f"{server[0]}: {error.url}: {error} {error.read()[:500]!r}")
    if "OXIGRAPH" in ADDRESS:
        place = pathlib.Path(work) / "broken"
        place.mkdir()
        check_broken_off(place)
