"""What an engine adds to extraction: processor time of one core of Spark against one process over the same rows, by turns.

    python tools/spark/overhead.py ARTICLES.parquet [TURNS]

In Spark it is the time of its JVM and of the worker's Python while the job runs, after a first one. What of it is extraction is measured in the same run,
since on a machine with other work two runs differ by more than what the engine adds. `identity` is a job that hands each row back.
"""

import os
import resource
import sys
import time

import pyarrow.parquet

BATCH = 200
STATE = "state"
COLUMNS = ["id", "text", "date", "title", "source", "url"]


def processor(pid):
    """Seconds of a process, without its children."""
    with open(f"/proc/{pid}/stat", encoding="utf-8") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def of(work):
    """A worker's job: what `work` gives of each batch, then a row with its seconds and its memory."""

    def run(batches):
        import pyarrow

        begun, inner = time.process_time(), 0.0
        last = None
        for batch in batches:
            at = time.process_time()
            parts = list(work(batch))
            inner += time.process_time() - at
            for part in parts:
                last = part.append_column(STATE, pyarrow.nulls(part.num_rows, pyarrow.string()))
                yield last
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
        state = {STATE: f"{time.process_time() - begun} {inner} {memory}"}
        yield pyarrow.RecordBatch.from_pylist([state], schema=last.schema)

    return run


def claims_by(extractor):
    import pyarrow

    return lambda batch: (pyarrow.record_batch(part) for part in extractor.extract_arrow(batch))


def main(path, turns=3):
    import chancery
    from pyspark.sql import SparkSession
    from pyspark.sql.pandas.types import from_arrow_schema

    settings = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false")
    spark = settings.config("spark.sql.execution.arrow.maxRecordsPerBatch", BATCH).getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    jvm = spark._jvm.java.lang.ProcessHandle.current().pid()
    articles = spark.read.parquet(path).select(*COLUMNS).coalesce(1)

    def engine(work, kind):
        begun = processor(jvm)
        kind = from_arrow_schema(kind.append(pyarrow.field(STATE, pyarrow.string())))
        states = articles.mapInArrow(of(work), kind).where(f"{STATE} IS NOT NULL").select(STATE).collect()
        seconds, inner, memory = zip(*(state[0].split() for state in states))
        return processor(jvm) - begun, sum(map(float, seconds)), sum(map(float, inner)), max(map(int, memory))

    def alone(work):
        begun = time.process_time()
        for batch in pyarrow.parquet.ParquetFile(path).iter_batches(BATCH, columns=COLUMNS):
            for _ in work(batch):
                pass
        return time.process_time() - begun

    def identity(batch):
        yield batch

    claims = claims_by(chancery.Extractor())
    given = pyarrow.parquet.ParquetFile(path).schema_arrow
    given = pyarrow.schema([given.field(name) for name in COLUMNS])
    found = next(claims(pyarrow.RecordBatch.from_pylist([{"id": "1", "text": ""}], schema=given))).schema
    # Java compiles what it does, and the worker loads its words.
    engine(identity, given)
    engine(claims, found)
    for turn in range(turns):
        one = alone(claims)
        java, python, inner, memory = engine(claims, found)
        bare = engine(identity, given)
        both, rest = java + python, java + python - inner
        print(
            f"turn {turn + 1}: one process {one:.2f} s; Spark {both:.2f} s ({100 * (both / one - 1):+.1f} %), {inner:.2f} s of it extraction and "
            f"{java:.2f} s its JVM: {100 * rest / inner:.1f} % beside extraction; {memory} MiB; identity {bare[0] + bare[1]:.2f} s",
            flush=True,
        )
    spark.stop()


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
