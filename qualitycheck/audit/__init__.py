"""Auditing years of documents: who repeats whom, in chains and clusters, by person and unit.

``rows`` are what comparing tells of each document, from whatever engine; ``summary.summarise`` makes an ``Audit`` of them.
"""
