"""What extract.py read apart, joined on a Spark cluster: copies and events, as a store of one machine that has all articles decides on them.

    spark-submit tools/spark/join.py FOLDER --output FOLDER [--quads]

The first FOLDER is one that extract.py wrote with --keys, for --quads with --quads, too. Below the second:

    claims/     the claims table with `event` and, where the article is a copy, `origins`, the keys of the articles that it copies, separated by spaces; Parquet
    copies/     article_key and origin of each copy, Parquet
    nquads/     with --quads all that the store has, N-Quads, sorted over all parts: the bytes that `chancery export nquads` writes of it

Copies: keys of sketches that one article alone has find nothing, those of more than 64 are boilerplate. The rest link articles, and the driver finds by
union-find what hangs together (44 bytes an article that shares a key). Articles of a cluster are compared on one worker. Events: the claims of a key come
together on one worker. No worker holds more than a batch and its largest key.
"""

import argparse
import sys

# A key of sketches that more articles have than this is boilerplate.
BOILERPLATE = 64
GIST = ("claim", "event_key", "event_gist", "relation", "article_key")
DECIDED = "article_key string, claim string, event string, nquads string, node_facts string"


def whole_keys(key, work):
    """Hands `work` tables in which no key is cut in two, of batches that are sorted by it."""

    def run(batches):
        import pyarrow
        import pyarrow.compute as compute

        def done(parts):
            for table in work(pyarrow.Table.from_batches(parts)):
                yield from table.to_batches()

        held = []
        for batch in batches:
            if batch.num_rows == 0:
                continue
            keys = batch.column(batch.schema.get_field_index(key))
            begin = compute.index(keys, keys[-1]).as_py()
            goes_on = held and held[-1].column(key)[-1] == keys[0]
            if held and (begin > 0 or not goes_on):
                yield from done([*held, batch.slice(0, begin)])
                held = [batch.slice(begin)]
            elif begin > 0:
                yield from done([batch.slice(0, begin)])
                held = [batch.slice(begin)]
            else:
                held.append(batch)
        if held:
            yield from done(held)

    return run


def grouped(frame, key, work, schema):
    """What `work` gives of all rows of each key."""
    return frame.repartition(key).sortWithinPartitions(key).mapInArrow(whole_keys(key, work), schema)


def copies_of(articles):
    import chancery
    import pyarrow

    yield pyarrow.table(chancery.link_copies(articles))


def events_of(claims):
    """The event of each claim, and what a store derives from them, in rows of their own."""
    import chancery
    import pyarrow

    nothing = pyarrow.nulls(claims.num_rows, pyarrow.string())
    event = pyarrow.table(chancery.link_events(claims)).column("event")
    names = ["article_key", "claim", "event", "nquads", "node_facts"]
    yield pyarrow.table([claims.column("article_key"), claims.column("claim"), event, nothing, nothing], names)
    derived = pyarrow.table(chancery.describe_events(claims))
    nothing = pyarrow.nulls(derived.num_rows, pyarrow.string())
    yield pyarrow.table([nothing, nothing, nothing, derived.column("nquads"), derived.column("node_facts")], names)


def nodes_of(facts):
    import chancery
    import pyarrow

    yield pyarrow.table(chancery.describe_nodes(facts))


def copies(spark, sketches):
    """The copies among all articles, with their origins."""
    import chancery
    from pyspark.sql import functions as column

    keys = sketches.select("article_key", column.explode(column.split("sketch_keys", " ")).alias("key"))
    counts = keys.groupBy("key").agg(column.count("*").alias("articles"), column.min("article_key").alias("first"))
    shared = keys.join(counts.where(f"articles BETWEEN 2 AND {BOILERPLATE}"), "key").persist()
    links = shared.where("article_key != first").select("article_key", "first").distinct()
    clusters = spark.createDataFrame(pyarrow_table(chancery.cluster(links.toArrow())))
    own = shared.groupBy("article_key").agg(column.concat_ws(" ", column.collect_list("key")).alias("sketch_keys"))
    together = sketches.drop("sketch_keys").join(own, "article_key")
    together = together.join(clusters.withColumnRenamed("id", "article_key"), "article_key")
    return grouped(together, "cluster", copies_of, "article_key string, origin string, nquads string")


def pyarrow_table(table):
    import pyarrow

    return pyarrow.table(table)


def exploded(frame, name, alias):
    from pyspark.sql import functions as column

    lines = frame.where(f"{name} IS NOT NULL").select(column.explode(column.split(name, "\n")).alias(alias))
    return lines.where(f"{alias} != ''")


def nodes(facts, events):
    """What is said of entities, rules and pairs of actors by all articles and events together."""
    from pyspark.sql import functions as column

    # A count, a node, and what is said of it, with a space between them.
    part = column.split("line", " ", 3)
    pairs = exploded(events, "node_facts", "line")
    pairs = pairs.select(part[1].alias("node"), part[2].alias("fact"), part[0].cast("bigint").alias("count"))
    all_facts = facts.unionByName(pairs).groupBy("node", "fact").agg(column.sum("count").alias("count"))
    return grouped(all_facts, "node", nodes_of, "node string, nquads string")


def main(argv):
    parser = argparse.ArgumentParser(description="what extract.py read apart to copies and events, on a Spark cluster")
    parser.add_argument("input", metavar="FOLDER", help="what extract.py wrote with --keys")
    parser.add_argument("--output", required=True, metavar="FOLDER", help="a folder that is not there yet")
    parser.add_argument("--quads", action="store_true", help="write all graphs, with what is derived, too")
    arguments = parser.parse_args(argv)

    import chancery
    from pyspark.sql import SparkSession
    from pyspark.sql import functions as column

    spark = SparkSession.builder.appName("chancery join").getOrCreate()
    source, output = arguments.input.rstrip("/"), arguments.output.rstrip("/")
    copies(spark, spark.read.parquet(f"{source}/sketches")).write.parquet(f"{output}/pass/copies")
    copied = spark.read.parquet(f"{output}/pass/copies")
    copied.select("article_key", "origin").write.parquet(f"{output}/copies")
    origins = copied.groupBy("article_key").agg(column.concat_ws(" ", column.sort_array(column.collect_list("origin"))).alias("origins"))
    claims = spark.read.parquet(f"{source}/claims").join(origins, "article_key", "left")
    grouped(claims.select(*GIST, "origins"), "event_key", events_of, DECIDED).write.parquet(f"{output}/pass/events")
    events = spark.read.parquet(f"{output}/pass/events")
    found = events.where("claim IS NOT NULL").select("article_key", "claim", "event")
    order = [name for name in claims.columns if name not in ("event_key", "event_gist")]
    claims.drop("event").join(found, ["article_key", "claim"]).select(*order).write.parquet(f"{output}/claims")
    if arguments.quads:
        described = nodes(spark.read.parquet(f"{source}/facts"), events)
        derived = [exploded(frame, "nquads", "value") for frame in (copied, events, described)]
        words = spark.createDataFrame([(line,) for line in chancery.vocabulary().splitlines()], "value string")
        quads = words.union(derived[0]).union(derived[1]).union(derived[2]).distinct()
        # What is derived stands in no graph that was read, and those have each quad once.
        quads.union(spark.read.text(f"{source}/nquads")).sort("value").write.text(f"{output}/nquads")
    path = spark._jvm.org.apache.hadoop.fs.Path(f"{output}/pass")
    path.getFileSystem(spark._jsc.hadoopConfiguration()).delete(path, True)
    spark.stop()


if __name__ == "__main__":
    main(sys.argv[1:])
