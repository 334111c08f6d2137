"""Articles to claims on a Spark cluster: each row of a table, line of JSON or file of an archive once, whatever happens to workers.

    spark-submit tools/spark/extract.py INPUT… --output FOLDER [--quads] [--keys] [--columns text=body,id=key]

INPUT is JSON lines (`.jsonl`, `.json`, `.ndjson`, packed or not; fields id, text, date, title, source, url), Parquet (a file or folder), or any other file
that the program reads (WARC, HTML, mail, PDF), one file a task. Each worker needs the Python package `chancery` and the same paths. Below FOLDER:

    claims/     the claims table, Parquet
    remarks/    what was left out or warned of, JSON lines: article, error, warning
    metrics/    a JSON line a partition: articles, characters, claims, errors, seconds, bytes of memory
    nquads/     with --quads the graphs of all articles, N-Quads, sorted over all parts, each quad once
    sketches/   with --keys what finds copies, Parquet; the claims have keys and gists beside their columns
    facts/      with --quads and --keys what the articles say of entities and rules, counted, Parquet

join.py makes events of the last two.

A bad row gives a remark and never ends a task. What a task gives depends on its rows alone, and Spark keeps what tasks hand in only when they are done, so a
worker that is killed changes nothing in the result.
"""

import argparse
import functools
import json
import resource
import sys
import time

JSON = (".jsonl", ".json", ".ndjson")
PACKED = (".gz", ".zst", ".bz2")
FIELDS = ("id", "text", "date", "title", "source", "url")
# A broken line of JSON stands in a column of this name.
BROKEN = "_broken"
METRICS = "metrics"
# Of articles, not of claims.
SKETCH = ("sketch", "sketch_keys", "outlet_key")
FACTS = "node_facts"
# Articles of a file that are handed over at a time.
BATCH = 256


def partition():
    from pyspark import TaskContext

    context = TaskContext.get()
    return context.partitionId() if context else 0


class Work:
    """What one partition does, with its numbers."""

    def __init__(self, extractor, columns, extras):
        self.extractor, self.columns, self.extras = extractor, columns, extras
        self.begun, self.articles, self.characters, self.claims, self.errors = time.monotonic(), 0, 0, 0, 0

    def of(self, batch):
        """The claims of a batch of articles, and the rows that tell of its mistakes."""
        import pyarrow
        import pyarrow.compute as compute

        if BROKEN in batch.schema.names:
            broken = batch.column(BROKEN)
            wrong = broken.drop_null().to_pylist()
            batch = batch.filter(compute.is_null(broken)).drop_columns([BROKEN])
            if wrong:
                yield self.rows([{"error": f"this is not JSON: {line[:200]}"} for line in wrong])
                self.errors += len(wrong)
        self.articles += batch.num_rows
        text = batch.column(batch.schema.get_field_index(self.columns.get("text", "text")))
        self.characters += compute.sum(compute.utf8_length(text)).as_py() or 0
        for part in self.extractor.extract_arrow(batch, columns=self.columns, **self.extras):
            found = pyarrow.record_batch(part)
            self.claims += found.num_rows - found.column("claim").null_count
            self.errors += found.num_rows - found.column("error").null_count
            yield found.append_column(METRICS, pyarrow.nulls(found.num_rows, pyarrow.string()))

    def rows(self, rows):
        import pyarrow

        return pyarrow.RecordBatch.from_pylist(rows, schema=schema(self.extras))

    def done(self):
        seconds = time.monotonic() - self.begun
        numbers = {
            "partition": partition(),
            "articles": self.articles,
            "characters": self.characters,
            "claims": self.claims,
            "errors": self.errors,
            "seconds": round(seconds, 3),
            "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10,
        }
        return self.rows([{METRICS: json.dumps(numbers)}])


def schema(extras):
    """The columns of what a partition gives."""
    import chancery
    import pyarrow

    none = pyarrow.table({"id": pyarrow.array([], pyarrow.string()), "text": pyarrow.array([], pyarrow.string())})
    return pyarrow.table(chancery.extract_arrow(none, **extras)).schema.append(pyarrow.field(METRICS, pyarrow.string()))


def of_rows(extractor, columns, extras):
    """What is done with a partition of a table of articles."""

    def run(batches):
        work = Work(extractor, columns, extras)
        for batch in batches:
            yield from work.of(batch)
        yield work.done()

    return run


def of_files(extractor, extras):
    """What is done with a partition of names of files."""

    def run(batches):
        import warnings

        import chancery
        import pyarrow

        work = Work(extractor, {}, extras)
        fields = pyarrow.schema([(name, pyarrow.date32() if name == "date" else pyarrow.string()) for name in FIELDS])
        for batch in batches:
            for path in batch.column(0).to_pylist():
                rows = []
                with warnings.catch_warnings(record=True) as told:
                    warnings.simplefilter("always", chancery.ChanceryWarning)
                    try:
                        for article in extractor.read(path):
                            rows.append({name: getattr(article, name) for name in FIELDS})
                            if len(rows) == BATCH:
                                yield from work.of(pyarrow.RecordBatch.from_pylist(rows, schema=fields))
                                rows = []
                    except FileNotFoundError as error:
                        work.errors += 1
                        yield work.rows([{"error": str(error)}])
                    if rows:
                        yield from work.of(pyarrow.RecordBatch.from_pylist(rows, schema=fields))
                remarks = [str(remark.message) for remark in told]
                kind = {True: "error", False: "warning"}
                if remarks:
                    yield work.rows([{kind["error: " in remark.split("warning: ")[0]]: remark} for remark in remarks])
        yield work.done()

    return run


def plain(name):
    for ending in PACKED:
        if name.endswith(ending):
            return name[: -len(ending)]
    return name


def extracted(spark, arguments, extractor, columns, extras):
    """Claims, remarks, graphs and metrics of all inputs, in one table."""
    from pyspark.sql.pandas.types import from_arrow_schema

    lines = [path for path in arguments.inputs if plain(path).endswith(JSON)]
    tables = [path for path in arguments.inputs if path.rstrip("/").endswith(".parquet")]
    files = [path for path in arguments.inputs if path not in lines and path not in tables]
    kind, parts = from_arrow_schema(schema(extras)), []

    def spread(frame):
        return frame.repartition(arguments.partitions) if arguments.partitions else frame

    if lines:
        named = [columns.get(name, name) for name in FIELDS] + [BROKEN]
        table = spark.read.schema(", ".join(f"`{name}` string" for name in named))
        table = table.option("columnNameOfCorruptRecord", BROKEN).json(lines)
        parts.append(spread(table).mapInArrow(of_rows(extractor, columns, extras), kind))
    if tables:
        table = spark.read.parquet(*tables)
        wanted = [columns.get(name, name) for name in FIELDS]
        table = table.select(*[name for name in wanted if name in table.columns])
        parts.append(spread(table).mapInArrow(of_rows(extractor, columns, extras), kind))
    if files:
        count = min(len(files), arguments.partitions or len(files))
        table = spark.createDataFrame([(path,) for path in files], "path string").repartition(count)
        parts.append(table.mapInArrow(of_files(extractor, extras), kind))
    return functools.reduce(lambda one, other: one.unionByName(other), parts)


def main(argv):
    parser = argparse.ArgumentParser(description="articles to claims on a Spark cluster")
    parser.add_argument("inputs", nargs="+", metavar="INPUT")
    parser.add_argument("--output", required=True, metavar="FOLDER", help="a folder that is not there yet")
    parser.add_argument("--quads", action="store_true", help="write the graphs of the articles, too")
    parser.add_argument("--keys", action="store_true", help="write what join.py needs, too")
    parser.add_argument("--columns", default="", metavar="FIELD=NAME,…", help="columns that hold a field under another name")
    parser.add_argument("--partitions", type=int, help="spread the articles over so many tasks (default: as the files are)")
    parser.add_argument("--batch", type=int, default=1000, help="articles that a worker holds at a time")
    for folder in ("rules", "gazetteer", "lexicon"):
        parser.add_argument(f"--{folder}", metavar="DIR", help="folder of your own data, at the same path on each worker")
    arguments = parser.parse_args(argv)

    import chancery
    from pyspark.sql import SparkSession
    from pyspark.sql import functions as column

    columns = dict(pair.split("=", 1) for pair in arguments.columns.split(",") if pair)
    # It is sent to the workers as the names of its folders, and each of them loads these once.
    extractor = chancery.Extractor(rules=arguments.rules, gazetteer=arguments.gazetteer, lexicon=arguments.lexicon)
    spark = SparkSession.builder.appName("chancery").getOrCreate()
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", arguments.batch)
    output = arguments.output.rstrip("/")
    # One pass over the articles; the rest reads what it left.
    extras = {"nquads": arguments.quads, "keys": arguments.keys}
    extracted(spark, arguments, extractor, columns, extras).write.parquet(f"{output}/pass")
    rows = spark.read.parquet(f"{output}/pass")
    others = ("error", "warning", "nquads", *SKETCH, FACTS, METRICS)
    claims = [name for name in rows.columns if name not in others]
    rows.where("claim IS NOT NULL").select(*claims).write.parquet(f"{output}/claims")
    rows.where("error IS NOT NULL OR warning IS NOT NULL").select("article", "error", "warning").write.json(f"{output}/remarks")
    rows.where(f"{METRICS} IS NOT NULL").select(METRICS).coalesce(1).write.text(f"{output}/metrics")
    if arguments.quads:
        quads = rows.where("nquads IS NOT NULL").select(column.explode(column.split("nquads", "\n")).alias("quad"))
        quads.where("quad != ''").distinct().sort("quad").write.text(f"{output}/nquads")
    if arguments.keys:
        rows.where("sketch IS NOT NULL").select("article", "article_key", "published", *SKETCH).write.parquet(f"{output}/sketches")
    if arguments.quads and arguments.keys:
        lines = rows.where(f"{FACTS} IS NOT NULL").select(column.explode(column.split(FACTS, "\n")).alias("line")).where("line != ''")
        # A count, a node, and what is said of it, with a space between them.
        part = column.split("line", " ", 3)
        facts = lines.select(part[1].alias("node"), part[2].alias("fact"), part[0].cast("bigint").alias("count"))
        facts.groupBy("node", "fact").agg(column.sum("count").alias("count")).write.parquet(f"{output}/facts")
    path = spark._jvm.org.apache.hadoop.fs.Path(f"{output}/pass")
    path.getFileSystem(spark._jsc.hadoopConfiguration()).delete(path, True)
    spark.stop()


if __name__ == "__main__":
    main(sys.argv[1:])
