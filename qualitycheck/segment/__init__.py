"""RawDocument -> Document: header facts, sections and pledges."""

from qualitycheck.segment.document import segment
from qualitycheck.segment.folders import PathFacts, path_facts
from qualitycheck.segment.headings import Sections

__all__ = ["PathFacts", "Sections", "path_facts", "segment"]
