"""The search index of a large register: segments by year, derived from the Parquet parts, mapped into memory.

Needs the optional packages ``qualitycheck[scale]``. Import its modules directly; they load NumPy and numba.
"""
