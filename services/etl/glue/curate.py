"""Curates one landing partition: a SELECT over the views `landing` and `curated` becomes partitions of the target table."""

import re
import sys
from urllib.parse import urlparse

import boto3
from pyspark.sql import DataFrame, SparkSession

arguments = {name[2:]: value for name, value in zip(sys.argv, sys.argv[1:]) if name.startswith("--")}
target = f"{arguments['target_database']}.{arguments['target_table']}"

spark = (
    SparkSession.builder.enableHiveSupport()
    .config("spark.sql.session.timeZone", "UTC")
    .config("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS")
    # Partitions that the result does not have stay as they are.
    .config("spark.sql.sources.partitionOverwriteMode", "dynamic")
    .config("hive.exec.dynamic.partition.mode", "nonstrict")
    .getOrCreate()
)


def main() -> None:
    # Kept, because the SELECT looks at it more than once.
    read_landing().persist().createOrReplaceTempView("landing")
    spark.table(target).createOrReplaceTempView("curated")
    # Computed once, before anything is overwritten: it reads the table that it is written to.
    rows = spark.sql(read_sql()).select(*spark.table(target).columns).localCheckpoint()
    rows.write.insertInto(target, overwrite=True)
    remove_older_partitions(rows)


def read_landing() -> DataFrame:
    """The objects below source_location, in the columns and types that the catalog declares."""
    quoting = {"quote": '"', "escape": '"', "multiLine": True}
    kind, options = {
        "json": ("json", {}),
        "csv": ("csv", {"sep": ",", **quoting}),
        "tsv": ("csv", {"sep": "\t", **quoting}),
    }[arguments["source_format"]]
    columns = spark.table(f"{arguments['source_database']}.{arguments['source_table']}").schema
    # A line that does not fit fails the run: without this it would be a row of nulls.
    reader = spark.read.format(kind).schema(columns).options(mode="FAILFAST", recursiveFileLookup=True, **options)
    return reader.load(arguments["source_location"])


def read_sql() -> str:
    """The SQL file with `${name}` replaced by arguments; their alphabet leaves nothing that could end a literal."""
    text = spark.read.text(arguments["sql_location"], wholetext=True).first().value
    return re.sub(r"\$\{(\w+)\}", lambda match: plain(match[1]), text)


def plain(name: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9_=:./-]*", arguments[name]):
        raise ValueError(f"--{name} has characters that SQL text may not have")
    return arguments[name]


def remove_older_partitions(rows: DataFrame) -> None:
    """Takes away what an earlier run wrote under replace_partition and this one did not."""
    key, value = plain("replace_partition").split("=", 1)
    table = {"DatabaseName": arguments["target_database"], "TableName": arguments["target_table"]}
    glue = boto3.client("glue")
    catalog = glue.get_table(DatabaseName=table["DatabaseName"], Name=table["TableName"])["Table"]
    keys = [column["Name"] for column in catalog["PartitionKeys"]]
    written = {tuple(str(part) for part in row) for row in rows.select(*keys).distinct().collect()}
    pages = glue.get_paginator("get_partitions").paginate(**table, Expression=f"{key} = '{value}'")
    for partition in [partition for page in pages for partition in page["Partitions"]]:
        if tuple(partition["Values"]) in written:
            continue
        glue.delete_partition(**table, PartitionValues=partition["Values"])
        location = urlparse(partition["StorageDescriptor"]["Location"])
        prefix = location.path.strip("/") + "/"
        boto3.resource("s3").Bucket(location.netloc).objects.filter(Prefix=prefix).delete()


main()
