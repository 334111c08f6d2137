"""Runs extract.py on a cluster of a master and two workers on loopback, once undisturbed and once with a worker that is killed in the middle; both must
give, row for row and quad for quad, what one process gives. Then join.py makes events of the first, which must be, claim for claim and quad for quad, those
of the store of one machine.

    python tools/spark/check.py ARTICLES          (needs the Python package, PySpark, pyarrow, and Java 17)
    python tools/spark/check.py ITEMS.jsonl --joined [--memory 2g] [--keep FOLDER]          only the second, of many articles as they are
"""

import argparse
import gzip
import itertools
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pyspark

HERE = Path(__file__).resolve().parent
SPARK = Path(pyspark.__file__).parent
COPIES = 8
# Memory of a worker for the sample articles.
SMALL = "512m"
PAGE = """<html><head><title>Talks in Bali</title><meta property="article:published_time" content="2022-07-09"></head><body><article>
<h1>Talks in Bali</h1><p>Wang Yi met Sergei Lavrov in Bali on Thursday, and the two ministers spoke of trade for an hour.</p>
<p>Antony Blinken criticised Russia on Friday, before he flew on to Tokyo for talks with the government of Japan.</p></article></body></html>"""


def chancery(*arguments):
    """What the program prints; it ends with 1 where some of the input is bad."""
    command = [sys.executable, "-m", "chancery", *map(str, arguments)]
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8").stdout


def inputs(articles, folder):
    """Articles as lines of JSON with two bad ones, as a Parquet table with a bad row, and as a web archive."""
    rows = [json.loads(line) for line in chancery("read", articles).splitlines()]
    rows = [{**row, "id": f"{copy:02}-{row['id']}"} for copy in range(COPIES) for row in rows]
    lines, table = rows[::2], rows[1::2]
    paths = [folder / "lines.jsonl", folder / "table.parquet", folder / "page.warc.gz"]
    bad = ['{"id": "broken", "text": ', '{"id": "no text"}']
    paths[0].write_text("\n".join([*map(json.dumps, lines[:50]), *bad, *map(json.dumps, lines[50:])]) + "\n", encoding="utf-8")
    fields = ("id", "text", "date", "title", "source", "url")
    columns = {name: [row.get(name) for row in table] + [None] for name in fields}
    pyarrow.parquet.write_table(pyarrow.table({name: pyarrow.array(column, pyarrow.string()) for name, column in columns.items()}), paths[1])
    response = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{PAGE}"
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/talks\r\nContent-Type: application/http\r\nContent-Length: {len(response)}"
    paths[2].write_bytes(gzip.compress(f"{head}\r\n\r\n{response}\r\n\r\n".encode()))
    # The program without the feature `parquet` reads the same rows as lines.
    (folder / "table.jsonl").write_text("".join(json.dumps(row) + "\n" for row in table), encoding="utf-8")
    return paths, [paths[0], folder / "table.jsonl", paths[2]]


def one_process(paths):
    claims = [json.loads(line) for line in chancery("extract", *paths).splitlines()]
    quads = chancery("extract", "--format", "nquads", *paths)
    return sorted(claims, key=lambda claim: (claim["article"], claim["claim"])), sorted(set(quads.splitlines()))


def printed(row):
    def cell(name, value):
        if value is None:
            return ""
        return f"{value:.1f}" if name == "goldstein" else value if isinstance(value, (int, str)) else value.isoformat()

    return {name: cell(name, value) for name, value in row.items()}


def result(output):
    table = pyarrow.parquet.read_table(output / "claims")
    keys = [name for name in ("event_key", "event_gist", "article_key") if name in table.column_names]
    claims = map(printed, table.drop_columns(keys).to_pylist())
    parts = sorted((output / "nquads").glob("part-*"))
    quads = [line for part in parts for line in part.read_text(encoding="utf-8").splitlines()]
    assert quads == sorted(quads), "the parts are sorted, one after the other"
    remarks = [json.loads(line) for part in (output / "remarks").glob("part-*") for line in part.read_text(encoding="utf-8").splitlines()]
    metrics = [json.loads(line) for part in (output / "metrics").glob("part-*") for line in part.read_text(encoding="utf-8").splitlines()]
    return sorted(claims, key=lambda claim: (claim["article"], claim["claim"])), quads, sorted(row["error"] for row in remarks), metrics


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Cluster:
    """A master and two workers of one core each."""

    def __init__(self, folder, memory=SMALL):
        self.folder, self.memory, self.processes = folder, memory, []
        # Of a job of seconds most would be the work of the JVM's second compiler.
        self.java = "-XX:TieredStopAtLevel=1" if memory == SMALL else ""
        self.environment = {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable, "SPARK_LOG_DIR": str(folder)}
        self.environment["SPARK_DAEMON_JAVA_OPTS"] = self.java
        port, page = free_port(), free_port()
        self.master = f"spark://127.0.0.1:{port}"
        self.start("master", "org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", port, "--webui-port", page)
        self.workers = [self.worker(number) for number in (1, 2)]

    def start(self, name, *arguments):
        log = open(self.folder / f"{name}.log", "w", encoding="utf-8")
        command = [str(SPARK / "bin" / "spark-class"), *map(str, arguments)]
        # A group of its own, so that killing it takes its executors along, as where a machine fails.
        started = subprocess.Popen(command, stdout=log, stderr=log, env=self.environment, start_new_session=True)
        self.processes.append(started)
        return started

    def worker(self, number):
        options = ("--host", "127.0.0.1", "--webui-port", free_port(), "--cores", 1, "--memory", self.memory, "--work-dir", self.folder / f"work{number}")
        return self.start(f"worker{number}", "org.apache.spark.deploy.worker.Worker", *options, self.master)

    def submit(self, script, *arguments):
        settings = {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "4", "spark.driver.host": "127.0.0.1"}
        settings |= {"spark.executor.memory": self.memory, "spark.driver.memory": self.memory}
        settings |= {"spark.executor.extraJavaOptions": self.java, "spark.driver.extraJavaOptions": self.java}
        options = [part for name, value in settings.items() for part in ("--conf", f"{name}={value}")]
        command = [str(SPARK / "bin" / "spark-submit"), "--master", self.master, *options, str(HERE / script), *map(str, arguments)]
        self.log = open(self.folder / "submit.log", "a", encoding="utf-8")
        return subprocess.Popen(command, stdout=self.log, stderr=self.log, env=self.environment)

    def run(self, script, *arguments):
        """The seconds that a job took."""
        begun = time.monotonic()
        if self.submit(script, *arguments).wait() != 0:
            sys.exit((self.folder / "submit.log").read_text(encoding="utf-8")[-4000:])
        return time.monotonic() - begun

    def kill(self, process):
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process in self.processes:
            self.kill(process)


def lines(paths):
    for path in paths:
        with open(path, encoding="utf-8", newline="\n") as text:
            yield from text


def of_one_machine(paths, folder):
    """The claims of a store with their events, and its quads in a file."""
    begun = time.monotonic()
    chancery("build", *paths, "--store", folder / "store")
    chancery("export", "nquads", "--store", folder / "store", "--output", folder / "store.nq")
    chancery("export", "claims", "--store", folder / "store", "--output", folder / "store.jsonl")
    rows = map(json.loads, lines([folder / "store.jsonl"]))
    return {row["claim"]: row["event"] for row in rows}, time.monotonic() - begun


def compare_joined(cluster, extracted, paths, folder):
    """Joins what was extracted and compares it with the store of one machine."""
    seconds = cluster.run("join.py", extracted, "--output", folder / "joined", "--quads")
    events, alone = of_one_machine(paths, folder)
    rows = pyarrow.parquet.read_table(folder / "joined" / "claims", columns=["claim", "event"]).to_pylist()
    assert len(rows) == len(events), f"{len(rows)} claims, and {len(events)} of the store"
    others = [row for row in rows if events.get(row["claim"]) != row["event"]]
    assert not others, f"{len(others)} claims have another event in the store, such as {others[0]}"
    count, parts = 0, sorted((folder / "joined" / "nquads").glob("part-*"))
    for joined, stored in itertools.zip_longest(lines(parts), lines([folder / "store.nq"])):
        assert joined == stored, f"quad {count + 1} is {joined}and in the store {stored}"
        count += 1
    copies = pyarrow.parquet.read_table(folder / "joined" / "copies").num_rows
    assert copies > 0 and len(set(events.values())) < len(events), "there are copies, and events that are told more than once"
    told = f"{count} quads, {len(rows)} claims, {len(set(events.values()))} events, {copies} links from copies to origins"
    print(f"joined as the store of one machine, quad for quad: {told}; {seconds:.0f} s, the store {alone:.0f} s")


def joined(items, memory, folder):
    with Cluster(folder, memory) as cluster:
        seconds = cluster.run("extract.py", items, "--output", folder / "extracted", "--quads", "--keys", "--partitions", 32, "--batch", 500)
        print(f"extracted: {seconds:.0f} s", flush=True)
        compare_joined(cluster, folder / "extracted", [items], folder)


def main(articles):
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        paths, same = inputs(articles, folder)
        claims, quads = one_process(same)
        with Cluster(folder) as cluster:
            for disturbed in (False, True):
                output = folder / f"output-{disturbed}"
                begun, killed = time.monotonic(), None
                more = [] if disturbed else ["--keys"]
                job = cluster.submit("extract.py", *paths, "--output", output, "--quads", "--partitions", 6, "--batch", 20, *more)
                while job.poll() is None:
                    done = len(list(output.glob("pass/_temporary/0/task_*")))
                    if disturbed and killed is None and 2 <= done:
                        cluster.kill(cluster.workers[0])
                        killed = done
                    time.sleep(0.02)
                if job.returncode != 0:
                    sys.exit((folder / "submit.log").read_text(encoding="utf-8")[-4000:])
                found, found_quads, errors, metrics = result(output)
                assert found == claims, f"{len(found)} claims, and {len(claims)} of one process"
                assert found_quads == quads, f"{len(found_quads)} quads, and {len(quads)} of one process"
                assert len(errors) == 3 and "this is not JSON" in errors[2] and "has no `text`" in errors[0], errors
                assert sum(row["claims"] for row in metrics) == len(claims) and sum(row["errors"] for row in metrics) == 3
                assert not disturbed or killed is not None and killed < len(metrics), "a worker was killed before all was done"
                seconds = time.monotonic() - begun
                how = f"a worker killed after {killed} of {len(metrics)} parts" if disturbed else "undisturbed"
                memory = max(row["memory"] for row in metrics) >> 20
                print(f"{how}: {len(found)} claims and {len(quads)} quads as of one process, {seconds:.0f} s, {memory} MiB a worker at most", flush=True)
                if not disturbed:
                    compare_joined(cluster, output, same, folder)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("articles", metavar="ARTICLES")
    parser.add_argument("--joined", action="store_true")
    parser.add_argument("--memory", default=SMALL)
    parser.add_argument("--keep", metavar="FOLDER", help="an empty folder that stays when all is done")
    given = parser.parse_args()
    if not given.joined:
        main(given.articles)
    elif given.keep:
        joined(given.articles, given.memory, Path(given.keep))
    else:
        with tempfile.TemporaryDirectory() as folder:
            joined(given.articles, given.memory, Path(folder))
