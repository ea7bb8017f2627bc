"""The register of earlier years: a folder of Parquet files by year, and what can be asked of it.

Import ``qualitycheck.corpus.register`` and ``qualitycheck.corpus.collection`` directly: they load NumPy, pyarrow and
DuckDB, which most commands never need.
"""
