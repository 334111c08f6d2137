"""What an engine adds to extraction: processor time of one core of Spark against one process over the same rows, by turns.

    python tools/spark/overhead.py ARTICLES.parquet [TURNS]

In Spark it is the time of its JVM and of the worker's Python while the job runs, without their start; `identity` is a job that hands each row back.
"""

import os
import resource
import sys
import time

import pyarrow.parquet

BATCH = 200
COLUMNS = ["id", "text", "date", "title", "source", "url"]


def processor(pid):
    """Seconds of a process, without its children."""
    with open(f"/proc/{pid}/stat", encoding="utf-8") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def of(extractor):
    """A worker's job: the claims of its articles, or with `None` the articles; then a row with its seconds and its memory."""

    def run(batches):
        import pyarrow

        begun = time.process_time()
        for batch in batches:
            if extractor is None:
                yield pyarrow.record_batch([batch.column("text")], ["text"])
            else:
                for part in extractor.extract_arrow(batch):
                    yield pyarrow.record_batch([pyarrow.record_batch(part).column("quote")], ["text"])
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
        yield pyarrow.record_batch([pyarrow.array([f"seconds {time.process_time() - begun} {memory}"])], ["text"])

    return run


def main(path, turns=3):
    import chancery
    from pyspark.sql import SparkSession

    settings = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false")
    spark = settings.config("spark.sql.execution.arrow.maxRecordsPerBatch", BATCH).getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    jvm = spark._jvm.java.lang.ProcessHandle.current().pid()
    articles = spark.read.parquet(path).select(*COLUMNS).coalesce(1)

    def engine(extractor):
        begun = processor(jvm)
        rows = articles.mapInArrow(of(extractor), "text string").where("text LIKE 'seconds %'").collect()
        parts = [row.text.split() for row in rows]
        return processor(jvm) - begun, sum(float(part[1]) for part in parts), max(int(part[2]) for part in parts)

    def alone(extractor):
        begun = time.process_time()
        rows = 0
        for batch in pyarrow.parquet.ParquetFile(path).iter_batches(BATCH, columns=COLUMNS):
            rows += sum(pyarrow.record_batch(part).num_rows for part in extractor.extract_arrow(batch))
        return time.process_time() - begun

    extractor = chancery.Extractor()
    chancery.extract("Wang Yi met Sergei Lavrov.")
    engine(None)
    for turn in range(turns):
        one = alone(extractor)
        java, python, memory = engine(extractor)
        bare = engine(None)
        more = java + python - one
        print(
            f"turn {turn + 1}: one process {one:.2f} s; Spark {java:.2f} s of its JVM and {python:.2f} s of the worker, {100 * more / one:+.1f} %, "
            f"{memory} MiB; identity {bare[0]:.2f} and {bare[1]:.2f} s, {100 * (bare[0] + bare[1]) / one:.1f} %",
            flush=True,
        )
    spark.stop()


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
